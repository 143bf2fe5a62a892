import Testing

@Test func `placeholder VaultLedger`() {}
