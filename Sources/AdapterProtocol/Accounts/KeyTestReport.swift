/// What a key can do, found without side effects.
public struct KeyTestReport: Sendable, Hashable {
    /// A right a key may have (vocabulary.md 1.16).
    public enum Right: String, Sendable, Hashable, Codable, CaseIterable {
        /// Read balances.
        case readBalances
        /// Read orders and fills.
        case readOrders
        /// Place orders.
        case placeOrders
        /// Cancel orders.
        case cancelOrders
        /// Move funds between the account's own wallets or accounts.
        case transfer
        /// Withdraw: a key that can should not be used here.
        case withdraw
    }

    /// Whether a right is there; a right that cannot be seen is never called denied.
    public enum Verdict: Sendable, Hashable {
        /// It is there.
        case granted
        /// It is not there.
        case denied
        /// It cannot be told, and why.
        case undetermined(String)
    }

    /// Why a key does not work: all causes that fit the evidence.
    public struct Cause: Sendable, Hashable {
        /// What may be wrong.
        public enum Kind: String, Sendable, Hashable, Codable {
            /// The text has not the venue's form.
            case malformedKey
            /// The venue does not know the key.
            case unknownKey
            /// Secret or signature is wrong.
            case wrongSecret
            /// The key is bound to other addresses.
            case wrongAddress
            /// A right is missing.
            case missingRight
            /// The key, or its right to trade, has ended.
            case expired
            /// The local clock is off.
            case clockSkew
            /// Another program signs with this key, and its nonces are ahead of ours (Kraken).
            case nonceInUse
            /// The region is blocked.
            case regionBlocked
            /// The venue could not be reached.
            case unreachable
        }

        /// What may be wrong.
        public let kind: Kind
        /// The answer that speaks for it, redacted, or `cannot be told apart at this venue`.
        public let evidence: String

        /// A cause.
        public init(kind: Kind, evidence: String) {
            self.kind = kind
            self.evidence = evidence
        }
    }

    /// The local clock against the venue's, as measured: venue minus local, give or take the uncertainty.
    public struct ClockOffset: Sendable, Hashable {
        /// Venue time minus local time.
        public let offset: Duration
        /// Half of the round trip it was measured with.
        public let uncertainty: Duration

        /// A measurement.
        public init(offset: Duration, uncertainty: Duration) {
            self.offset = offset
            self.uncertainty = uncertainty
        }
    }

    /// Whether the key passes as a trading key: it reads, it places, and nothing failed.
    public var isUsable: Bool {
        causes.isEmpty && rights[.readBalances] == .granted && rights[.placeOrders] == .granted
    }

    /// Each right's verdict.
    public var rights: [Right: Verdict]
    /// Whether the key is bound to addresses, nil where it cannot be told.
    public var isAddressRestricted: Bool?
    /// When the key, or its right to trade, ends; nil for never or not told.
    public var expiresAt: Timestamp?
    /// The account's id at the venue, where told.
    public var accountID: String?
    /// The clock measurement, nil when the venue could not be reached.
    public var clock: ClockOffset?
    /// What a careful owner should know, above all that the key can withdraw.
    public var warnings: [String]
    /// Why it does not work: every cause that fits; empty when it works.
    public var causes: [Cause]

    /// A report.
    public init(
        rights: [Right: Verdict] = [:], isAddressRestricted: Bool? = nil, expiresAt: Timestamp? = nil,
        accountID: String? = nil, clock: ClockOffset? = nil, warnings: [String] = [], causes: [Cause] = []
    ) {
        self.rights = rights
        self.isAddressRestricted = isAddressRestricted
        self.expiresAt = expiresAt
        self.accountID = accountID
        self.clock = clock
        self.warnings = warnings
        self.causes = causes
    }
}
