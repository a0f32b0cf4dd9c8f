public import AdapterProtocol

/// Binance spot as a pure adapter: REST of binance.com, Spot Testnet and Demo Mode (binance.md).
///
/// A value without state: every flow it returns is complete in itself.
public struct BinanceAdapter: VenueAdapter {
    /// The adapter.
    public init() {}

    /// The adapter's version, semantic.
    public var version: String { "0.1.0" }
    /// Names, limits and the fields of a key.
    public var profile: VenueProfile { Self.profile }
    /// What is offered.
    public var capabilities: VenueCapabilities { Self.capabilities }
    /// Production, Spot Testnet, Demo Mode.
    public var environments: [VenueEnvironment] { Self.environments }
    /// The limits known before the first answer.
    public var rateLimits: [RateLimitRule] { Self.rateLimits }
    /// Binance has no nonce (binance.md B.3).
    public var needsNonce: Bool { false }
    /// Rules change live; ten minutes cost 20 of 60,000 weight, and any filter refusal refreshes at once.
    public var instrumentLifetime: Duration { .seconds(600) }
    /// The venue gives up at 10 s and answers -1007; a shorter wait creates unknown outcomes (binance.md A).
    public var writeTimeout: Duration { .seconds(11) }
}
