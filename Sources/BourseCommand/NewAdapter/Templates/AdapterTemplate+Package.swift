extension AdapterTemplate {
    /// The package: an adapter for others to depend on, and a command line with it.
    static let package = AdapterTemplate(
        "Package.swift",
        #"""
        // swift-tools-version: 6.2
        import PackageDescription

        let settings: [SwiftSetting] = [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        ]

        let package = Package(
            name: "«id»-adapter",
            platforms: [.macOS(.v26), .iOS(.v26)],
            products: [
                .library(name: "«Name»Adapter", targets: ["«Name»Adapter"]),
                .executable(name: "«id»-bourse", targets: ["«id»-bourse"]),
            ],
            dependencies: [
                «dependency»
            ],
            targets: [
                // Whoever depends on the adapter compiles no other venue, no server and no database.
                .target(
                    name: "«Name»Adapter",
                    dependencies: [
                        .product(name: "AdapterProtocol", package: "«package»"),
                        .product(name: "AdapterKit", package: "«package»"),
                    ],
                    swiftSettings: settings
                ),
                // «todo»: the simulated exchange, a target of its own: Bourse's docs/adding-an-exchange.md, step 8.
                .executableTarget(
                    name: "«id»-bourse",
                    dependencies: [
                        "«Name»Adapter",
                        .product(name: "AdapterConformance", package: "«package»"),
                        .product(name: "BourseCommand", package: "«package»"),
                    ],
                    swiftSettings: settings
                ),
                .testTarget(
                    name: "«Name»AdapterTests",
                    dependencies: [
                        "«Name»Adapter",
                        .product(name: "AdapterProtocol", package: "«package»"),
                        .product(name: "AdapterConformance", package: "«package»"),
                        .product(name: "AdapterConformanceTesting", package: "«package»"),
                        .product(name: "BourseCommand", package: "«package»"),
                    ],
                    swiftSettings: settings
                ),
            ],
            swiftLanguageModes: [.v6]
        )
        """#)
}
