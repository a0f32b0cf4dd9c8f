import Foundation

/// The wire data that the product ships for each venue, for `bourse conformance --offline`.
package enum VenueRecordings {
    /// The content of a venue's file, nil when there is none.
    package static func text(of venue: String) -> String? {
        for folder in folders {
            let file = folder.appending(path: "Recordings/\(venue).jsonl").path()
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
