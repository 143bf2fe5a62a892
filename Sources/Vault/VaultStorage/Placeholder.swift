import GRDB
enum PlaceholderVaultStorage {}
