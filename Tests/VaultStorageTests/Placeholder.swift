import Testing

@Test func `placeholder VaultStorage`() {}
