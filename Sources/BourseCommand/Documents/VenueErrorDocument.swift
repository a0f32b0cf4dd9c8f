import AdapterKit
import AdapterProtocol

/// A venue's error as the command line shows it.
enum VenueErrorDocument {
    static func write(_ error: VenueError, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("kind", error.kind.name)
            writer.member("field", error.kind.field?.rawValue)
            writer.member("effect", error.effect.name)
            writer.member("advice", error.advice.description)
            writer.member("message", error.message)
            writer.member("venue_code", error.evidence?.code)
            writer.number("http_status", error.evidence?.httpStatus.map(Int64.init))
        }
    }

    /// A key with an error, or null.
    static func member(_ name: String, _ error: VenueError?, to writer: inout JSONWriter) {
        writer.key(name)
        if let error { write(error, to: &writer) } else { writer.null() }
    }
}
