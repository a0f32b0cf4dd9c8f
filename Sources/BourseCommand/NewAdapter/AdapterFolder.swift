import Foundation

/// The folder of a new adapter: a package that compiles, and whose conformance report is the list of what is left.
struct AdapterFolder: Sendable {
    let name: AdapterName
    let bourse: BoursePackage

    /// Paths and texts, in the order in which one reads them.
    var files: [(path: String, text: String)] {
        let venues = (VenueRegistry.builtIn.ids + [name.id]).map { "  - id: \($0)" }
        let values = [
            "Name": name.type, "id": name.id, "dependency": bourse.dependency, "package": bourse.name,
            "venues": venues.joined(separator: "\n"),
            // Put together here, because in our own sources the word is a finding.
            "todo": "TO" + "DO",
        ]
        return AdapterTemplate.all.map { $0.filled(values) }
    }

    /// Writes a new folder; what is there already stays as it is.
    ///
    /// - Returns: The folder.
    /// - Throws: ``ExitReason`` when the folder exists, or cannot be written.
    func write(in directory: String) throws(ExitReason) -> String {
        let root = URL(filePath: directory, directoryHint: .isDirectory).appending(
            path: name.type, directoryHint: .isDirectory)
        guard !FileManager.default.fileExists(atPath: root.path(percentEncoded: false)) else {
            throw ExitReason(.cannotCreate, "\(root.path(percentEncoded: false)) exists already; nothing was written")
        }
        do {
            // Without intermediate folders it fails when somebody else has just made it.
            try FileManager.default.createDirectory(at: root, withIntermediateDirectories: false)
            for (path, text) in files {
                let file = root.appending(path: path, directoryHint: .notDirectory)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file, options: .withoutOverwriting)
            }
        } catch {
            throw ExitReason(.cannotCreate, "\(root.path(percentEncoded: false)): cannot be written")
        }
        return root.path(percentEncoded: false)
    }
}
