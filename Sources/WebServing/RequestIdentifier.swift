public import HTTPTypes
public import Hummingbird
import Logging

/// The id under which a request is found again in logs and support questions.
public enum RequestIdentifier {
    /// The log metadata key; hummingbird's request contexts read the same one.
    public static let metadataKey = "hb.request.id"

    /// `X-Request-Id`, in requests and answers.
    public static var field: HTTPField.Name { name }

    /// The client's id, when it sent one that is safe to log: 1...64 of A-Z a-z 0-9 `.` `_` `-`.
    ///
    /// Anything else is ignored rather than refused: the id is a courtesy, not part of the request.
    public static func accepted(from headers: HTTPFields) -> String? {
        guard let value = headers[name], (1...64).contains(value.utf8.count) else { return nil }
        return value.utf8.allSatisfy(isSafe) ? value : nil
    }

    private static func isSafe(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
    }

    private static let name = HTTPField.Name("X-Request-Id")!  // reason: a literal field name is always valid
}

extension RequestContext {
    /// The request's id, or nil when the log handler keeps no metadata.
    ///
    /// Hummingbird's own `id` traps in that case, so routes use this one.
    public var requestIdentifier: String? {
        logger[metadataKey: RequestIdentifier.metadataKey]?.description
    }
}
