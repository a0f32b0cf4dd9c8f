import AdapterKit
public import AdapterProtocol

extension KrakenAdapter {
    /// A signer for one key.
    ///
    /// - Throws: ``VenueError`` of kind `authentication` when a part is missing, or the secret is not the base64 of 64
    ///   bytes: then no call is made at all (kraken.md B.1, F.4).
    public func makeSigner(_ credentials: Credentials?) throws(VenueError) -> any RequestSigner {
        guard let credentials else { return KrakenSigner(key: nil) }
        guard let apiKey = credentials[.apiKey], let secret = credentials[.apiSecret], secret.count > 0 else {
            throw .notSent(.authentication, "a Kraken key has the fields api_key and api_secret")
        }
        let name = apiKey.withBytes { String(decoding: $0, as: UTF8.self) }
        guard !name.isEmpty, name.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
            throw .notSent(.authentication, "an API key is printable ASCII without spaces")
        }
        guard let bytes = secret.withBytes({ Base64.decode($0) }), bytes.count == 64 else {
            throw .notSent(.authentication, "a Kraken secret is the base64 text of 64 bytes")
        }
        return KrakenSigner(
            key: .init(name: name, hash: HMACSHA512(key: Secret(bytes)), otp: credentials[.krakenOTP]))
    }
}

/// Signs REST requests: nonce into the body, SHA-256 over nonce and body, HMAC over path and that (kraken.md B.2).
struct KrakenSigner: RequestSigner {
    struct Key: Sendable {
        let name: String
        let hash: HMACSHA512
        let otp: Secret?

        /// The value of `API-Sign` for a path and the nonce with the body behind it.
        func signature(_ path: String, nonce: String, _ body: [UInt8]) -> String {
            var message: [UInt8] = []
            message.reserveCapacity(path.utf8.count + 32)
            message.append(contentsOf: path.utf8)
            Digests.appendSHA256(of: nonce, body, to: &message)
            return hash.base64(for: message)
        }
    }

    /// How long an order may be under way: the venue takes 2 to 60 s, the sheet advises 5 to 10 (kraken.md E.3).
    static let longestDeadline: Int64 = 10_000
    /// The venue refuses deadlines nearer than this.
    static let shortestDeadline: Int64 = 2_000

    let key: Key?

    func seal(_ call: VenueCall, at stamp: SigningStamp) throws(VenueError) -> WireRequest {
        guard call.isSigned else { return Self.publicRequest(call) }
        guard let key else { throw .notSent(.noCredentials, "\(call.operation) needs a key") }
        guard let nonce = stamp.nonce else { throw .notSent(.nonce, "\(call.operation) needs a nonce") }
        let isList = call.operation == KrakenAdapter.cancelling
        var text: [UInt8] = []
        text.reserveCapacity(384)
        let digits = String(nonce)
        if isList {
            Self.appendList(call.parameters, nonce: digits, key.otp, to: &text)
        } else {
            try Self.appendForm(call, nonce: digits, stamp, key.otp, to: &text)
        }
        let headers = [
            WireHeader("API-Key", key.name), WireHeader("API-Sign", key.signature(call.path, nonce: digits, text)),
            isList ? Self.json : Self.form,
        ]
        return WireRequest(method: .post, target: call.path, headers: headers, body: text)
    }

    private static let form = WireHeader("Content-Type", "application/x-www-form-urlencoded")
    private static let json = WireHeader("Content-Type", "application/json")

    private static func publicRequest(_ call: VenueCall) -> WireRequest {
        guard !call.parameters.isEmpty else { return WireRequest(method: call.method, target: call.path, headers: []) }
        var text = Array(call.path.utf8)
        text.append(0x3F)
        PercentEncoding.append(call.parameters, to: &text)
        return WireRequest(method: call.method, target: String(decoding: text, as: UTF8.self), headers: [])
    }

    private static func appendForm(
        _ call: VenueCall, nonce: String, _ stamp: SigningStamp, _ otp: Secret?, to text: inout [UInt8]
    ) throws(VenueError) {
        text.append(contentsOf: "nonce=".utf8)
        text.append(contentsOf: nonce.utf8)
        if !call.parameters.isEmpty {
            text.append(0x26)
            PercentEncoding.append(call.parameters, to: &text)
        }
        if call.operation == KrakenAdapter.placing || call.operation == KrakenAdapter.amending {
            let deadline = try deadline(of: call, at: stamp)
            text.append(contentsOf: "&deadline=".utf8)
            PercentEncoding.append(deadline.description, to: &text)
        }
        if let otp {
            text.append(contentsOf: "&otp=".utf8)
            PercentEncoding.append(otp.withBytes { String(decoding: $0, as: UTF8.self) }, to: &text)
        }
    }

    /// `{"nonce":"…","orders":["…"]}`: lists travel as JSON (kraken.md B.2).
    private static func appendList(
        _ parameters: [VenueCall.Parameter], nonce: String, _ otp: Secret?, to text: inout [UInt8]
    ) {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("nonce", nonce)
            writer.key("orders")
            writer.array { writer in
                for parameter in parameters { writer.string(parameter.value) }
            }
            if let otp { writer.member("otp", otp.withBytes { String(decoding: $0, as: UTF8.self) }) }
        }
        text.append(contentsOf: writer.bytes)
    }

    /// Every placement carries a deadline, by which the unknown ends: the caller's, or ten seconds.
    private static func deadline(of call: VenueCall, at stamp: SigningStamp) throws(VenueError) -> Timestamp {
        let latest = stamp.venueTime.advanced(by: .milliseconds(longestDeadline))
        guard let notAfter = call.notAfter, notAfter < latest else { return latest }
        guard notAfter.duration(since: stamp.venueTime).wholeMilliseconds >= shortestDeadline else {
            throw .notSent(.deadlinePassed, "Kraken takes deadlines of two seconds or more")
        }
        return notAfter
    }
}
