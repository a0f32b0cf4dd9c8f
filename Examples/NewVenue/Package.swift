// swift-tools-version: 6.2
import PackageDescription

/// A venue of somebody else's: its adapter, its simulated exchange, and the command line with it in.
let package = Package(
    name: "NewVenue",
    platforms: [.macOS(.v26), .iOS(.v26)],
    products: [
        .library(name: "AcornAdapter", targets: ["AcornAdapter"]),
        .library(name: "SimulatedAcorn", targets: ["SimulatedAcorn"]),
        .executable(name: "acorn-bourse", targets: ["acorn-bourse"]),
    ],
    dependencies: [
        .package(name: "bourse", path: "../.."),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: [
        .target(
            name: "AcornAdapter",
            dependencies: [
                .product(name: "AdapterProtocol", package: "bourse"),
                .product(name: "AdapterKit", package: "bourse"),
            ]
        ),
        .target(
            name: "SimulatedAcorn",
            dependencies: [
                .product(name: "AdapterProtocol", package: "bourse"),
                .product(name: "VenueSimulator", package: "bourse"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        .executableTarget(
            name: "acorn-bourse",
            dependencies: ["AcornAdapter", "SimulatedAcorn", .product(name: "BourseCommand", package: "bourse")]
        ),
        .testTarget(
            name: "AcornAdapterTests",
            dependencies: [
                "AcornAdapter", "SimulatedAcorn",
                .product(name: "AdapterProtocol", package: "bourse"),
                .product(name: "AdapterRuntime", package: "bourse"),
                .product(name: "AdapterConformance", package: "bourse"),
                .product(name: "AdapterConformanceTesting", package: "bourse"),
                .product(name: "BourseCommand", package: "bourse"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)

// What Bourse itself is built with; `public import` then says what an interface shows.
for target in package.targets {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ]
}
