import Foundation

/// The wire data that the product ships for each venue, for `bourse conformance --offline`.
package enum VenueRecordings {
    /// The content of a venue's file, nil when there is none.
    package static func text(of venue: String) -> String? { content("\(venue).jsonl") }

    /// The errors that a venue documents, nil when they are not listed.
    package static func documentedErrors(of venue: String) -> String? { content("\(venue).errors.jsonl") }

    /// The rate limits that a venue publishes, nil when they are not listed.
    package static func publishedLimits(of venue: String) -> String? { content("\(venue).limits.jsonl") }

    /// What a venue sends on its streams and what must come of it, nil when there is none.
    package static func streamScenarios(of venue: String) -> String? { content("\(venue).streams.jsonl") }

    private static func content(_ name: String) -> String? {
        for folder in folders {
            let file = folder.appending(path: "Recordings/\(name)").path()
            guard let data = FileManager.default.contents(atPath: file) else { continue }
            return String(decoding: data, as: UTF8.self)
        }
        return nil
    }

    /// Beside the executable, where SwiftPM puts it; else where it was built from. `Bundle.module` would end the process
    /// of an executable that was moved without it.
    private static var folders: [URL] {
        [
            Bundle.main.bundleURL.appending(path: "bourse_VenueRecordings.resources"),
            URL(filePath: #filePath).deletingLastPathComponent(),
        ]
    }
}
