import Crypto
import VenueSimulator

extension Acorn {
    /// The checks of a signed request (API.md, Signing), in the order in which they are written there.
    enum Authentication {
        /// How old a time stamp may be, and how far ahead, in milliseconds.
        private static let oldest: Int64 = 5_000
        private static let furthest: Int64 = 1_000

        static func key(of request: FaceRequest, keys: KeyRing, now: Int64) throws(Refusal) -> Key {
            guard let name = single("ACORN-KEY", request), let sign = single("ACORN-SIGN", request),
                let stamp = single("ACORN-TIME", request), let time = milliseconds(stamp)
            else { throw .invalid("headers ACORN-KEY, ACORN-TIME and ACORN-SIGN, once each") }
            guard let key = keys[name] else { throw .unknownKey }
            guard isValid(sign, for: message(stamp, request), key.secret) else { throw .badSignature }
            guard !key.isExpired else { throw .keyExpired }
            guard key.addresses.isEmpty || key.addresses.contains(request.peerAddress) else { throw .address }
            guard (now - oldest...now + furthest).contains(time) else { throw .staleTimestamp }
            return key
        }

        private static func single(_ name: String, _ request: FaceRequest) -> String? {
            let values = request.headers.all(name)
            return values.count == 1 ? values.first : nil
        }

        private static func milliseconds(_ text: String) -> Int64? {
            guard text.utf8.count == 13, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            return Int64(text)
        }

        /// Everything as it was on the wire.
        private static func message(_ stamp: String, _ request: FaceRequest) -> [UInt8] {
            let head = "\(stamp)\n\(request.method)\n\(request.path)\n\(request.query ?? "")\n"
            return Array(head.utf8) + request.body
        }

        /// Lower-case digits only, compared in constant time.
        private static func isValid(_ sign: String, for message: [UInt8], _ secret: String) -> Bool {
            guard sign == sign.lowercased(), let code = FaceHex.bytes(sign) else { return false }
            return HMAC<SHA256>.isValidAuthenticationCode(
                code, authenticating: message, using: SymmetricKey(data: Array(secret.utf8)))
        }
    }
}
