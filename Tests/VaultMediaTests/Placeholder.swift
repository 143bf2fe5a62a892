import Testing

@Test func `placeholder VaultMedia`() {}
