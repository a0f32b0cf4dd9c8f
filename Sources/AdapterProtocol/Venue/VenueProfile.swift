/// What a host needs to know of a venue before it connects: names, limits and the fields of a key.
public struct VenueProfile: Sendable, Hashable {
    /// The venue.
    public let id: VenueID
    /// Its name as its owners write it.
    public let displayName: String
    /// Most bots a host may run on it (host-api.md 4.1); configuration may lower it, never raise it.
    public let botLimit: Int
    /// The quote assets bots trade in.
    public let quoteAssets: [String]
    /// The fields of a key.
    public let credentialFields: [CredentialField]
    /// An emoji for lists.
    public let icon: String
    /// A colour for charts, `#RRGGBB`.
    public let color: String
    /// Where it is at home.
    public let region: String

    /// A profile.
    public init(
        id: VenueID, displayName: String, botLimit: Int, quoteAssets: [String], credentialFields: [CredentialField],
        icon: String, color: String, region: String
    ) {
        self.id = id
        self.displayName = displayName
        self.botLimit = botLimit
        self.quoteAssets = quoteAssets
        self.credentialFields = credentialFields
        self.icon = icon
        self.color = color
        self.region = region
    }
}

/// One field of a venue's key.
public struct CredentialField: Sendable, Hashable {
    /// The field's name in configuration and API: `api_key`, `api_secret`, `passphrase`.
    public let name: String
    /// Whether it must never be shown.
    public let isSecret: Bool
    /// Whether a key works without it.
    public let isOptional: Bool

    /// A field.
    public init(name: String, isSecret: Bool, isOptional: Bool = false) {
        self.name = name
        self.isSecret = isSecret
        self.isOptional = isOptional
    }

    /// The public half.
    public static let apiKey = CredentialField(name: "api_key", isSecret: false)
    /// The secret half.
    public static let apiSecret = CredentialField(name: "api_secret", isSecret: true)
    /// The third part, where a venue has one.
    public static let passphrase = CredentialField(name: "passphrase", isSecret: true)
}
