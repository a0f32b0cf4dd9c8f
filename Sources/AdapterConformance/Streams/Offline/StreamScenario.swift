import AdapterProtocol

/// One sequence of what a venue sends on one connection, with what its documents say must come of it.
///
/// Written from the venue's documents and recordings, never by running an adapter (``StreamScenarios``).
struct StreamScenario: Sendable, Hashable, Codable {
    /// Which of the two sessions it is about.
    enum Session: String, Sendable, Hashable, Codable {
        case market, account
    }

    /// A market as far as streams need it.
    struct Market: Sendable, Hashable, Codable {
        let symbol: Symbol
        let name: String
        let tick: ExactDecimal
        let lot: ExactDecimal
        let quoteScale: Int?
    }

    /// What is followed.
    struct Followed: Sendable, Hashable, Codable {
        let slot: Int
        let channel: String
        let symbol: Symbol
        let depth: Int?
        let interval: CandleInterval?
    }

    let id: String
    let source: String
    let session: Session
    let markets: [Market]
    let follows: [Followed]?
    /// The path of the connection, where it says which market it carries.
    let path: String?
    /// The member of a book's frame that holds its checksum, nil where the venue has none.
    let checksum: String?
    /// Whether something goes wrong in it on purpose: then it is played as it stands and no other way.
    let isScripted: Bool?
    /// Whether the venue may write null for what is empty, or leave it out: then both are no damage.
    let omitsEmpty: Bool?
    let steps: [StreamStep]?
    /// Frames that mean nothing to anybody: of other channels, of kinds that nobody knows.
    let others: [String]?
    /// Frames that only say that the connection lives.
    let heartbeats: [String]?
}

/// One thing that happens on the connection.
struct StreamStep: Sendable, Hashable, Codable {
    /// What a frame is to the sequence it stands in.
    enum Role: String, Sendable, Hashable, Codable {
        /// It brings the stream's own snapshot of a book.
        case start
        /// It changes a book; the venue numbers it or proves it.
        case book
        /// It says something that needs no other frame.
        case data
        /// It is about the connection: a greeting, an answer, a notice.
        case control
    }

    /// A book that the venue would answer over REST.
    struct Snapshot: Sendable, Hashable, Codable {
        let slot: Int
        let sequence: String
        let bids: [[ExactDecimal]]
        let asks: [[ExactDecimal]]
    }

    /// An order as it is known over REST.
    struct Learned: Sendable, Hashable, Codable {
        let id: String
        let symbol: Symbol
        let side: Side
        let amount: ExactDecimal
        let price: ExactDecimal
        let filled: ExactDecimal
        let filledQuote: ExactDecimal
    }

    /// The frame; `{id}` in it stands for the number of the request that it answers.
    let frame: String?
    let role: Role?
    /// What the request that it answers holds.
    let answers: String?
    /// The member of requests that holds their number, `id` where nothing is said.
    let idMember: String?
    /// From now on the venue answers this to the next wish for a snapshot.
    let snapshot: Snapshot?
    /// An order that works, as an answer over REST shows it before the frame comes.
    let learn: Learned?
    /// Milliseconds that pass before it.
    let after: Int64?
    let expect: StreamExpectation?

    /// Whether it is a frame of these roles.
    func isFrame(_ roles: Role...) -> Bool { frame != nil && role.map(roles.contains) ?? false }

    /// How long after the step before it.
    var pause: Duration { .milliseconds(after ?? 100) }
}

extension StreamScenario.Market {
    /// The market with its rules.
    var instrument: Instrument {
        func rules(_ step: ExactDecimal) -> StepRules {
            StepRules(step: .value(step), minimum: .unpublished, maximum: .unpublished)
        }
        return Instrument(
            symbol: symbol, nativeName: name, mode: .open, price: rules(tick), quantity: rules(lot),
            quoteScale: quoteScale, orderTypes: [.limit, .market], takesQuoteAmounts: false, takesPostOnly: true,
            isAmendable: false, readAt: Timestamp(seconds: 1_763_800_000))
    }
}

extension StreamStep.Learned {
    /// The order as the runtime hands it over.
    var order: Order {
        Order(
            symbol: symbol, venueOrderID: VenueOrderID(rawValue: id), clientOrderID: nil, side: side, type: .limit,
            amount: .base(amount), limitPrice: price, timeInForce: .goodTillCancelled, isPostOnly: nil, phase: .working,
            filledBase: filled, filledQuote: filledQuote, createdAt: ScenarioLine.start, updatedAt: nil)
    }
}

extension StreamScenario.Followed {
    /// The channel; nil for a word that is none.
    var marketChannel: MarketChannel? {
        switch channel {
        case "book": depth.map(MarketChannel.book)
        case "trades": .trades
        case "ticker": .ticker
        case "candles": interval.map(MarketChannel.candles)
        default: nil
        }
    }
}

extension StreamScenario {
    /// All markets as a catalog.
    var catalog: InstrumentCatalog {
        InstrumentCatalog(markets.map(\.instrument), readAt: Timestamp(seconds: 1_763_800_000))
    }

    /// The subscriptions, each a second time `apart` numbers on where that is wanted.
    func subscriptions(doubledBy apart: Int? = nil) -> [MarketSubscription] {
        let catalog = catalog
        let once = (follows ?? []).compactMap { one -> MarketSubscription? in
            guard let channel = one.marketChannel, let instrument = catalog[one.symbol] else { return nil }
            return MarketSubscription(slot: one.slot, channel: channel, instrument: instrument)
        }
        guard let apart else { return once }
        return once
            + once.map {
                MarketSubscription(slot: $0.slot + apart, channel: $0.channel, instrument: $0.instrument)
            }
    }
}
