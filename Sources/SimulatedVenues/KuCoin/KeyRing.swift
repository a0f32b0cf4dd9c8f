import Crypto
import VenueSimulator

extension KuCoin {
    /// One issued API key and what it may do.
    struct Key: Sendable {
        let role: CredentialRole
        let apiKey: String
        let secret: SymmetricKey
        /// base64(HMAC-SHA256(secret, passphrase)), which every request must carry (kucoin.md B.1).
        let passphraseProof: String
        let createdAt: Int64

        var mayTrade: Bool { role != .readOnly }
        var mayWithdraw: Bool { role == .withdraw }
        var isExpired: Bool { role == .expired }
        /// The addresses that may use it; empty for any. A key that withdraws must have a list (B.6).
        var addresses: [String] {
            switch role {
            case .otherIP: ["203.0.113.7"]
            case .withdraw: ["127.0.0.1", "::1", "localhost"]
            case .trade, .readOnly, .expired: []
            }
        }
        /// The words of the key answer (B.6, F).
        var permission: String {
            switch role {
            case .readOnly: "General"
            case .withdraw: "General,Spot,InnerTransfer,Transfer"
            case .trade, .expired, .otherIP: "General,Spot"
            }
        }
    }

    /// The keys that the venue has issued: one per role, all of one account.
    ///
    /// Everything follows from the seed through SHA-256, so that two runs of one seed sign alike.
    struct KeyRing: Sendable {
        private var keys: [String: Key] = [:]
        private(set) var credentials: [CredentialRole: SimulatedCredentials] = [:]

        init(seed: UInt64) {
            for role in CredentialRole.allCases {
                let secret = Self.identifier(Self.digest(seed, "\(role.rawValue) secret"))
                let passphrase = "Pass-" + FaceHex.text(Self.digest(seed, "\(role.rawValue) passphrase").prefix(8))
                let apiKey = FaceHex.text(Self.digest(seed, "\(role.rawValue) key").prefix(12))
                add(role, apiKey: apiKey, secret: secret, passphrase: passphrase)
            }
        }

        /// Issues one more key, or another one for a role.
        mutating func add(_ role: CredentialRole, apiKey: String, secret: String, passphrase: String) {
            let key = SymmetricKey(data: Array(secret.utf8))
            let proof = Signature.text(Array(passphrase.utf8), key)
            keys[apiKey] = Key(
                role: role, apiKey: apiKey, secret: key, passphraseProof: proof, createdAt: 1_763_700_000_000)
            credentials[role] = SimulatedCredentials(apiKey: apiKey, apiSecret: secret, passphrase: passphrase)
        }

        func key(_ apiKey: String) -> Key? { keys[apiKey] }

        /// 36 characters with hyphens, the shape of a KuCoin secret.
        private static func identifier(_ digest: [UInt8]) -> String {
            let hex = Array(FaceHex.text(digest.prefix(16)).utf8)
            return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
                .map { String(decoding: hex[$0], as: UTF8.self) }
                .joined(separator: "-")
        }

        private static func digest(_ seed: UInt64, _ label: String) -> [UInt8] {
            Array(SHA256.hash(data: Array("bourse simulator kucoin \(seed) \(label)".utf8)))
        }
    }

    /// base64(HMAC-SHA256): the one arithmetic of all three headers (B.2).
    enum Signature {
        static func text(_ message: [UInt8], _ key: SymmetricKey) -> String {
            FaceBase64.text(Array(HMAC<SHA256>.authenticationCode(for: message, using: key)))
        }

        /// What KC-API-SIGN covers: timestamp, method, decoded target and raw body.
        static func prehash(timestamp: String, method: String, target: [UInt8], body: [UInt8]) -> [UInt8] {
            Array(timestamp.utf8) + Array(method.utf8) + target + body
        }
    }
}
