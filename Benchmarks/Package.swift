// swift-tools-version: 6.2
import PackageDescription

/// A package of its own, so that nobody who embeds Bourse compiles its benchmarks.
let package = Package(
    name: "bourse-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "bourse", path: "../")],
    targets: [
        .executableTarget(
            name: "bourse-bench",
            dependencies: [
                .product(name: "AdapterProtocol", package: "bourse"),
                .product(name: "BinanceAdapter", package: "bourse"),
                .product(name: "Trading", package: "bourse"),
            ],
            path: "Sources/BourseBench",
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
            ]
        )
    ],
    swiftLanguageModes: [.v6]
)
