// swift-tools-version: 6.2
import PackageDescription

/// A service with Bourse in it: two adapters, the runtime, and the risk gate and order desk of Trading. No server, no
/// database, no other venue.
let package = Package(
    name: "embedded-bot",
    platforms: [.macOS(.v26)],
    dependencies: [
        .package(name: "bourse", path: "../.."),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .executableTarget(
            name: "embedded-bot",
            dependencies: [
                .product(name: "AdapterProtocol", package: "bourse"),
                .product(name: "AdapterRuntime", package: "bourse"),
                .product(name: "BinanceAdapter", package: "bourse"),
                .product(name: "LunoAdapter", package: "bourse"),
                .product(name: "Trading", package: "bourse"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        )
    ],
    swiftLanguageModes: [.v6]
)
