import Crypto
import VenueSimulator

extension Luno {
    /// One issued API key and what it may do.
    struct Key: Sendable {
        let id: String
        let secret: String
        let permissions: Permissions
        var isRevoked = false
    }

    /// The keys that the venue has issued, all of one user.
    ///
    /// There is none of role `otherIP`: keys have no address list here (luno.md F.3). Everything follows from the seed
    /// through SHA-256, so that two runs of one seed have the same keys.
    struct KeyRing: Sendable {
        private let keys: [String: Key]
        let credentials: [CredentialRole: SimulatedCredentials]
        /// The key pairs that the sheet's header vectors are made of (luno.md B.2); they may trade.
        let vectors: [SimulatedCredentials]

        init(seed: UInt64) {
            var keys: [String: Key] = [:]
            var credentials: [CredentialRole: SimulatedCredentials] = [:]
            for role in CredentialRole.allCases where role != .otherIP {
                let id = Self.id(seed, role)
                let secret = Self.secret(seed, role)
                let permissions: Permissions =
                    switch role {
                    case .readOnly: .reading
                    case .withdraw: .everything
                    case .trade, .expired, .otherIP: .trading
                    }
                keys[id] = Key(id: id, secret: secret, permissions: permissions, isRevoked: role == .expired)
                credentials[role] = SimulatedCredentials(apiKey: id, apiSecret: secret)
            }
            vectors = [
                SimulatedCredentials(
                    apiKey: "cnz2yjswbv3jd", apiSecret: "0hydMZDb9HRR3Qq-iqALwZtXLkbLR4fWxtDZvkB9h4I"),
                SimulatedCredentials(apiKey: "abcdef", apiSecret: "api_key_secret_goes_here"),
                SimulatedCredentials(apiKey: "mykey", apiSecret: "mysecret"),
            ]
            self.keys = keys
            self.credentials = credentials
        }

        func key(_ id: String, acceptingVectors: Bool) -> Key? {
            if let key = keys[id] { return key }
            guard acceptingVectors, let vector = vectors.first(where: { $0.apiKey == id }) else { return nil }
            return Key(id: id, secret: vector.apiSecret, permissions: .trading)
        }

        /// 13 lower-case letters and digits (luno.md B.1).
        private static func id(_ seed: UInt64, _ role: CredentialRole) -> String {
            text(seed, "\(role.rawValue) key", count: 13, alphabet: "abcdefghijklmnopqrstuvwxyz0123456789")
        }

        /// 43 characters of URL-safe base64.
        private static func secret(_ seed: UInt64, _ role: CredentialRole) -> String {
            text(
                seed, "\(role.rawValue) secret", count: 43,
                alphabet: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        }

        private static func text(_ seed: UInt64, _ label: String, count: Int, alphabet: String) -> String {
            let letters = Array(alphabet.utf8)
            let bytes = (0...1).flatMap { SHA256.hash(data: Array("luno \(seed) \(label) \($0)".utf8)) }
            return String(decoding: bytes.prefix(count).map { letters[Int($0) % letters.count] }, as: UTF8.self)
        }
    }
}
