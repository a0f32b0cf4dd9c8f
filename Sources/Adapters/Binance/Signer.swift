import AdapterKit
public import AdapterProtocol

extension BinanceAdapter {
    /// A signer for an HMAC or Ed25519 key; the kind is told by the secret's form.
    ///
    /// - Throws: ``VenueError`` of kind `authentication` when a part is missing or has not the venue's form.
    public func makeSigner(_ credentials: Credentials?) throws(VenueError) -> any RequestSigner {
        guard let credentials else { return BinanceSigner(key: nil) }
        guard let apiKey = credentials[.apiKey], let secret = credentials[.apiSecret], secret.count > 0 else {
            throw .notSent(.authentication, "a Binance key has the fields api_key and api_secret")
        }
        let key = apiKey.withBytes { String(decoding: $0, as: UTF8.self) }
        guard !key.isEmpty, key.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
            throw .notSent(.authentication, "an API key is printable ASCII without spaces")
        }
        if Ed25519.looksLikePrivateKey(secret) {
            return BinanceSigner(key: .init(name: key, signature: .ed25519(try Ed25519(pkcs8: secret))))
        }
        // As an HMAC secret it would sign, and every call would fail with a signature error.
        guard !Self.isOtherPrivateKey(secret) else {
            throw .notSent(.authentication, "only HMAC secrets and unencrypted Ed25519 private keys are supported")
        }
        return BinanceSigner(key: .init(name: key, signature: .hmac(HMACSHA256(key: secret))))
    }

    /// Whether a secret is a key file of another kind (RSA, encrypted): PEM, or the base64 of a long DER sequence.
    private static func isOtherPrivateKey(_ secret: Secret) -> Bool {
        secret.withBytes { bytes in
            bytes.starts(with: "-----BEGIN".utf8) || (bytes.count > 256 && bytes.starts(with: "MII".utf8))
        }
    }
}

/// Signs REST requests: percent-encode first, then sign, then send exactly the signed bytes (binance.md B.1).
struct BinanceSigner: RequestSigner {
    /// Which signature the key makes.
    enum Signature: Sendable {
        case hmac(HMACSHA256)
        case ed25519(Ed25519)
    }

    struct Key: Sendable {
        let name: String
        let signature: Signature
    }

    /// Longest window: 5 s is the venue's default and the sheet's advice for orders (binance.md B.3).
    static let longestWindow: Int64 = 5000

    let key: Key?

    func seal(_ call: VenueCall, at stamp: SigningStamp) throws(VenueError) -> WireRequest {
        var text: [UInt8] = []
        text.reserveCapacity(320)
        PercentEncoding.append(call.parameters, to: &text)
        var headers: [WireHeader] = []
        if call.isSigned {
            guard let key else { throw .notSent(.noCredentials, "\(call.operation) needs a key") }
            append(window(of: call, at: stamp), "recvWindow", to: &text)
            append(stamp.venueTime.milliseconds, "timestamp", to: &text)
            try sign(&text, with: key)
            headers.append(WireHeader("X-MBX-APIKEY", key.name))
        }
        return request(call, text, headers)
    }

    /// A frame of the WebSocket API. The parameters are sorted and signed as raw UTF-8, without percent-encoding: the
    /// opposite of REST (binance.md B.2). A key that can log on does so; the others sign the subscription itself (J.1).
    func frame(_ proof: StreamProof, at stamp: SigningStamp) throws(VenueError) -> [UInt8] {
        guard proof.name == StreamFrames.userData else {
            throw .notSent(.unsupported, "Binance's streams have no frame '\(proof.name)'")
        }
        guard let key else { throw .notSent(.noCredentials, "the account's stream needs a key") }
        let time = String(stamp.venueTime.milliseconds)
        let parameters =
            (proof.parameters + [VenueCall.Parameter("apiKey", key.name), VenueCall.Parameter("timestamp", time)])
            .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        let text = Array(parameters.map { "\($0.name)=\($0.value)" }.joined(separator: "&").utf8)
        switch key.signature {
        case .hmac(let hmac):
            return StreamFrames.proof(.subscribeSigned, parameters, Hexadecimal.encode(hmac.code(for: text)))
        case .ed25519(let signer):
            return StreamFrames.proof(.logon, parameters, Base64.encode(try signer.signature(for: text)))
        }
    }

    private func request(_ call: VenueCall, _ text: [UInt8], _ headers: [WireHeader]) -> WireRequest {
        if call.method == .post {
            let form = WireHeader("Content-Type", "application/x-www-form-urlencoded")
            return WireRequest(method: .post, target: call.path, headers: headers + CollectionOfOne(form), body: text)
        }
        let query = text.isEmpty ? "" : "?" + String(decoding: text, as: UTF8.self)
        return WireRequest(method: call.method, target: call.path + query, headers: headers)
    }

    /// A call that must not arrive late carries the rest of its time as its window.
    private func window(of call: VenueCall, at stamp: SigningStamp) -> Int64 {
        guard let notAfter = call.notAfter else { return Self.longestWindow }
        return min(max(notAfter.duration(since: stamp.venueTime).wholeMilliseconds, 1), Self.longestWindow)
    }

    private func sign(_ text: inout [UInt8], with key: Key) throws(VenueError) {
        switch key.signature {
        case .hmac(let hmac):
            let code = hmac.code(for: text)
            text.append(ascii: "&signature=")
            Hexadecimal.append(code, to: &text)
        case .ed25519(let signer):
            let signature = try signer.signature(for: text)
            text.append(ascii: "&signature=")
            PercentEncoding.append(Base64.encode(signature), to: &text)
        }
    }

    private func append(_ number: Int64, _ name: StaticString, to text: inout [UInt8]) {
        if !text.isEmpty { text.append(0x26) }
        text.append(ascii: name)
        text.append(0x3D)
        ExactDecimal(Int(number)).appendASCII(to: &text)
    }
}

extension [UInt8] {
    fileprivate mutating func append(ascii text: StaticString) {
        text.withUTF8Buffer { append(contentsOf: $0) }
    }
}
