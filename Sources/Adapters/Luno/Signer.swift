import AdapterKit
public import AdapterProtocol

extension LunoAdapter {
    /// A signer for a key id and its secret: HTTP Basic, nothing else (luno.md B.1).
    ///
    /// - Throws: ``VenueError`` of kind `authentication` when a part is missing or cannot stand in the header.
    public func makeSigner(_ credentials: Credentials?) throws(VenueError) -> any RequestSigner {
        guard let credentials else { return LunoSigner(authorization: nil, credentialsFrame: nil) }
        guard let key = credentials[.apiKey], let secret = credentials[.apiSecret], key.count > 0, secret.count > 0
        else { throw .notSent(.authentication, "a Luno key has the fields api_key and api_secret") }
        // A colon in the id would move the border between id and secret.
        guard key.withBytes({ $0.allSatisfy { 0x21...0x7E ~= $0 && $0 != 0x3A } }),
            secret.withBytes({ $0.allSatisfy { 0x21...0x7E ~= $0 } })
        else {
            throw .notSent(.authentication, "key id and secret are printable ASCII without spaces; the id has no colon")
        }
        let pair = key.withBytes { Array($0) } + [0x3A] + secret.withBytes { Array($0) }
        return LunoSigner(
            authorization: Secret("Basic " + Base64.encode(pair)),
            credentialsFrame: Secret(LunoProof.frame(key: key, secret: secret)))
    }
}

/// Finishes REST requests and the streams' first frame: header and frame are made once per key, parameters go into the
/// query or a form (luno.md B).
///
/// The header is the secret itself in another alphabet, the frame holds it as it is; so both are kept as secrets, which
/// cannot be printed or reflected.
struct LunoSigner: RequestSigner {
    /// Longest time a placement may be on its way, and the venue's default (luno.md E.3).
    static let longestWay: Int64 = 10_000
    /// The operation whose requests carry a deadline.
    static let placing: OperationName = "order.place"

    let authorization: Secret?
    let credentialsFrame: Secret?

    func seal(_ call: VenueCall, at stamp: SigningStamp) throws(VenueError) -> WireRequest {
        var text: [UInt8] = []
        text.reserveCapacity(320)
        PercentEncoding.append(call.parameters, to: &text)
        var headers: [WireHeader] = []
        headers.reserveCapacity(2)
        if call.isSigned {
            guard let authorization else { throw .notSent(.noCredentials, "\(call.operation) needs a key") }
            headers.append(WireHeader("Authorization", authorization.withBytes { String(decoding: $0, as: UTF8.self) }))
            if call.operation == Self.placing { appendDeadline(of: call, at: stamp, to: &text) }
        }
        if call.method == .post {
            headers.append(WireHeader("Content-Type", "application/x-www-form-urlencoded"))
            return WireRequest(method: .post, target: call.path, headers: headers, body: text)
        }
        let query = text.isEmpty ? "" : "?" + String(decoding: text, as: UTF8.self)
        return WireRequest(method: call.method, target: call.path + query, headers: headers)
    }

    func frame(_ proof: StreamProof, at stamp: SigningStamp) throws(VenueError) -> [UInt8] {
        guard proof == LunoProof.credentials || proof == LunoProof.credentialsOrNone else {
            throw .notSent(.unsupported, "\(proof.name): Luno's streams know no such frame")
        }
        if let credentialsFrame { return credentialsFrame.withBytes { Array($0) } }
        guard proof == LunoProof.credentialsOrNone else { throw .notSent(.noCredentials, "the stream needs a key") }
        return LunoProof.nobody
    }

    /// Every placement carries one: after it the venue refuses, so that an order that is not found can no longer
    /// arrive (luno.md G.3). Milliseconds of the venue's clock, and of life.
    private func appendDeadline(of call: VenueCall, at stamp: SigningStamp, to text: inout [UInt8]) {
        let rest = call.notAfter.map { $0.duration(since: stamp.venueTime).wholeMilliseconds } ?? Self.longestWay
        append(stamp.venueTime.milliseconds, "&timestamp=", to: &text)
        append(min(max(rest, 1), Self.longestWay), "&ttl=", to: &text)
    }

    private func append(_ number: Int64, _ name: StaticString, to text: inout [UInt8]) {
        name.withUTF8Buffer { text.append(contentsOf: $0) }
        ExactDecimal(Int(number)).appendASCII(to: &text)
    }
}
