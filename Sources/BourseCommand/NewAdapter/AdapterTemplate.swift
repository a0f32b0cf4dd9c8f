/// A file of a new adapter's folder, with marks for what differs: `«Name»`, `«id»`, `«todo»` and those of the package.
struct AdapterTemplate: Sendable {
    private let path: String
    private let text: String

    init(_ path: String, _ text: String) {
        self.path = path
        self.text = text
    }

    /// All files, in the order in which one reads them.
    static let all: [AdapterTemplate] = [
        .package, .ignoredFiles, .readme, .factSheet, .configuration, .main, .adapter, .profile, .capabilities,
        .rateLimits, .signer, .errorTable, .errors, .calls, .instruments, .marketData, .orders, .account,
        .conformanceTests, .signerTests,
    ]

    /// Path and text of the file, with every mark replaced by its value.
    func filled(_ values: [String: String]) -> (path: String, text: String) {
        func fill(_ text: String) -> String {
            values.reduce(text) { $0.replacing("«\($1.key)»", with: $1.value) }
        }
        return (fill(path), fill(text) + "\n")
    }
}
