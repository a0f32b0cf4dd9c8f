/// A question to an endpoint of the venue that the protocols do not model, in the venue's own words.
///
/// It can only read: the adapter sends it by a method, or to an endpoint, that changes nothing. The answer is the venue's
/// bytes, unread; a refusal is read by the venue's error table as everywhere.
public struct RawRead: Sendable, Hashable {
    /// The operation of all of them, for logs, metrics and tables.
    public static let operation: OperationName = "raw.read"

    /// Path with leading slash, version and all, no query; for example `/api/v3/avgPrice`.
    public let path: String
    /// Parameters in the order they are sent, not yet percent-encoded.
    public let parameters: [VenueCall.Parameter]
    /// Whether it needs the key.
    public let isSigned: Bool

    /// A question.
    ///
    /// - Throws: ``VenueError`` of effect `notSent` when `path` is not plain: a leading slash and then segments of letters,
    ///   digits, `-`, `_`, `.` and `~`, none of them empty or only dots, 256 characters in all. What is plain is signed and
    ///   sent as it stands, and means nothing else to a proxy on the way.
    public init(_ path: String, _ parameters: [VenueCall.Parameter] = [], isSigned: Bool) throws(VenueError) {
        guard Self.isPlain(path) else {
            throw .notSent(.refusedLocally, "a raw read's path is /segment/segment… of letters, digits, - _ . and ~")
        }
        self.path = path
        self.parameters = parameters
        self.isSigned = isSigned
    }

    private static func isPlain(_ path: String) -> Bool {
        guard path.utf8.first == 0x2F, path.utf8.count <= 256 else { return false }
        return path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).allSatisfy { segment in
            !segment.utf8.allSatisfy { $0 == 0x2E }
                && segment.utf8.allSatisfy { byte in
                    switch byte {
                    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
                    default: false
                    }
                }
        }
    }
}
