import AdapterKit
public import AdapterProtocol

extension AcornAdapter {
    /// A signer for a key and its secret (API.md, Signing).
    ///
    /// - Throws: ``VenueError`` of kind `authentication` when a part is missing or cannot stand in a header.
    public func makeSigner(_ credentials: Credentials?) throws(VenueError) -> any RequestSigner {
        guard let credentials else { return AcornSigner(key: nil) }
        guard let name = credentials[.apiKey], let secret = credentials[.apiSecret], name.count > 0, secret.count > 0
        else { throw .notSent(.authentication, "an Acorn key has the fields api_key and api_secret") }
        for part in [name, secret] {
            guard part.withBytes({ $0.allSatisfy { 0x21...0x7E ~= $0 } }) else {
                throw .notSent(.authentication, "key and secret are printable ASCII without spaces")
            }
        }
        return AcornSigner(
            key: .init(name: name.withBytes { String(decoding: $0, as: UTF8.self) }, hmac: HMACSHA256(key: secret)))
    }
}

/// Signs REST requests: time, method, path, query and body, a line each (API.md, Signing).
struct AcornSigner: RequestSigner {
    struct Key: Sendable {
        let name: String
        /// Prepared once; shows nothing when it is printed.
        let hmac: HMACSHA256
    }

    let key: Key?

    func seal(_ call: VenueCall, at stamp: SigningStamp) throws(VenueError) -> WireRequest {
        let hasBody = call.method == .post
        let body = hasBody ? Self.body(of: call) : []
        var query: [UInt8] = []
        if !hasBody { PercentEncoding.append(call.parameters, to: &query) }
        let target = query.isEmpty ? call.path : call.path + "?" + String(decoding: query, as: UTF8.self)
        var headers = hasBody ? [WireHeader("Content-Type", "application/json")] : []
        if call.isSigned {
            guard let key else { throw .notSent(.noCredentials, "\(call.operation) needs a key") }
            let time = String(stamp.venueTime.milliseconds)
            let head = [time, call.method.rawValue, call.path].joined(separator: "\n")
            let message = Array(head.utf8) + [0x0A] + query + [0x0A] + body
            headers += [
                WireHeader("ACORN-KEY", key.name), WireHeader("ACORN-TIME", time),
                WireHeader("ACORN-SIGN", Hexadecimal.encode(key.hmac.code(for: message))),
            ]
        }
        return WireRequest(method: call.method, target: target, headers: headers, body: body)
    }

    /// Written once: the same bytes are signed and sent.
    private static func body(of call: VenueCall) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            for parameter in call.parameters {
                writer.key(parameter.name)
                // The one flag there is; numbers are texts.
                if parameter.name == "postOnly" {
                    writer.bool(parameter.value == "true")
                } else {
                    writer.string(parameter.value)
                }
            }
        }
        return writer.bytes
    }
}
