import AdapterProtocol

extension Examination {
    /// A signer for looking at finished requests: with the endpoint's key, else with one made up in a form that the
    /// adapter takes.
    func anySigner() throws -> any RequestSigner {
        if let key = endpoint?.keys[.trade] { return try adapter.makeSigner(key) }
        return try adapter.makeSigner(try MadeUpKey(for: adapter).credentials)
    }
}

/// What can be seen of a finished request without knowing the venue: where its parts begin and end.
struct RequestShape: Hashable {
    let segments: Int
    let queryParameters: Int
    let bodyParts: Int
    let headerNames: [String]

    init(_ request: WireRequest) {
        let parts = request.target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        segments = (parts.first ?? "").utf8.count { $0 == 0x2F }
        queryParameters = parts.count < 2 ? 0 : parts[1].utf8.count { $0 == 0x26 } + 1
        if let tree = JSONTree(request.body), !request.body.isEmpty {
            bodyParts = tree.paths.count
        } else {
            bodyParts = request.body.count { $0 == 0x26 }
        }
        headerNames = request.headers.map { $0.name.lowercased() }.sorted()
    }

    /// What must never be in the head of a request: it would end a line, a field or the request. Nil when it is clean.
    static func problem(_ request: WireRequest) -> String? {
        if let byte = request.target.utf8.first(where: { $0 <= 0x20 || $0 >= 0x7F }) {
            return "the target holds a byte \(byte)"
        }
        if request.target.contains("#") || request.target.contains("/../") || request.target.contains("/./") {
            return "the target is \(request.target.prefix(120))"
        }
        for header in request.headers where header.value.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            return "the header \(header.name) holds a control character"
        }
        return nil
    }
}
