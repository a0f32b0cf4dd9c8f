public import AdapterProtocol

/// One call as an adapter made it, and the venue's answer: no key, no signature, nothing that would be worth stealing.
public struct RecordedExchange: Sendable, Hashable, Codable {
    /// The operation.
    public let operation: String
    /// HTTP method.
    public let method: String
    /// Path without query.
    public let path: String
    /// Parameters, `name=value`, in the order they are sent.
    public let parameters: [String]
    /// HTTP status of the answer.
    public let status: Int
    /// The answer's headers that an adapter may read, `name: value`.
    public let headers: [String]
    /// The answer's body.
    public let body: String

    /// The exchange of a call and its answer, with dots in the place of every text that must not be seen.
    public init(_ call: VenueCall, _ reply: WireReply, hiding secrets: [String] = []) {
        func shown(_ text: String) -> String {
            secrets.reduce(text) { $1.isEmpty ? $0 : $0.replacing($1, with: String(repeating: ".", count: $1.count)) }
        }
        operation = call.operation.rawValue
        method = call.method.rawValue
        path = call.path
        parameters = call.parameters.map { "\($0.name)=\(shown($0.value))" }
        status = reply.status
        headers = reply.headers.filter { Self.kept.contains($0.name.lowercased()) }.map { "\($0.name): \($0.value)" }
        body = shown(String(decoding: reply.body, as: UTF8.self))
    }

    /// The rest names sessions and servers, and says nothing to an adapter.
    private static let kept: Set<String> = ["content-type", "date", "retry-after"]

    /// The answer as the adapter gets it.
    public var reply: WireReply {
        let fields = headers.compactMap { line -> WireHeader? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return WireHeader(String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " }))
        }
        return WireReply(status: status, headers: fields, body: Array(body.utf8))
    }
}
