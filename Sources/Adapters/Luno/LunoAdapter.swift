public import AdapterProtocol

/// Luno's exchange as a pure adapter: REST of api.luno.com and the streams of ws.luno.com (luno.md).
///
/// A value without state: every flow it returns is complete in itself.
public struct LunoAdapter: VenueAdapter {
    /// The account to trade each asset from, by Luno's account id (luno.md E.1).
    ///
    /// An asset may have up to ten accounts and no field marks the default one, so that whoever has several names the
    /// one to use here; it then goes with every order. Empty leaves the choice to the venue.
    public let accounts: [Asset: String]
    /// Decimals that the venue takes in the quote amount of a market buy, by the quote asset.
    public let quoteDecimals: [Asset: Int]
    /// Whether market streams are asked for without credentials where there are none.
    ///
    /// The venue's documentation wants a key although the data is public; that an empty object does as well was seen and
    /// is promised by nobody (luno.md I.1), so that it has to be chosen.
    public let streamsMarketsWithoutKey: Bool

    /// The adapter.
    ///
    /// - Parameters:
    ///   - accounts: The account to trade each asset from.
    ///   - quoteDecimals: Decimals of quote amounts where they differ from the standard: the venue publishes none
    ///     (luno.md C.2, Z6), so 8 are assumed for BTC, 2 for state currencies and 6 for all others.
    ///   - streamsMarketsWithoutKey: Whether market streams are asked for without credentials where there are none:
    ///     undocumented, and expected to stop (luno.md I.1).
    public init(
        accounts: [Asset: String] = [:], quoteDecimals: [Asset: Int] = [:], streamsMarketsWithoutKey: Bool = false
    ) {
        self.accounts = accounts
        self.quoteDecimals = quoteDecimals
        self.streamsMarketsWithoutKey = streamsMarketsWithoutKey
    }

    /// The adapter's version, semantic.
    public var version: String { "0.1.0" }
    /// Names, limits and the fields of a key.
    public var profile: VenueProfile { Self.profile }
    /// What is offered.
    public var capabilities: VenueCapabilities { Self.capabilities }
    /// Production only (luno.md A).
    public var environments: [VenueEnvironment] { Self.environments }
    /// The limit known before the first answer.
    public var rateLimits: [RateLimitRule] { Self.rateLimits }
    /// Luno has no nonce (luno.md B.1).
    public var needsNonce: Bool { false }
    /// A volatility halt lasts five minutes and shows in the market list, which costs one call.
    public var instrumentLifetime: Duration { .seconds(300) }
    /// The venue refuses an order ten seconds after its timestamp; a shorter wait creates unknown outcomes (luno.md E.3).
    public var writeTimeout: Duration { .seconds(11) }
}
