import AdapterConformance
import AdapterProtocol
import Foundation
import VenueRecordings

/// What a venue's documents say, as data: beside the recordings if these are a folder, else the module's own, else what is
/// shipped for the built-in venues.
struct VenueDocuments {
    let errors: DocumentedErrors?
    let limits: PublishedRateLimits?
    let streams: StreamScenarios?

    init(_ module: VenueModule, at path: String? = nil) throws {
        let name = module.id.rawValue
        func read<Value>(
            _ kind: String, _ own: Value?, _ shipped: String?,
            _ decode: (String) throws -> Value
        ) throws -> Value? {
            var text: String?
            if let path, RecordingsFiles.isFolder(path) {
                let file = (path.hasSuffix("/") ? path : path + "/") + "\(name).\(kind).jsonl"
                text = FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) }
            }
            if text == nil, let own { return own }
            guard let text = text ?? shipped else { return nil }
            do {
                return try decode(text)
            } catch {
                throw ExitReason(.configuration, "\(name).\(kind): \(error)")
            }
        }
        errors = try read("errors", module.documentedErrors, VenueRecordings.documentedErrors(of: name)) {
            try DocumentedErrors(reading: $0)
        }
        limits = try read("limits", module.publishedLimits, VenueRecordings.publishedLimits(of: name)) {
            try PublishedRateLimits(reading: $0)
        }
        streams = try read("streams", module.streamScenarios, VenueRecordings.streamScenarios(of: name)) {
            try StreamScenarios(reading: $0)
        }
    }
}
