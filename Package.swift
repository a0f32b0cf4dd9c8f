// swift-tools-version: 6.2
import PackageDescription

/// `BOURSE_STRICT=1` (set by the Makefile and CI) turns warnings into errors; embedders are never
/// broken by a newer compiler's new warning.
let isStrict = Context.environment["BOURSE_STRICT"] == "1"

let package = Package(
    name: "bourse",
    platforms: [.macOS(.v26), .iOS(.v26)],
    products: [
        .library(name: "AdapterProtocol", targets: ["AdapterProtocol"]),
        .library(name: "AdapterKit", targets: ["AdapterKit"]),
        .library(name: "AdapterRuntime", targets: ["AdapterRuntime"]),
        .library(name: "StreamRecording", targets: ["StreamRecording"]),
        .library(name: "AdapterConformance", targets: ["AdapterConformance"]),
        .library(name: "AdapterConformanceTesting", targets: ["AdapterConformanceTesting"]),
        .library(name: "VenueSimulator", targets: ["VenueSimulator"]),
        .library(name: "Trading", targets: ["Trading"]),
        .library(name: "Host", targets: ["Host"]),
        .library(name: "HostAPI", targets: ["HostAPI"]),
        .library(name: "BourseCommand", targets: ["BourseCommand"]),
        .executable(name: "bourse", targets: ["bourse"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        // Only tests: the oracle that the decimal is checked against.
        .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
    ],
    targets: [
        // The vocabulary and the promises: no dependency at all.
        .target(name: "AdapterProtocol"),
        // The workbench for adapter authors: pure, no I/O.
        .target(
            name: "AdapterKit",
            dependencies: ["AdapterProtocol", .product(name: "Crypto", package: "swift-crypto")]
        ),
        .target(
            name: "AdapterRuntime",
            dependencies: [
                "AdapterProtocol", "AdapterKit",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]
        ),
        // Streams on disk, and back: apart from the runtime, which then needs no zlib of its own.
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "StreamRecording", dependencies: ["AdapterProtocol", "AdapterKit", "AdapterRuntime", "CZlib"]),
        // What every adapter must prove: no test framework inside.
        .target(
            name: "AdapterConformance",
            dependencies: ["AdapterProtocol", "AdapterRuntime", .product(name: "Logging", package: "swift-log")]
        ),
        // The same from Swift Testing.
        .target(name: "AdapterConformanceTesting", dependencies: ["AdapterConformance", "AdapterRuntime"]),
        // The wire data for offline runs of the built-in venues.
        .target(name: "VenueRecordings", resources: [.copy("Recordings")]),
        .target(
            name: "WebServing",
            dependencies: [
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .target(
            name: "VenueSimulator",
            dependencies: [
                "AdapterProtocol", "WebServing",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ]
        ),
        // Risk gate, approval, order desk, journal: no database, no HTTP.
        .target(
            name: "Trading",
            dependencies: ["AdapterProtocol", .product(name: "Logging", package: "swift-log")]
        ),
        .target(
            name: "Host",
            dependencies: [
                "AdapterProtocol", "Trading",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Yams", package: "Yams"),
            ]
        ),
        .target(
            name: "HostAPI",
            dependencies: [
                "AdapterProtocol", "AdapterKit", "Trading", "Host", "WebServing",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .target(
            name: "BourseCommand",
            dependencies: [
                "AdapterProtocol", "AdapterKit", "AdapterRuntime", "AdapterConformance", "StreamRecording",
                "VenueSimulator", "WebServing", "Trading", "Host", "HostAPI", "VenueRecordings",
                "LunoAdapter", "BinanceAdapter", "KuCoinAdapter", "KrakenAdapter", "VALRAdapter",
                "SimulatedLuno", "SimulatedBinance", "SimulatedKuCoin", "SimulatedKraken", "SimulatedVALR",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),
        .executableTarget(name: "bourse", dependencies: ["BourseCommand"]),

        // What several test targets share; part of no product.
        .target(
            name: "VenueSamples",
            path: "Tests/Support/VenueSamples",
            resources: [.copy("Samples")]
        ),
        .target(
            name: "AdapterTesting",
            dependencies: ["AdapterProtocol", "VenueSamples"],
            path: "Tests/Support/AdapterTesting"
        ),
        .target(name: "Fidelity", dependencies: ["VenueSimulator"], path: "Tests/Support/Fidelity"),
        // Sessions at simulated venues, and what the engines of those really had.
        .target(
            name: "StreamTesting",
            dependencies: ["AdapterProtocol", "AdapterRuntime", "VenueSimulator"],
            path: "Tests/Support/StreamTesting"
        ),

        .testTarget(
            name: "AdapterProtocolTests",
            dependencies: ["AdapterProtocol", .product(name: "BigInt", package: "BigInt")]
        ),
        .testTarget(
            name: "AdapterKitTests", dependencies: ["AdapterKit", "AdapterProtocol", "AdapterTesting", "VenueSamples"]),
        .testTarget(
            name: "AdapterRuntimeTests",
            dependencies: [
                "AdapterRuntime", "AdapterKit", "AdapterProtocol",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]
        ),
        .testTarget(
            name: "StreamRecordingTests",
            dependencies: ["StreamRecording", "AdapterRuntime", "AdapterKit", "AdapterProtocol"]
        ),
        .testTarget(
            name: "VenueSimulatorTests",
            dependencies: [
                "VenueSimulator", "WebServing", "AdapterProtocol", "Fidelity",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .testTarget(
            name: "TradingTests",
            dependencies: ["Trading", "AdapterProtocol", .product(name: "Logging", package: "swift-log")]),
        .testTarget(
            name: "HostTests",
            dependencies: ["Host", "Trading", "AdapterProtocol", .product(name: "GRDB", package: "GRDB.swift")]
        ),
        .testTarget(
            name: "HostAPITests",
            dependencies: [
                "HostAPI", "Host", "Trading", "AdapterProtocol",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]
        ),
        .testTarget(
            name: "AdapterConformanceTests",
            dependencies: [
                "AdapterConformance", "AdapterConformanceTesting", "AdapterKit", "AdapterProtocol", "AdapterRuntime",
                "BourseCommand", "VenueSimulator",
            ],
            exclude: ["Teeth/aims.txt"]
        ),
        .testTarget(
            name: "BourseCommandTests",
            dependencies: [
                "BourseCommand", "AdapterConformance", "AdapterRuntime", "AdapterKit", "AdapterProtocol",
                "StreamRecording",
                "AdapterTesting", "StreamTesting", "VenueSimulator", "LunoAdapter", "BinanceAdapter", "KuCoinAdapter",
                "KrakenAdapter", "VALRAdapter", "SimulatedBinance",
                "WebServing", "Trading", "Host", "HostAPI",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)

// One venue is an adapter, its simulated exchange, and the tests of both; all venues are built alike.
let venues = ["Luno", "Binance", "KuCoin", "Kraken", "VALR"]

for venue in venues {
    package.products.append(.library(name: "\(venue)Adapter", targets: ["\(venue)Adapter"]))
    package.targets += [
        .target(
            name: "\(venue)Adapter",
            dependencies: ["AdapterProtocol", "AdapterKit"],
            path: "Sources/Adapters/\(venue)"
        ),
        .testTarget(
            name: "\(venue)AdapterTests",
            dependencies: [
                .target(name: "\(venue)Adapter"), "AdapterKit", "AdapterProtocol", "AdapterTesting", "VenueSamples",
            ],
            path: "Tests/Adapters/\(venue)Tests"
        ),
        .target(
            name: "Simulated\(venue)",
            dependencies: ["AdapterProtocol", "VenueSimulator", .product(name: "Crypto", package: "swift-crypto")],
            path: "Sources/SimulatedVenues/\(venue)"
        ),
        .testTarget(
            name: "Simulated\(venue)Tests",
            dependencies: [
                .target(name: "Simulated\(venue)"), "AdapterProtocol", "VenueSimulator", "Fidelity", "VenueSamples",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            path: "Tests/SimulatedVenues/\(venue)Tests"
        ),
    ]
}
package.targets.append(
    .executableTarget(
        name: "bourse-fuzz",
        dependencies: [
            "AdapterProtocol", "AdapterKit", "AdapterRuntime", "StreamRecording", "VenueSimulator", "StreamTesting",
            // The oracle's arithmetic, which shares nothing with the decimal it checks.
            .product(name: "BigInt", package: "BigInt"),
        ] + venues.flatMap { [.target(name: "\($0)Adapter"), .target(name: "Simulated\($0)")] },
        path: "Tests/Fuzz/Sources"
    ))
package.targets.append(.systemLibrary(name: "CMalloc", path: "Tests/Soak/CMalloc"))
package.targets.append(
    .executableTarget(
        name: "bourse-soak",
        dependencies: [
            "AdapterProtocol", "AdapterRuntime", "VenueSimulator", "StreamTesting", "CMalloc",
            .product(name: "Logging", package: "swift-log"),
        ] + venues.flatMap { [.target(name: "\($0)Adapter"), .target(name: "Simulated\($0)")] },
        path: "Tests/Soak/Sources"
    ))
package.products.append(
    .library(name: "SimulatedVenues", targets: venues.map { "Simulated\($0)" }))

// `BOURSE_ONLY=KrakenAdapterTests` builds these targets and what they need, nothing else: for work on one part while
// another is in pieces.
if let only = Context.environment["BOURSE_ONLY"] {
    var wanted = Set(only.split(separator: ",").map(String.init))
    var before = 0
    while before != wanted.count {
        before = wanted.count
        for target in package.targets where wanted.contains(target.name) {
            for case .byNameItem(let name, _) in target.dependencies { wanted.insert(name) }
            for case .targetItem(let name, _) in target.dependencies { wanted.insert(name) }
        }
    }
    package.targets.removeAll { !wanted.contains($0.name) }
    package.products = []
}

/// `BOURSE_WATCHED_LOCKS=1` (set for ThreadSanitizer by `Tests/Fuzz/nightly.sh`) builds every `Mutex` on a lock that the
/// sanitizer watches, by a module in the place of `Synchronization`; the sources stay as they are.
let locksAreWatched = Context.environment["BOURSE_WATCHED_LOCKS"] == "1"

for target in package.targets where target.type != .system {
    var settings = target.swiftSettings ?? []
    if locksAreWatched {
        settings.append(.unsafeFlags(["-module-alias", "Synchronization=WatchedLocks"]))
        target.dependencies.append("WatchedLocks")
    }
    settings += [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ]
    if isStrict { settings.append(.treatAllWarnings(as: .error)) }
    target.swiftSettings = settings
}
if locksAreWatched {
    package.targets.append(.target(name: "WatchedLocks", path: "Tests/Fuzz/Sanitizers/WatchedLocks"))
}
