/// What a simulated API key may do. Every face issues one key per role.
public enum CredentialRole: String, Sendable, Hashable, Codable, CodingKeyRepresentable, CaseIterable, Comparable {
    /// Reads and trades.
    case trade
    /// Reads only: an order placed with it is refused as the venue refuses it.
    case readOnly
    /// Reads, trades and withdraws: a key that a careful host refuses to keep.
    case withdraw
    /// Was valid once; every signed call is refused as the venue refuses an expired key.
    case expired
    /// Valid, but bound to an address that is not the caller's.
    case otherIP

    /// Roles sort in the order in which they are declared, which is the order of the ready line.
    public static func < (lhs: CredentialRole, rhs: CredentialRole) -> Bool {
        (allCases.firstIndex(of: lhs) ?? 0) < (allCases.firstIndex(of: rhs) ?? 0)
    }
}

/// An API key of the simulator, derived from its seed.
///
/// It opens nothing but a simulated venue on loopback, so it is published in the ready line. Real
/// credentials never take this type.
public struct SimulatedCredentials: Sendable, Hashable, Codable {
    /// The public part of the key.
    public let apiKey: String
    /// The secret in the form in which the venue hands it out.
    public let apiSecret: String
    /// The passphrase, for venues that have one.
    public let passphrase: String?

    /// Makes credentials from their parts.
    public init(apiKey: String, apiSecret: String, passphrase: String? = nil) {
        self.apiKey = apiKey
        self.apiSecret = apiSecret
        self.passphrase = passphrase
    }

    private enum CodingKeys: String, CodingKey {
        case apiKey, apiSecret, passphrase
    }

    /// Writes a missing passphrase as `null`, not as an absent key: readers of the ready line
    /// find the same keys for every venue.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(apiKey, forKey: .apiKey)
        try container.encode(apiSecret, forKey: .apiSecret)
        try container.encode(passphrase, forKey: .passphrase)
    }
}
