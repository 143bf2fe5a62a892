// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A program that feeds one parser what libFuzzer makes up.
///
/// It has no `main` of its own, so it links under the fuzzer only: see `Scripts/fuzz`.
func fuzzer(_ name: String) -> Target {
    .executableTarget(
        name: "fuzz-\(name)",
        dependencies: ["FuzzSupport"],
        path: "Sources/\(name)",
        swiftSettings: settings
    )
}

// A package of its own, so that nobody who embeds the vault builds it.
let package = Package(
    name: "fuzz",
    dependencies: [.package(name: "vault", path: "..")],
    targets: [
        // The promises lie with the tests, which hold them against the corpus.
        .target(
            name: "FuzzSupport",
            dependencies: [
                .product(name: "Vault", package: "vault"),
                .product(name: "VaultAge", package: "vault"),
                .product(name: "VaultLedger", package: "vault"),
            ],
            swiftSettings: settings
        ),
        fuzzer("age-header"),
        fuzzer("age-payload"),
        fuzzer("archive"),
        fuzzer("armor"),
        fuzzer("card"),
        fuzzer("checkpoint"),
        fuzzer("envelope"),
        fuzzer("identity-file"),
        fuzzer("note"),
        fuzzer("policy"),
        fuzzer("proof"),
        fuzzer("statement"),
        fuzzer("tile-path"),
        fuzzer("vkey"),
        fuzzer("witness"),
    ]
)
