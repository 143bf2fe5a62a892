#!/bin/sh
# Checks what the compiler does not: which folders may import C or a library that one layer owns,
# which may write `unsafe`, and that nothing below the tool prints.
set -eu
cd "$(dirname "$0")/.."
failures=0

# only PATTERN FOLDER...: PATTERN occurs in no Swift file of Sources outside the folders.
only() {
    pattern=$1
    shift
    found=$(grep -rnE --include='*.swift' "$pattern" Sources || true)
    for folder in "$@"; do
        found=$(printf '%s\n' "$found" | grep -v "^$folder/" || true)
    done
    [ -z "$found" ] || { printf '%s\n' "$found" >&2; failures=1; }
}

vault=Sources/Vault
only 'import C(OpenSSL|Sodium)$' $vault/VaultCrypto
only 'import Crypto$' $vault/VaultCrypto
only 'import C(Magic|QPDF|HEIF|EXIF|PNG|WebP|TIFF)$' $vault/VaultMedia
only 'import (CPango|CQRencode|CZBar)$' $vault/VaultPaper
only 'import CTurboJPEG$' $vault/VaultMedia $vault/VaultPaper
only 'import GRDB(SQLite)?$' $vault/VaultStorage
only 'import CSystem$' $vault/VaultSystem
only 'import Glibc$' $vault/VaultSystem
only 'import ArgumentParser$' Sources/VaultTool
only 'import Foundation$' Sources/VaultTool
only 'import FoundationEssentials$' $vault/VaultCrypto $vault/Vault Sources/VaultTool
only '(^|[^[:alnum:]_.])print\(' Sources/VaultTool
only '(^|[^[:alnum:]_.])unsafe [[:alpha:]]' \
    $vault/VaultCrypto $vault/VaultSystem $vault/VaultStorage $vault/VaultMedia $vault/VaultPaper
exit $failures
