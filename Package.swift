// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A layer of the library: a module in its own folder under `Sources/Vault`.
func layer(
    _ name: String,
    on dependencies: [Target.Dependency],
    embedding resources: [String] = []
) -> Target {
    .target(
        name: name,
        dependencies: dependencies,
        path: "Sources/Vault/\(name)",
        // In the code, so that a tool in one file has them too.
        resources: resources.map { .embedInCode($0) },
        swiftSettings: settings
    )
}

/// A C library that the system provides.
func system(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(
        name: name,
        path: "Sources/Vault/\(name)",
        pkgConfig: pkgConfig,
        providers: [.apt([apt])]
    )
}

/// The tests of one module, beside what they need beyond it.
func tests(of name: String, on dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.byName(name: name), "TestSupport"] + dependencies,
        swiftSettings: settings
    )
}

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let database: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let arguments: Target.Dependency = .product(
    name: "ArgumentParser",
    package: "swift-argument-parser"
)

let package = Package(
    name: "vault",
    products: [
        .library(name: "Vault", targets: ["Vault"]),
        .library(name: "VaultAge", targets: ["VaultAge"]),
        .library(name: "VaultLedger", targets: ["VaultLedger"]),
        .executable(name: "vaulttool", targets: ["vaulttool"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        system("COpenSSL", pkgConfig: "libcrypto", apt: "libssl-dev"),
        system("CSodium", pkgConfig: "libsodium", apt: "libsodium-dev"),
        system("CMagic", pkgConfig: "libmagic", apt: "libmagic-dev"),
        system("CPango", pkgConfig: "cairo-pdf", apt: "libpango1.0-dev"),
        system("CQRencode", pkgConfig: "libqrencode", apt: "libqrencode-dev"),
        // These are not linked but loaded where they are needed.
        .systemLibrary(
            name: "CQPDF",
            path: "Sources/Vault/CQPDF",
            providers: [.apt(["libqpdf-dev"])]
        ),
        .systemLibrary(
            name: "CHEIF",
            path: "Sources/Vault/CHEIF",
            providers: [.apt(["libheif-dev"])]
        ),
        .systemLibrary(
            name: "CTurboJPEG",
            path: "Sources/Vault/CTurboJPEG",
            providers: [.apt(["libturbojpeg0-dev"])]
        ),
        .systemLibrary(
            name: "CZBar",
            path: "Sources/Vault/CZBar",
            providers: [.apt(["libzbar-dev"])]
        ),
        .systemLibrary(
            name: "CPNG",
            path: "Sources/Vault/CPNG",
            providers: [.apt(["libpng-dev"])]
        ),
        .systemLibrary(
            name: "CWebP",
            path: "Sources/Vault/CWebP",
            providers: [.apt(["libwebp-dev"])]
        ),
        .systemLibrary(
            name: "CTIFF",
            path: "Sources/Vault/CTIFF",
            providers: [.apt(["libtiff-dev"])]
        ),
        system("CEXIF", pkgConfig: "libexif", apt: "libexif-dev"),
        .systemLibrary(name: "CSystem", path: "Sources/Vault/CSystem"),
        layer("VaultCrypto", on: ["COpenSSL", "CSodium", crypto]),
        layer("VaultSystem", on: ["CSystem"]),
        layer("VaultAge", on: ["VaultCrypto"]),
        layer("VaultLedger", on: ["VaultCrypto"]),
        layer(
            "VaultMedia",
            on: [
                "VaultSystem", "CMagic", "CQPDF", "CHEIF", "CEXIF", "CTurboJPEG", "CPNG", "CWebP",
                "CTIFF",
            ]
        ),
        layer("VaultPaper", on: ["VaultCrypto", "CPango", "CQRencode", "CTurboJPEG", "CZBar"]),
        layer("VaultStorage", on: ["VaultSystem", "VaultCrypto", "VaultLedger", database, sqlite]),
        layer(
            "Vault",
            on: [
                "VaultSystem", "VaultCrypto", "VaultAge", "VaultLedger", "VaultMedia",
                "VaultStorage",
            ],
            embedding: ["Kinds/kinds.json", "Profiles/profiles.json"]
        ),
        .executableTarget(
            name: "vaulttool",
            dependencies: [
                "Vault", "VaultLedger", "VaultPaper", "VaultSystem", "VaultCrypto", arguments,
            ],
            path: "Sources/VaultTool",
            resources: [
                .embedInCode("Words/Catalogues"), .embedInCode("Notices/notices.json"),
                .embedInCode("Dialogue/kind-words.json"),
            ],
            swiftSettings: settings
        ),
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
        .target(
            name: "LedgerSupport",
            dependencies: ["VaultLedger"],
            path: "Tests/LedgerSupport",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "WorkerProbe",
            dependencies: ["VaultSystem", "CSystem"],
            path: "Tests/WorkerProbe",
            swiftSettings: settings
        ),
        tests(of: "VaultSystem", on: ["WorkerProbe"]),
        tests(of: "VaultCrypto"),
        tests(of: "VaultAge", on: ["VaultCrypto"]),
        tests(of: "VaultLedger", on: ["LedgerSupport", "VaultCrypto"]),
        tests(of: "VaultMedia", on: ["VaultPaper", "VaultSystem", "WorkerProbe", "vaulttool"]),
        tests(of: "VaultPaper", on: ["VaultCrypto"]),
        tests(
            of: "VaultStorage",
            on: ["LedgerSupport", "VaultSystem", "VaultCrypto", "VaultLedger", database]
        ),
        tests(
            of: "Vault",
            on: [
                "VaultAge", "VaultCrypto", "VaultLedger", "VaultMedia", "VaultStorage", "vaulttool",
                database,
            ]
        ),
        .testTarget(
            name: "FuzzTests",
            dependencies: ["Vault", "VaultAge", "VaultCrypto", "VaultLedger"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "VaultToolTests",
            dependencies: [
                "vaulttool", "TestSupport", "Vault", "VaultAge", "VaultCrypto", "VaultLedger",
                "VaultMedia", "VaultPaper", "VaultStorage",
            ],
            swiftSettings: settings
        ),
    ]
)
