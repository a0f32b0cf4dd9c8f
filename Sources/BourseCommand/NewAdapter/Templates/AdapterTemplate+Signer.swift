extension AdapterTemplate {
    /// How requests are signed.
    static let signer = AdapterTemplate(
        "Sources/«Name»Adapter/Signer.swift",
        #"""
        import AdapterKit
        public import AdapterProtocol

        extension «Name»Adapter {
            /// A signer for one key; without one it seals public calls only.
            ///
            /// - Throws: ``VenueError`` of kind `authentication` when a part is missing or cannot stand in a header;
            ///   the text never holds the key.
            public func makeSigner(_ credentials: Credentials?) throws(VenueError) -> any RequestSigner {
                guard let credentials else { return «Name»Signer(key: nil) }
                guard let apiKey = credentials[.apiKey], let secret = credentials[.apiSecret],
                    apiKey.count > 0, secret.count > 0
                else { throw .notSent(.authentication, "a key has the fields api_key and api_secret") }
                guard apiKey.withBytes({ $0.allSatisfy { 0x21...0x7E ~= $0 } }),
                    secret.withBytes({ $0.allSatisfy { 0x21...0x7E ~= $0 } })
                else { throw .notSent(.authentication, "key and secret are printable ASCII without spaces") }
                let name = apiKey.withBytes { String(decoding: $0, as: UTF8.self) }
                return «Name»Signer(key: .init(name: name, hash: HMACSHA256(key: secret)))
            }
        }

        // «todo»: the venue's own recipe; its vectors go into the tests first. This one is the commonest: HMAC-SHA256
        // in hexadecimal over time, method, path with query, body.
        /// Finishes requests: parameters into the query or a form, then time and signature into headers.
        struct «Name»Signer: RequestSigner {
            struct Key: Sendable {
                let name: String
                let hash: HMACSHA256
            }

            let key: Key?

            func seal(_ call: VenueCall, at stamp: SigningStamp) throws(VenueError) -> WireRequest {
                var parameters: [UInt8] = []
                PercentEncoding.append(call.parameters, to: &parameters)
                let isForm = call.method == .post || call.method == .put
                let query = isForm || parameters.isEmpty ? "" : "?" + String(decoding: parameters, as: UTF8.self)
                let target = call.path + query
                let body = isForm ? parameters : []
                var headers: [WireHeader] = []
                if isForm { headers.append(WireHeader("Content-Type", "application/x-www-form-urlencoded")) }
                if call.isSigned {
                    guard let key else { throw .notSent(.noCredentials, "\(call.operation) needs a key") }
                    let time = String(stamp.venueTime.milliseconds)
                    let text = Array((time + call.method.rawValue + target).utf8) + body
                    headers.append(WireHeader("X-KEY", key.name))
                    headers.append(WireHeader("X-TIME", time))
                    headers.append(WireHeader("X-SIGN", Hexadecimal.encode(key.hash.code(for: text))))
                }
                return WireRequest(method: call.method, target: target, headers: headers, body: body)
            }
        }
        """#)
}
