import AdapterConformance
import AdapterProtocol
import Foundation
import VenueRecordings

/// Where wire data is read from and written to: a file, or a folder with a file per venue.
enum RecordingsFiles {
    /// The venue's recordings at `path`, else those that are shipped; nil when there are none.
    static func read(_ venue: String, at path: String?) throws -> Recordings? {
        let text: String
        if let path {
            let file = isFolder(path) ? folderFile(path, venue) : path
            guard let data = FileManager.default.contents(atPath: file) else {
                throw ExitReason(.configuration, "\(file): cannot be read")
            }
            text = String(decoding: data, as: UTF8.self)
        } else {
            guard let shipped = VenueRecordings.text(of: venue) else { return nil }
            text = shipped
        }
        do throws(RecordingsError) {
            return try Recordings(reading: text)
        } catch {
            throw ExitReason(.configuration, "\(venue): \(error)")
        }
    }

    static func write(_ text: String, of venue: String, to path: String) throws {
        try ReportFile.write(text, to: isFolder(path) ? folderFile(path, venue) : path)
    }

    static func isFolder(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return path.hasSuffix("/")
            || (FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue)
    }

    private static func folderFile(_ path: String, _ venue: String) -> String {
        (path.hasSuffix("/") ? path : path + "/") + "\(venue).jsonl"
    }
}

/// A file that a command was asked to leave.
enum ReportFile {
    static func write(_ text: String, to path: String) throws {
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw ExitReason(.cannotCreate, "\(path): cannot be written")
        }
    }
}
