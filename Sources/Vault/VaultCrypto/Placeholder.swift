import Crypto
enum PlaceholderVaultCrypto {}
