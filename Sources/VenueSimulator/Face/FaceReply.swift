/// What a simulated venue answers: status, headers and body bytes.
///
/// The server adds only `Content-Length` (and `Date`, when the face gives none); everything else,
/// `Content-Type` included, is the face's.
public struct FaceReply: Sendable, Hashable {
    /// The HTTP status, 200...599; anything else is served as 500.
    public var status: Int
    /// Header lines in order, spelled as the venue spells them.
    public var headers: FaceHeaders
    /// The body bytes, uncompressed.
    public var body: [UInt8]

    /// Makes a reply from its parts.
    public init(status: Int, headers: FaceHeaders = FaceHeaders(), body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
