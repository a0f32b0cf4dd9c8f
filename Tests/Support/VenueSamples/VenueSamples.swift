package import Foundation

/// The sample bytes of the venues' fact sheets, one copy for adapters, simulated venues and the command's tests.
package enum VenueSamples {
    /// No sample of that name.
    package struct Missing: Error {
        package let venue: String
        package let file: String
    }

    /// The folder of a venue's samples.
    package static func folder(_ venue: String) throws -> URL {
        guard let root = Bundle.module.resourceURL else { throw Missing(venue: venue, file: "") }
        return root.appendingPathComponent("Samples").appendingPathComponent(venue)
    }

    /// The names of a venue's samples, with extension, sorted.
    package static func files(of venue: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: try folder(venue).path).sorted()
    }

    /// The bytes of a sample, as they are in the file; `file` with its extension.
    package static func bytes(_ venue: String, _ file: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: try folder(venue).appendingPathComponent(file).path)
        else { throw Missing(venue: venue, file: file) }
        return Array(data)
    }

    /// The text of a sample.
    package static func text(_ venue: String, _ file: String) throws -> String {
        String(decoding: try bytes(venue, file), as: UTF8.self)
    }
}
