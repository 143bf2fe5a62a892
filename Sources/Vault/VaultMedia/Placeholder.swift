enum PlaceholderVaultMedia {}
