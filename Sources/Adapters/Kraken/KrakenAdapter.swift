public import AdapterProtocol

/// Kraken spot as a pure adapter: REST `/0` of api.kraken.com (kraken.md).
///
/// A value without state: every flow it returns is complete in itself.
public struct KrakenAdapter: VenueAdapter {
    /// The adapter.
    public init() {}

    /// The adapter's version, semantic.
    public var version: String { "0.1.0" }
    /// Names, limits and the fields of a key.
    public var profile: VenueProfile { Self.profile }
    /// What is offered.
    public var capabilities: VenueCapabilities { Self.capabilities }
    /// Production only: Kraken has no spot sandbox (kraken.md A.1).
    public var environments: [VenueEnvironment] { Self.environments }
    /// The limits known before the first answer.
    public var rateLimits: [RateLimitRule] { Self.rateLimits }
    /// Every signed call carries a nonce above all before it (kraken.md B.3), in milliseconds.
    public var needsNonce: Bool { true }
    /// "At least daily" is the sheet's advice (kraken.md C.4); an hour costs two public calls, and any refusal by a rule
    /// refreshes at once.
    public var instrumentLifetime: Duration { .seconds(3600) }
    /// The edge gives up after some tens of seconds; the order's own deadline of ten seconds ends the doubt earlier.
    public var writeTimeout: Duration { .seconds(15) }
}
