import Crypto
import VenueSimulator

extension Binance {
    /// Checks a signature over the bytes as received (binance.md B.1 step 5, L.4).
    enum Signature {
        static func isValid(_ pair: Query.Pair, over text: [UInt8], by kind: KeyKind) -> Bool {
            switch kind {
            case .hmac(let secret): isValidHMAC(pair.value, over: text, secret: secret)
            case .ed25519(let publicKey): isValidEd25519(pair, over: text, publicKey: publicKey)
            }
        }

        private static func isValidHMAC(_ signature: String, over text: [UInt8], secret: String) -> Bool {
            guard let code = FaceHex.bytes(signature), code.count == SHA256.byteCount else { return false }
            let key = SymmetricKey(data: Array(secret.utf8))
            return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: text, using: key)
        }

        /// `+`, `/` and `=` must have been percent-encoded: raw base64 is refused (binance.md 0.3, K.3).
        private static func isValidEd25519(_ pair: Query.Pair, over text: [UInt8], publicKey: [UInt8]) -> Bool {
            guard !pair.rawValue.contains(where: { "+/=".utf8.contains($0) }),
                let signature = FaceBase64.bytes(pair.value), signature.count == 64,
                let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
            else { return false }
            return key.isValidSignature(signature, for: text)
        }
    }
}
