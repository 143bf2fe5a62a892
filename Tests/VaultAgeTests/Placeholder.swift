import Testing

@Test func `placeholder VaultAge`() {}
