import Crypto
import VenueSimulator

extension Binance {
    /// One request over the WebSocket API.
    struct APIRequest {
        /// Without the version that may stand before it (binance.md J.4).
        let method: String
        /// Whether the answer shall tell what is used of the limits, where the request itself says so (binance.md H).
        let tellsLimits: Bool?
        private let params: [(name: String, value: String)]

        init(method: String, params: FaceJSON?) {
            self.method = method.hasPrefix("v3/") ? String(method.dropFirst(3)) : method
            guard case .members(let members)? = params else {
                (self.params, tellsLimits) = ([], nil)
                return
            }
            tellsLimits = members.first { $0.name == Self.limitsName }?.value.bool
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

        private static let limitsName = "returnRateLimits"

        /// Nothing at all: one method takes no parameters, "any extra gives -1104" (binance.md J.1).
        func expectNothing() throws(Refusal) { try expectOnly([], of: params) }

        /// Nothing but what every other method takes.
        func expectNone() throws(Refusal) { try expectOnly([]) }

        /// These parameters, and what every method but one takes.
        func expectOnly(_ names: Set<String>) throws(Refusal) {
            if self[Self.limitsName] != nil, tellsLimits == nil { throw .invalid(Self.limitsName) }
            try expectOnly(names, of: params.filter { $0.name != Self.limitsName })
        }

        private func expectOnly(_ names: Set<String>, of params: [(name: String, value: String)]) throws(Refusal) {
            let unknown = params.filter { !names.contains($0.name) }
            guard unknown.isEmpty else {
                let (read, sent) = (self.params.count - unknown.count, self.params.count)
                throw Refusal(
                    -1104,
                    "Not all sent parameters were read; read '\(read)' parameter(s) but was sent '\(sent)'.")
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
