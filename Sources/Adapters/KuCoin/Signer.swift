import AdapterKit
public import AdapterProtocol

extension KuCoinAdapter {
    /// A signer for a key of version 2 or 3: id, secret and passphrase (kucoin.md B.1).
    ///
    /// - Throws: ``VenueError`` of kind `authentication` when a part is missing or has not the venue's form.
    public func makeSigner(_ credentials: Credentials?) throws(VenueError) -> any RequestSigner {
        guard let credentials else { return KuCoinSigner(key: nil) }
        guard let apiKey = credentials[.apiKey], let secret = credentials[.apiSecret], secret.count > 0,
            let passphrase = credentials[.passphrase], passphrase.count > 0
        else { throw .notSent(.authentication, "a KuCoin key has the fields api_key, api_secret and passphrase") }
        let name = apiKey.withBytes { String(decoding: $0, as: UTF8.self) }
        guard !name.isEmpty, name.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
            throw .notSent(.authentication, "an API key is printable ASCII without spaces")
        }
        let version = credentials[CredentialField(name: "api_version", isSecret: false, isOptional: true)]
            .map { $0.withBytes { String(decoding: $0, as: UTF8.self) } }
        guard version == nil || version == "2" || version == "3" else {
            throw .notSent(.authentication, "the version of a KuCoin key is 2 or 3")
        }
        let hmac = HMACSHA256(key: secret)
        let proof = hmac.base64(for: passphrase.withBytes { Array($0) })
        return KuCoinSigner(key: .init(name: name, passphrase: proof, version: version ?? "3", hmac: hmac))
    }
}

/// Signs REST requests: milliseconds, method, path with the decoded query, body (kucoin.md B.2).
struct KuCoinSigner: RequestSigner {
    struct Key: Sendable, CustomReflectable {
        let name: String
        /// The passphrase's HMAC: as good as the passphrase, so reflection shows nothing of a key.
        let passphrase: String
        let version: String
        let hmac: HMACSHA256

        var customMirror: Mirror { Mirror(self, children: []) }
    }

    /// How late an order may reach the gateway: its own limit for every request, stated in the order as well.
    static let longestWindow: Int64 = 5000

    let key: Key?

    func seal(_ call: VenueCall, at stamp: SigningStamp) throws(VenueError) -> WireRequest {
        let hasBody = call.method == .post || call.method == .put
        let body = hasBody && !call.parameters.isEmpty ? self.body(of: call, at: stamp) : []
        let target = Self.target(of: call, hasBody: hasBody)
        guard call.isSigned else {
            let headers = hasBody ? [Self.json] : []
            return WireRequest(method: call.method, target: target, headers: headers, body: body)
        }
        guard let key else { throw .notSent(.noCredentials, "\(call.operation) needs a key") }
        let time = String(stamp.venueTime.milliseconds)
        var text: [UInt8] = []
        text.reserveCapacity(96 + target.utf8.count + body.count)
        text.append(contentsOf: time.utf8)
        text.append(contentsOf: call.method.rawValue.utf8)
        text.append(contentsOf: call.path.utf8)
        if !hasBody { Self.appendDecodedQuery(call.parameters, to: &text) }
        text.append(contentsOf: body)
        let headers = [
            WireHeader("KC-API-KEY", key.name),
            WireHeader("KC-API-SIGN", key.hmac.base64(for: text)),
            WireHeader("KC-API-TIMESTAMP", time),
            WireHeader("KC-API-PASSPHRASE", key.passphrase),
            WireHeader("KC-API-KEY-VERSION", key.version),
            Self.json,
        ]
        return WireRequest(method: call.method, target: target, headers: headers, body: body)
    }

    private static let json = WireHeader("Content-Type", "application/json")

    /// GET and DELETE carry everything in the query; a body there would be stopped by the CDN.
    private static func target(of call: VenueCall, hasBody: Bool) -> String {
        guard !hasBody, !call.parameters.isEmpty else { return call.path }
        var text: [UInt8] = []
        text.reserveCapacity(128)
        text.append(contentsOf: call.path.utf8)
        text.append(0x3F)
        PercentEncoding.append(call.parameters, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// The query as it is signed: not percent-encoded (K3).
    private static func appendDecodedQuery(_ parameters: [VenueCall.Parameter], to text: inout [UInt8]) {
        for (position, parameter) in parameters.enumerated() {
            text.append(position == 0 ? 0x3F : 0x26)
            text.append(contentsOf: parameter.name.utf8)
            text.append(0x3D)
            text.append(contentsOf: parameter.value.utf8)
        }
    }

    /// A compact object, written once: the same bytes are signed and sent (K4).
    private func body(of call: VenueCall, at stamp: SigningStamp) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            for parameter in call.parameters {
                writer.key(parameter.name)
                Self.write(parameter, to: &writer)
            }
            guard call.operation == KuCoinAdapter.placeOperation else { return }
            writer.number("allowMaxTimeWindow", window(of: call, at: stamp))
            writer.number("clientTimestamp", stamp.venueTime.milliseconds)
        }
        return writer.bytes
    }

    /// Flags and counts are no texts; everything else is, numbers of money above all (kucoin.md E.3).
    private static func write(_ parameter: VenueCall.Parameter, to writer: inout JSONWriter) {
        switch parameter.name {
        case "postOnly", "hidden", "iceberg": writer.bool(parameter.value == "true")
        case "cancelAfter": writer.integer(Int64(parameter.value) ?? -1)
        default: writer.string(parameter.value)
        }
    }

    /// An order that must not arrive late carries the rest of its time as its window.
    private func window(of call: VenueCall, at stamp: SigningStamp) -> Int64 {
        guard let notAfter = call.notAfter else { return Self.longestWindow }
        return min(max(notAfter.duration(since: stamp.venueTime).wholeMilliseconds, 1), Self.longestWindow)
    }
}
