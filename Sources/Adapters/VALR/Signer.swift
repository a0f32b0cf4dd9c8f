import AdapterKit
public import AdapterProtocol

extension VALRAdapter {
    /// A signer for one key.
    ///
    /// The secret signs as the characters VALR shows, not as the bytes they spell (valr.md B.1).
    /// - Throws: ``VenueError`` of kind `authentication` when a part is missing or has not the venue's form.
    public func makeSigner(_ credentials: Credentials?) throws(VenueError) -> any RequestSigner {
        guard let credentials else { return VALRSigner(key: nil) }
        guard let apiKey = credentials[.apiKey], let secret = credentials[.apiSecret], secret.count > 0 else {
            throw .notSent(.authentication, "a VALR key has the fields api_key and api_secret")
        }
        let name = apiKey.withBytes { String(decoding: $0, as: UTF8.self) }
        guard !name.isEmpty, name.utf8.allSatisfy({ 0x21...0x7E ~= $0 }),
            secret.withBytes({ $0.allSatisfy { 0x21...0x7E ~= $0 } })
        else {
            throw .notSent(.authentication, "key and secret are printable ASCII without spaces")
        }
        let subaccount = credentials[.valrSubaccount].map { $0.withBytes { String(decoding: $0, as: UTF8.self) } } ?? ""
        guard subaccount.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), subaccount.utf8.count <= 20 else {
            throw .notSent(.authentication, "a subaccount id is a decimal number")
        }
        // The primary account is 0 in listings, and never named in a header (valr.md B.4).
        return VALRSigner(
            key: .init(name: name, hash: HMACSHA512(key: secret), subaccount: subaccount == "0" ? "" : subaccount))
    }
}

/// Signs REST requests and the upgrades of sockets: one buffer holds what is signed, and what is sent is cut out of it
/// (valr.md B.1, B.2). The socket of market data alone is open to callers without a key (valr.md I.1).
struct VALRSigner: RequestSigner {
    struct Key: Sendable {
        let name: String
        let hash: HMACSHA512
        /// Empty when the key acts for its own account.
        let subaccount: String
    }

    let key: Key?

    func seal(_ call: VenueCall, at stamp: SigningStamp) throws(VenueError) -> WireRequest {
        guard RequestText.isPlainPath(call.path) else {
            throw .notSent(
                .refusedLocally, "the path of \(call.operation) holds characters that would change the request")
        }
        var text: [UInt8] = []
        text.reserveCapacity(384)
        let isSigned = call.isSigned && !(key == nil && call.operation == VALRAdapter.marketHandshake)
        let time = isSigned ? String(stamp.venueTime.milliseconds) : ""
        if isSigned {
            text.append(contentsOf: time.utf8)
            text.append(contentsOf: call.method.rawValue.utf8)
        }
        let targetStart = text.count
        text.append(contentsOf: call.path.utf8)
        if call.method == .get { RequestText.appendQuery(call.parameters, to: &text) }
        let bodyStart = text.count
        // Sent on GET and DELETE too: without it the venue answers 403 (valr.md A, K.6).
        var headers = [WireHeader("Content-Type", "application/json")]
        if call.method != .get { RequestText.appendBody(call.parameters, to: &text) }
        let target = String(decoding: text[targetStart..<bodyStart], as: UTF8.self)
        let body = bodyStart == text.count ? [] : Array(text[bodyStart...])
        if isSigned {
            guard let key else { throw .notSent(.noCredentials, "\(call.operation) needs a key") }
            headers.reserveCapacity(5)
            sign(&text, time, with: key, into: &headers)
        }
        return WireRequest(method: call.method, target: target, headers: headers, body: body)
    }

    /// Signs what is in `text` and the subaccount behind it.
    private func sign(_ text: inout [UInt8], _ time: String, with key: Key, into headers: inout [WireHeader]) {
        text.append(contentsOf: key.subaccount.utf8)
        let code = key.hash.code(for: text)
        text.removeAll(keepingCapacity: true)
        Hexadecimal.append(code, to: &text)
        headers.append(WireHeader("X-VALR-API-KEY", key.name))
        headers.append(WireHeader("X-VALR-SIGNATURE", String(decoding: text, as: UTF8.self)))
        headers.append(WireHeader("X-VALR-TIMESTAMP", time))
        if !key.subaccount.isEmpty { headers.append(WireHeader("X-VALR-SUB-ACCOUNT-ID", key.subaccount)) }
    }
}
