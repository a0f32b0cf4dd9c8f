public import AdapterProtocol

/// Acorn Exchange, spot, as a pure adapter: REST of api.acorn.example (API.md).
///
/// A value without state: every flow it returns is complete in itself.
public struct AcornAdapter: VenueAdapter {
    /// The adapter.
    public init() {}

    /// The adapter's version, semantic.
    public var version: String { "0.1.0" }
    /// Names, limits and the fields of a key.
    public var profile: VenueProfile { Self.profile }
    /// What is offered.
    public var capabilities: VenueCapabilities { Self.capabilities }
    /// Production only: Acorn has no sandbox.
    public var environments: [VenueEnvironment] { Self.environments }
    /// The limits known before the first answer.
    public var rateLimits: [RateLimitRule] { Self.rateLimits }
    /// Acorn signs with a time, not with a nonce (API.md, Signing).
    public var needsNonce: Bool { false }
    /// A refusal by a rule has the rules read again at once, so that an hour is often enough.
    public var instrumentLifetime: Duration { .seconds(3600) }
    /// Acorn takes a request up to five seconds after its time stamp (API.md, Signing): who waits less gives up on orders
    /// that are still to come.
    public var writeTimeout: Duration { .seconds(8) }
}
