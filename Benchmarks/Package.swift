// swift-tools-version: 6.2

import PackageDescription

// A package of its own, so that nobody who embeds the vault builds it. It runs the built tool as
// people do, as a process, and the library where a process would hide what is measured.
let package = Package(
    name: "benchmarks",
    dependencies: [
        .package(name: "vault", path: ".."),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .executableTarget(
            name: "floor",
            path: "Sources/Floor",
            cSettings: [.unsafeFlags(["-O2", "-Wno-deprecated-declarations"])],
            linkerSettings: [.linkedLibrary("crypto")]
        ),
        .executableTarget(
            name: "benchmarks",
            dependencies: [
                "floor",
                .product(name: "Vault", package: "vault"),
                .product(name: "VaultLedger", package: "vault"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            path: "Sources/Benchmarks",
            swiftSettings: [
                .treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny"),
            ]
        ),
    ]
)
