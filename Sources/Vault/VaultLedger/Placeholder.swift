enum PlaceholderVaultLedger {}
