/// Everything a venue's adapter is: pure descriptions of calls and pure readings of answers. It never awaits, opens no
/// socket, reads no clock; AdapterRuntime's connected venue turns it into the async ``Venue``.
///
/// Open to third parties: conform, and the SDK supplies connections, clocks, limits, retries, nonces and order safety.
public protocol VenueAdapter: VenueOperations, OrderOperations, BalanceOperations, KeyTestOperations, StreamOperations {
    /// Names, limits and the fields of a key.
    var profile: VenueProfile { get }
    /// The adapter's version, semantic.
    var version: String { get }
    /// What is offered.
    var capabilities: VenueCapabilities { get }
    /// The venue's environments, production first.
    var environments: [VenueEnvironment] { get }
    /// The venue's rate limits as known before the first answer.
    var rateLimits: [RateLimitRule] { get }
    /// Whether signed calls of one key must leave one at a time, in nonce order.
    var needsNonce: Bool { get }
    /// Whether two signed requests of one key in the same millisecond would be one to the venue (VALR), so that the
    /// runtime must give each a later ``SigningStamp/venueTime``.
    var needsUniqueTimestamps: Bool { get }
    /// How long instruments stay valid before the runtime reads them again.
    var instrumentLifetime: Duration { get }
    /// How long to wait for an answer to a write; shorter than the venue's own limit creates unknown outcomes.
    var writeTimeout: Duration { get }

    /// A signer for one key; nil signs public calls only.
    ///
    /// - Throws: ``VenueError`` when the key has not the venue's form; the text never holds the key.
    func makeSigner(_ credentials: Credentials?) throws(VenueError) -> any RequestSigner

    /// What an answer says about budgets and pauses.
    func rateFeedback(from reply: WireReply, to call: VenueCall) -> RateFeedback

    /// Whether an answer means that the published rules we hold are stale, so that instruments must be read again.
    func invalidatesInstruments(_ error: VenueError) -> Bool

    /// Whether an answer means that our clock estimate is off, so that it must be measured before signing again.
    func invalidatesClock(_ error: VenueError) -> Bool
}

extension VenueAdapter {
    /// Most venues do not compare timestamps.
    public var needsUniqueTimestamps: Bool { false }
}
