import Testing

@Test func `placeholder VaultSystem`() {}
