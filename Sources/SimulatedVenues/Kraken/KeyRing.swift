import Crypto
import VenueSimulator

extension Kraken {
    /// The boxes of the key form (kraken.md F.3).
    enum Permission: String, Sendable, CaseIterable {
        case queryFunds = "query-funds"
        case addFunds = "add-funds"
        case withdrawFunds = "withdraw-funds"
        case queryOpen = "query-open-trades"
        case queryClosed = "query-closed-trades"
        case modify = "modify-trades"
        case close = "close-trades"
        case queryLedger = "query-ledger"
        case token = "create-ws-token"
    }

    /// One issued API key and what it may do.
    struct Key: Sendable {
        let apiKey: String
        let name: String
        /// The decoded secret.
        let secret: [UInt8]
        let permissions: [Permission]
        var isExpired = false
        /// The only address that may use it, or nil for any.
        var boundAddress: String?
    }

    /// The keys that the venue has issued: one per role, all of one account.
    ///
    /// Everything follows from the seed through SHA-512, so that two runs of one seed sign alike.
    struct KeyRing: Sendable {
        private var keys: [String: Key] = [:]
        private(set) var credentials: [CredentialRole: SimulatedCredentials] = [:]

        init(seed: UInt64) {
            for role in CredentialRole.allCases {
                let apiKey = FaceBase64.text(Array(Self.digest(seed, "\(role.rawValue) key").prefix(42)))
                let secret = Self.digest(seed, "\(role.rawValue) secret")
                let permissions = Permission.allCases.filter { permission in
                    switch permission {
                    case .withdrawFunds: role == .withdraw
                    case .modify, .close: role != .readOnly
                    case .addFunds: role == .withdraw
                    default: true
                    }
                }
                var key = Key(apiKey: apiKey, name: role.rawValue, secret: secret, permissions: permissions)
                if role == .expired { key.isExpired = true }
                if role == .otherIP { key.boundAddress = "203.0.113.7" }
                keys[apiKey] = key
                credentials[role] = SimulatedCredentials(apiKey: apiKey, apiSecret: FaceBase64.text(secret))
            }
        }

        /// The key with this public part.
        func key(_ apiKey: String) -> Key? { keys[apiKey] }

        /// Issues one key more, for the sheet's signing vectors.
        mutating func add(_ key: Key) { keys[key.apiKey] = key }

        private static func digest(_ seed: UInt64, _ label: String) -> [UInt8] {
            Array(SHA512.hash(data: Array("bourse simulator kraken \(seed) \(label)".utf8)))
        }
    }
}
