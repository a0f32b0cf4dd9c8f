import AdapterProtocol
import Logging
import Testing
import Trading

/// Everything around a desk, which a crash of the desk leaves standing.
struct World {
    static let fake = VenueID(rawValue: "fake")
    static let other = VenueID(rawValue: "other")

    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    let symbol: Symbol
    let events: EventLog
    let venue: FakeVenue
    let otherVenue: FakeVenue
    let clock = FakeClock()
    let ids = CountingIDs()
    var limits: RiskLimits

    init(_ script: FakeVenue.Script = .accept, beforeTaking: Gate? = nil, afterTaking: Gate? = nil) throws {
        let symbol = try #require(Symbol("BTC/USDT"))
        let instrument = Self.instrument(symbol, readAt: clock.now)
        let ticker = Ticker(
            symbol: symbol, bid: BookLevel(price: 99, quantity: 1), ask: BookLevel(price: 101, quantity: 1), last: 100,
            open: nil, high: nil, low: nil, baseVolume: nil, quoteVolume: nil, window: .rolling24Hours, time: nil)
        self.symbol = symbol
        events = EventLog()
        venue = FakeVenue(events: events, beforeTaking: beforeTaking, afterTaking: afterTaking)
        otherVenue = FakeVenue(events: events)
        for venue in [venue, otherVenue] {
            venue.script {
                $0.script = script
                $0.instrument = instrument
                $0.ticker = ticker
            }
        }
        limits = RiskLimits(
            maximumOrderNotional: [symbol.quote: 1000], maximumOpenNotional: [symbol.quote: 5000], burstOrders: 200)
    }

    static func instrument(_ symbol: Symbol, readAt: Timestamp, mode: TradingMode = .open) -> Instrument {
        Instrument(
            symbol: symbol, nativeName: "BTCUSDT", mode: mode,
            price: StepRules(step: .value(1), minimum: .off, maximum: .off),
            quantity: StepRules(step: .value(1), minimum: .off, maximum: .off),
            orderTypes: [.limit, .market], takesQuoteAmounts: true, takesPostOnly: true, isAmendable: false,
            readAt: readAt)
    }

    func desk(_ journal: FakeJournal) async throws -> OrderDesk {
        let desk = unstartedDesk(journal)
        try await desk.start()
        return desk
    }

    func unstartedDesk(_ journal: FakeJournal) -> OrderDesk {
        OrderDesk(
            platforms: [
                Self.fake: DeskPlatform(venue: venue, isEnabled: true),
                Self.other: DeskPlatform(venue: otherVenue, isEnabled: true),
            ], journal: journal, limits: limits, clock: clock, ids: ids, logger: Self.logger)
    }

    func journal(_ entries: [JournalEntry] = [], dyingAt death: (at: Int, how: FakeJournal.Death)? = nil) -> FakeJournal
    {
        FakeJournal(entries, events: events, dyingAt: death)
    }

    func proposal(
        on platform: VenueID = World.fake, quantity: ExactDecimal = 2, price: ExactDecimal = 100, user: String = "ann",
        bot: String? = nil
    ) -> OrderProposal {
        OrderProposal(
            user: user, bot: bot, platform: platform, symbol: symbol, side: .buy, type: .limit, amount: .base(quantity),
            limitPrice: price, timeInForce: .goodTillCancelled)
    }

    func key(_ text: String = "k", user: String = "ann") throws -> IdempotencyKey {
        try #require(IdempotencyKey(user: user, text: text))
    }
}

extension OrderDesk {
    /// Submits one under a key, its text standing for the body.
    func submit(_ proposal: OrderProposal, _ key: IdempotencyKey) async throws(DeskError) -> OrderRecord {
        try await submit(proposal, key: key, bodyDigest: "body")
    }
}
