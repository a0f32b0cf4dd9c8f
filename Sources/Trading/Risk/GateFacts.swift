public import AdapterProtocol

/// What the gate must know of the world to judge an order. What is nil could not be learnt, and refuses.
public struct GateFacts: Sendable {
    /// A market price and when it was read.
    public struct Reference: Sendable, Hashable {
        /// The middle of best bid and ask, or the last trade.
        public let price: ExactDecimal
        /// When it was read, by the host's clock.
        public let readAt: Timestamp

        /// A reference.
        public init(price: ExactDecimal, readAt: Timestamp) {
            self.price = price
            self.readAt = readAt
        }
    }

    /// Why the platform may not be traded now, nil when it may.
    public var platformRefusal: String?
    /// The market with its rules.
    public var instrument: Instrument?
    /// Why there is no instrument.
    public var instrumentProblem: VenueError?
    /// The market's price.
    public var reference: Reference?
    /// The price that the venue's own rules compare with; nil leaves band and market notional to the venue.
    public var venueReference: ExactDecimal?

    /// Facts.
    public init(
        platformRefusal: String? = nil, instrument: Instrument?, instrumentProblem: VenueError? = nil,
        reference: Reference?
    ) {
        self.platformRefusal = platformRefusal
        self.instrument = instrument
        self.instrumentProblem = instrumentProblem
        self.reference = reference
    }
}
