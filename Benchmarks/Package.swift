// swift-tools-version: 6.2

import PackageDescription

// A package of its own, so that nobody who embeds the vault builds it. It runs the built tool as
// people do, as a process, and depends on nothing.
let package = Package(
    name: "benchmarks",
    targets: [
        .executableTarget(
            name: "benchmarks",
            path: "Sources/Benchmarks",
            swiftSettings: [
                .treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny"),
            ]
        )
    ]
)
