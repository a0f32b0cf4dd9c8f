/// One HTTP request as the simulated venue received it: nothing decoded, nothing normalised.
///
/// Signatures cover bytes, so path, query and body are kept exactly as they were on the wire.
public struct FaceRequest: Sendable, Hashable {
    /// The method in the sender's spelling, such as `GET`.
    public var method: String
    /// The path of the request target, still percent-encoded, without the query.
    public var path: String
    /// The query of the request target, still percent-encoded, without the `?`; nil when there is no `?`.
    public var query: String?
    /// Header lines in the order received.
    public var headers: FaceHeaders
    /// The body; empty when there is none. Never longer than 1 MiB.
    public var body: [UInt8]
    /// The text of the client's address without its port, such as `127.0.0.1`. Limits per address
    /// and key address lists count by it.
    public var peerAddress: String
    /// Switches that hold for this request only, on top of the configured ones. The fault plan
    /// sends a read lag this way, under ``FaceSwitch/visibilityLag``.
    public var switches: [String: String]

    /// Makes a request from its parts.
    public init(
        method: String,
        path: String,
        query: String? = nil,
        headers: FaceHeaders = FaceHeaders(),
        body: [UInt8] = [],
        peerAddress: String = "127.0.0.1",
        switches: [String: String] = [:]
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.peerAddress = peerAddress
        self.switches = switches
    }

    /// Makes a request from a raw request target, cut at its first `?`.
    public init(
        method: String,
        target: String,
        headers: FaceHeaders = FaceHeaders(),
        body: [UInt8] = [],
        peerAddress: String = "127.0.0.1"
    ) {
        let cut = target.utf8.firstIndex(of: 0x3F)
        self.init(
            method: method,
            path: cut.map { String(target[..<$0]) } ?? target,
            query: cut.map { String(target[target.utf8.index(after: $0)...]) },
            headers: headers,
            body: body,
            peerAddress: peerAddress
        )
    }
}
