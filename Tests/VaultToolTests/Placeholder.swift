import Testing

@Test func `placeholder VaultTool`() {}
