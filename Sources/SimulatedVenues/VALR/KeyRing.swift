import Crypto
import VenueSimulator

extension VALR {
    /// One issued API key and what it may do (valr.md B.4).
    struct Key: Sendable {
        let id: String
        let secret: HMACKey
        let label: String
        let permissions: [String]
        /// The account it acts on without a subaccount header.
        var account = VALR.account
        var allowedAddress: String?
        /// Where money may be sent: a currency and an address.
        var allowedWithdrawal: (currency: String, address: String)?

        var mayTrade: Bool { permissions.contains("Trade") }
        var isSubaccountKey: Bool { account != VALR.account }
    }

    /// A secret ready for signing: the key is the text as shown, not decoded (valr.md B.1).
    struct HMACKey: Sendable {
        let key: SymmetricKey

        init(_ secret: String) { key = SymmetricKey(data: Array(secret.utf8)) }
    }

    /// The keys that the venue has issued.
    ///
    /// VALR's keys do not expire (valr.md F): the one of role `expired` was deleted and is unknown now. Everything
    /// follows from the seed through SHA-256, so that two runs of one seed have the same keys.
    struct KeyRing: Sendable {
        private var keys: [String: Key] = [:]
        private(set) var credentials: [CredentialRole: SimulatedCredentials] = [:]
        /// A key that was made on the subaccount and is bound to it (valr.md B.4).
        let bound: SimulatedCredentials
        /// The documentation's key pair, which all vectors are signed with (valr.md B.5); may trade.
        static let example = SimulatedCredentials(
            apiKey: "b9fb68df5485639d03c3171cf6e49b89e52fd78d5c313819b9c592b59c689f33",
            apiSecret: "4961b74efac86b25cce8fbe4c9811c4c7a787b7a5996660afcc2e287ad864363")
        private let exampleKey = Key(
            id: KeyRing.example.apiKey, secret: HMACKey(KeyRing.example.apiSecret), label: "example",
            permissions: ["View access", "Trade"])

        init(seed: UInt64) {
            bound = Self.pair(seed, "subaccount")
            for role in CredentialRole.allCases {
                let pair = Self.pair(seed, role.rawValue)
                credentials[role] = pair
                guard role != .expired else { continue }
                let permissions =
                    switch role {
                    case .readOnly: ["View access"]
                    case .withdraw: ["View access", "Trade", "Withdraw"]
                    case .trade, .expired, .otherIP: ["View access", "Trade"]
                    }
                add(
                    Key(
                        id: pair.apiKey, secret: HMACKey(pair.apiSecret), label: "simulated-\(role.rawValue)",
                        permissions: permissions, allowedAddress: role == .otherIP ? "203.0.113.7/32" : nil,
                        allowedWithdrawal: role == .otherIP
                            ? ("BTC", "2N1QAxqSn2B3CiHsLSzeReuysQXyCT8ZXWj") : nil))
            }
            add(
                Key(
                    id: bound.apiKey, secret: HMACKey(bound.apiSecret), label: "simulated-subaccount",
                    permissions: ["View access", "Trade"], account: VALR.subaccount))
        }

        private mutating func add(_ key: Key) { keys[key.id] = key }

        func key(_ id: String, _ switches: Switches) -> Key? {
            if let key = keys[id] { return key }
            return switches.acceptsVectors && id == exampleKey.id ? exampleKey : nil
        }

        private static func pair(_ seed: UInt64, _ label: String) -> SimulatedCredentials {
            func hex(_ part: String) -> String {
                FaceHex.text(SHA256.hash(data: Array("valr \(seed) \(label) \(part)".utf8)))
            }
            return SimulatedCredentials(apiKey: hex("key"), apiSecret: hex("secret"))
        }
    }
}
