// swift-tools-version: 6.2
import PackageDescription

/// A package of its own, so that nobody who embeds Bourse compiles its benchmarks.
let package = Package(
    name: "bourse-benchmarks",
    platforms: [.macOS(.v26)],
    dependencies: [
        .package(name: "bourse", path: "../"),
        // The bare primitive that signing is measured against.
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        // The bare connection that streams are measured against.
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    ],
    targets: [
        .executableTarget(
            name: "bourse-bench",
            dependencies: [
                .product(name: "AdapterProtocol", package: "bourse"),
                .product(name: "AdapterRuntime", package: "bourse"),
                .product(name: "BinanceAdapter", package: "bourse"),
                .product(name: "KrakenAdapter", package: "bourse"),
                .product(name: "KuCoinAdapter", package: "bourse"),
                .product(name: "LunoAdapter", package: "bourse"),
                .product(name: "VALRAdapter", package: "bourse"),
                .product(name: "StreamRecording", package: "bourse"),
                .product(name: "Trading", package: "bourse"),
                .product(name: "VenueSimulator", package: "bourse"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
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
