// swift-tools-version: 6.2
import PackageDescription

/// A host of somebody's own: Bourse's five venues, and one that Bourse does not know.
let package = Package(
    name: "own-host",
    platforms: [.macOS(.v26)],
    dependencies: [
        .package(name: "bourse", path: "../.."),
        .package(path: "../NewVenue"),
    ],
    targets: [
        .executableTarget(
            name: "own-host",
            dependencies: [
                .product(name: "BourseCommand", package: "bourse"),
                .product(name: "AcornAdapter", package: "NewVenue"),
                .product(name: "SimulatedAcorn", package: "NewVenue"),
            ]
        )
    ],
    swiftLanguageModes: [.v6]
)
