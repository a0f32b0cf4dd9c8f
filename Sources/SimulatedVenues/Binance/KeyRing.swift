import Crypto
import VenueSimulator

extension Binance {
    /// How a key signs (binance.md B.4).
    enum KeyKind: Sendable {
        case hmac(secret: String)
        case ed25519(publicKey: [UInt8])
    }

    /// One issued API key and what it may do.
    struct Key: Sendable {
        let apiKey: String
        let kind: KeyKind
        var mayTrade = true
        var mayWithdraw = false
        var isExpired = false
        /// The only address that may use it, or nil for any.
        var boundAddress: String?
    }

    /// The keys that the venue has issued: one per role, all of one account, plus an Ed25519 key that trades.
    ///
    /// Everything follows from the seed through SHA-256, so that two runs of one seed sign alike.
    struct KeyRing: Sendable {
        private let keys: [String: Key]
        let credentials: [CredentialRole: SimulatedCredentials]
        /// The Ed25519 key: its secret is the PKCS#8 text that a user of the venue would hold.
        let ed25519: SimulatedCredentials

        init(seed: UInt64) {
            var keys: [String: Key] = [:]
            var credentials: [CredentialRole: SimulatedCredentials] = [:]
            for role in CredentialRole.allCases {
                let apiKey = Self.text(seed, "\(role.rawValue) key")
                let secret = Self.text(seed, "\(role.rawValue) secret")
                var key = Key(apiKey: apiKey, kind: .hmac(secret: secret))
                switch role {
                case .trade: break
                case .readOnly: key.mayTrade = false
                case .withdraw: key.mayWithdraw = true
                case .expired: key.isExpired = true
                case .otherIP: key.boundAddress = "203.0.113.7"
                }
                keys[apiKey] = key
                credentials[role] = SimulatedCredentials(apiKey: apiKey, apiSecret: secret)
            }
            let pair = Self.ed25519Pair(seed)
            keys[pair.credentials.apiKey] = Key(
                apiKey: pair.credentials.apiKey,
                kind: .ed25519(publicKey: pair.publicKey)
            )
            self.keys = keys
            self.credentials = credentials
            ed25519 = pair.credentials
        }

        func key(_ apiKey: String) -> Key? { keys[apiKey] }

        private static func ed25519Pair(_ seed: UInt64) -> (credentials: SimulatedCredentials, publicKey: [UInt8]) {
            let material = digest(seed, "ed25519 secret", 0)
            let apiKey = text(seed, "ed25519 key")
            // reason: any 32 bytes are an Ed25519 private key, and SHA-256 makes 32.
            let publicKey = (try? Curve25519.Signing.PrivateKey(rawRepresentation: material))?.publicKey
            let pem = [
                "-----BEGIN PRIVATE KEY-----",
                FaceBase64.text(PrivateKeyText.header + material),
                "-----END PRIVATE KEY-----",
            ].joined(separator: "\n")
            return (
                SimulatedCredentials(apiKey: apiKey, apiSecret: pem),
                publicKey.map { Array($0.rawRepresentation) } ?? []
            )
        }

        /// 64 letters and digits, the shape of a Binance key and secret.
        private static func text(_ seed: UInt64, _ label: String) -> String {
            let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
            let bytes = digest(seed, label, 0) + digest(seed, label, 1)
            return String(decoding: bytes.map { alphabet[Int($0) % alphabet.count] }, as: UTF8.self)
        }

        private static func digest(_ seed: UInt64, _ label: String, _ part: Int) -> [UInt8] {
            Array(SHA256.hash(data: Array("bourse simulator binance \(seed) \(label) \(part)".utf8)))
        }
    }

    private enum PrivateKeyText {
        /// The fixed bytes before the 32 of an Ed25519 key in PKCS#8 (RFC 8410; binance.md B.5 shows the whole).
        static let header: [UInt8] = [
            0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
        ]
    }
}
