import Crypto
import VenueSimulator

extension Binance {
    /// One request over the WebSocket API.
    struct APIRequest {
        /// Without the version that may stand before it (binance.md J.4).
        let method: String
        private let params: [(name: String, value: String)]

        init(method: String, params: FaceJSON?) {
            self.method = method.hasPrefix("v3/") ? String(method.dropFirst(3)) : method
            guard case .members(let members)? = params else {
                self.params = []
                return
            }
            self.params = members.map { ($0.name, $0.value.plain ?? ($0.value.bool.map { "\($0)" } ?? "")) }
        }

        subscript(name: String) -> String? { params.first { $0.name == name }?.value }

        var isPublic: Bool { method == "ping" || method == "time" }
        var weight: Int { isPublic ? 1 : 2 }

        /// All parameters but the signature, sorted by name, nothing encoded (binance.md B.2).
        var signedText: [UInt8] {
            let sorted = params.filter { $0.name != "signature" }
                .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
            return Array(sorted.map { "\($0.name)=\($0.value)" }.joined(separator: "&").utf8)
        }

        func expectNone() throws(Refusal) { try expectOnly([]) }

        func expectOnly(_ names: Set<String>) throws(Refusal) {
            let unknown = params.filter { !names.contains($0.name) }
            guard unknown.isEmpty else {
                throw Refusal(
                    -1104,
                    "Not all sent parameters were read; read '\(params.count - unknown.count)' parameter(s) but was "
                        + "sent '\(params.count)'.")
            }
        }
    }
}

extension Binance.Signature {
    /// Checks a signature that came unencoded (binance.md B.2).
    static func isValid(plain signature: String, over text: [UInt8], by kind: Binance.KeyKind) -> Bool {
        switch kind {
        case .hmac(let secret):
            guard let code = FaceHex.bytes(signature), code.count == SHA256.byteCount else { return false }
            return HMAC<SHA256>.isValidAuthenticationCode(
                code, authenticating: text, using: SymmetricKey(data: Array(secret.utf8)))
        case .ed25519(let publicKey):
            guard let bytes = FaceBase64.bytes(signature), bytes.count == 64,
                let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
            else { return false }
            return key.isValidSignature(bytes, for: text)
        }
    }
}
