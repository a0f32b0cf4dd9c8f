import Foundation

/// Where a new adapter's package finds Bourse.
struct BoursePackage: Sendable {
    /// The line of `Package.swift`.
    let dependency: String
    /// What products are asked of.
    let name: String

    /// - Parameter place: A URL, or a folder: `Package.swift` names it from the root, since it lies elsewhere itself.
    /// - Throws: ``ExitReason`` for a text that cannot stand between quotes.
    init(_ place: String) throws(ExitReason) {
        guard !place.isEmpty, !place.contains(where: { $0 == "\"" || $0 == "\\" || $0.isNewline }) else {
            throw ExitReason(.usage, "--bourse takes the path or the URL of Bourse's package")
        }
        if place.contains("://") || place.hasPrefix("git@") {
            dependency = ".package(url: \"\(place)\", from: \"\(Bourse.version)\")"
            let last = place.split(separator: "/").last.map(String.init) ?? place
            name = (last.hasSuffix(".git") ? String(last.dropLast(4)) : last).lowercased()
        } else {
            let folder = URL(filePath: place).absoluteURL.standardizedFileURL.path(percentEncoded: false)
            dependency = ".package(name: \"bourse\", path: \"\(folder)\")"
            name = "bourse"
        }
    }
}
