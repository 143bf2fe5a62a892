import Testing

@Test func `placeholder Vault`() {}
