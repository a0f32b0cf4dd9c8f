public import AdapterProtocol

/// Kraken spot as a pure adapter: REST `/0` of api.kraken.com, WebSocket v2 of ws.kraken.com (kraken.md).
///
/// A value without state: every flow it returns is complete in itself.
public struct KrakenAdapter: VenueAdapter {
    /// Whether a book whose checksum fails three times in five minutes goes on without it, told as unverified, instead of
    /// on a new connection (kraken.md I.4).
    let acceptsUnprovenBooks: Bool

    /// The adapter.
    ///
    /// - Parameter acceptsUnprovenBooks: Whether a book whose checksum keeps failing is told all the same, marked as
    ///   unverified. Off, it is not live until its checksum fits.
    public init(acceptsUnprovenBooks: Bool = false) {
        self.acceptsUnprovenBooks = acceptsUnprovenBooks
    }

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
