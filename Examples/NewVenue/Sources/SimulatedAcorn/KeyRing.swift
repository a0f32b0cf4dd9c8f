import Crypto
import VenueSimulator

extension Acorn {
    /// What a key may do, in the words of the answers.
    enum Right: String, Sendable, CaseIterable {
        case read, trade, withdraw
    }

    /// One issued key.
    struct Key: Sendable {
        let name: String
        let secret: String
        let rights: Set<Right>
        /// Empty for every address.
        var addresses: [String] = []
        var isExpired = false
    }

    /// The keys that Acorn has issued. Everything follows from the seed through SHA-256, so that two runs of one seed have
    /// the same keys.
    struct KeyRing: Sendable {
        private let keys: [String: Key]
        let credentials: [CredentialRole: SimulatedCredentials]

        init(seed: UInt64) {
            var keys: [String: Key] = [:]
            var credentials: [CredentialRole: SimulatedCredentials] = [:]
            for role in CredentialRole.allCases {
                let name = String(Self.digits(seed, role, "key").prefix(32))
                let secret = Self.digits(seed, role, "secret")
                keys[name] = Key(
                    name: name, secret: secret, rights: Self.rights(of: role),
                    // An address of the documentation range (RFC 5737): nobody calls from there.
                    addresses: role == .otherIP ? ["203.0.113.7"] : [], isExpired: role == .expired)
                credentials[role] = SimulatedCredentials(apiKey: name, apiSecret: secret)
            }
            self.keys = keys
            self.credentials = credentials
        }

        subscript(name: String) -> Key? { keys[name] }

        private static func rights(of role: CredentialRole) -> Set<Right> {
            switch role {
            case .readOnly: [.read]
            case .withdraw: [.read, .trade, .withdraw]
            case .trade, .expired, .otherIP: [.read, .trade]
            }
        }

        private static func digits(_ seed: UInt64, _ role: CredentialRole, _ part: String) -> String {
            FaceHex.text(SHA256.hash(data: Array("acorn \(seed) \(role.rawValue) \(part)".utf8)))
        }
    }
}
