public import AdapterProtocol

/// KuCoin spot as a pure adapter: the classic account's "HF" order interface of api.kucoin.com (kucoin.md).
///
/// A value without state: every flow it returns is complete in itself. Accounts in UNIFIED mode are not served.
public struct KuCoinAdapter: VenueAdapter {
    /// The adapter.
    public init() {}

    /// The adapter's version, semantic.
    public var version: String { "0.1.0" }
    /// Names, limits and the fields of a key.
    public var profile: VenueProfile { Self.profile }
    /// What is offered.
    public var capabilities: VenueCapabilities { Self.capabilities }
    /// Production only: the sandbox is closed (kucoin.md A).
    public var environments: [VenueEnvironment] { Self.environments }
    /// The limits known before the first answer.
    public var rateLimits: [RateLimitRule] { Self.rateLimits }
    /// KuCoin has no nonce: timestamps may repeat and arrive out of order (kucoin.md B.2).
    public var needsNonce: Bool { false }
    /// Increments of live pairs change (kucoin.md C.3); ten minutes cost 4 of 2,000 weight per 30 s.
    public var instrumentLifetime: Duration { .seconds(600) }
    /// The gateway takes a request up to 5 s after its signature; a shorter wait creates unknown outcomes.
    public var writeTimeout: Duration { .seconds(10) }
}
