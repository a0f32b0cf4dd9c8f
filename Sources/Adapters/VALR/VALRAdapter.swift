public import AdapterProtocol

/// VALR spot as a pure adapter: REST and WebSockets of api.valr.com (valr.md).
///
/// A value without state: every flow it returns is complete in itself. Orders go by the v2 routes, whose answer is a
/// verdict; a v1 answer would be a receipt only (valr.md E.3).
public struct VALRAdapter: VenueAdapter {
    /// Whether a wrong checksum of a book ends its use.
    let stopsOnChecksum: Bool

    /// The adapter.
    ///
    /// - Parameter stopsOnChecksum: Whether a book whose checksum is wrong is lost and read anew. Without it the book
    ///   is only marked as unverified: the venue's rule has not been seen to match a whole live book yet (valr.md I.7).
    public init(stopsOnChecksum: Bool = false) {
        self.stopsOnChecksum = stopsOnChecksum
    }

    /// The adapter's version, semantic.
    public var version: String { "0.1.0" }
    /// Names, limits and the fields of a key.
    public var profile: VenueProfile { Self.profile }
    /// What is offered.
    public var capabilities: VenueCapabilities { Self.capabilities }
    /// Production only: no sandbox is published (valr.md A).
    public var environments: [VenueEnvironment] { Self.environments }
    /// The limits known before the first answer.
    public var rateLimits: [RateLimitRule] { Self.rateLimits }
    /// VALR has no nonce (valr.md B.3).
    public var needsNonce: Bool { false }
    /// Two equal requests in one millisecond have equal signatures, which was seen to fail: no two signatures of a key
    /// may share a millisecond (valr.md B.3, K.5). The runtime's stamp sees to it.
    public var needsUniqueTimestamps: Bool { true }
    /// Limits change often; the sheet asks for an hour at most, and any refusal by a rule refreshes at once (C.2).
    public var instrumentLifetime: Duration { .seconds(3600) }
    /// The venue names no limit of its own; ten seconds are far above its stated 8 ms and below any proxy's patience.
    public var writeTimeout: Duration { .seconds(10) }
}
