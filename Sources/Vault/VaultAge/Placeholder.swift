enum PlaceholderVaultAge {}
