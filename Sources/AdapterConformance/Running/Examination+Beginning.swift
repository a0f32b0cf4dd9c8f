import AdapterProtocol
import AdapterRuntime
import Logging

extension Examination {
    /// Connects, reads the markets and picks the one to work on.
    static func begin(_ subject: ConformanceSubject, random: any RandomSource) async throws -> Examination {
        guard let endpoint = subject.endpoint else { return try await offline(subject, random) }
        let fields = subject.adapter.profile.credentialFields
        let secrets = endpoint.keys.values.flatMap { key in fields.compactMap { key[$0] } }
        let tap = WireTap(
            endpoint.transport, hiding: secrets.map { $0.withBytes { String(decoding: $0, as: UTF8.self) } })
        let venue = try endpoint.connect(
            AdapterProxy(subject.adapter, tap), endpoint.keys[.trade], clock: endpoint.clock, over: tap)
        let catalog = try await venue.instruments()
        let market = try await market(subject, venue, catalog)
        tap.reset()
        return Examination(
            adapter: subject.adapter, venue: venue, market: market, catalog: catalog, tap: tap, clock: endpoint.clock,
            subject: subject, random: random)
    }

    /// Everything is answered from recordings, on a clock that stands where they were made. Without recordings the
    /// market is made up: what needs no wire data can still be examined.
    private static func offline(_ subject: ConformanceSubject, _ random: any RandomSource) async throws -> Examination {
        let recordings = subject.recordings ?? Recordings([], recordedAt: Timestamp(seconds: 1_763_800_000))
        let clock = ManualClock(start: recordings.recordedAt)
        let environment = VenueEnvironment(name: "recorded", rest: "http://recorded.invalid", isRealMoney: false)
        let venue = try ConformanceEndpoint(
            environment: environment, transport: NoTransport(), clock: clock
        ).connect(
            AdapterProxy(subject.adapter, ReplayWeaver(recordings: recordings)), nil, clock: clock, over: NoTransport())
        var market = try Market.invented()
        var catalog = InstrumentCatalog([market.instrument], readAt: recordings.recordedAt)
        if subject.recordings != nil {
            catalog = try await venue.instruments()
            market = try await self.market(subject, venue, catalog)
        }
        return Examination(
            adapter: subject.adapter, venue: venue, market: market, catalog: catalog, tap: nil, clock: clock,
            subject: subject, random: random)
    }

    /// The market that was named, else the first open one in the venue's own order of quote assets that takes limit
    /// orders and has both a bid and an ask.
    private static func market(
        _ subject: ConformanceSubject, _ venue: any Venue, _ catalog: InstrumentCatalog
    ) async throws -> Market {
        let quotes = subject.adapter.profile.quoteAssets
        func rank(_ instrument: Instrument) -> Int {
            let quote = quotes.firstIndex(of: instrument.symbol.quote.code) ?? quotes.count
            return 2 * quote + (instrument.symbol.base.code == "BTC" ? 0 : 1)
        }
        let candidates = catalog.instruments
            .filter { $0.mode == .open && $0.orderTypes.contains(.limit) }
            .filter { subject.symbol == nil || $0.symbol == subject.symbol }
            .sorted { rank($0) < rank($1) }
        for instrument in candidates.prefix(5) {
            let book = try await venue.orderBook(instrument.symbol, depth: 5)
            guard let bid = book.bestBid, let ask = book.bestAsk else { continue }
            return Market(instrument: instrument, bid: bid.price, ask: ask.price)
        }
        throw VenueError.notSent(.marketMode, "there is no open market with a bid and an ask to work on")
    }
}

/// Behind a replay nothing is ever sent.
private struct NoTransport: Transport {
    func send(
        _ request: WireRequest, to base: String, timeout: Duration
    ) async throws(TransportFailure) -> WireReply {
        throw TransportFailure(kind: .connectionRefused, wasHeadWritten: false, message: "the run is offline")
    }
}

extension Market {
    /// A market of round numbers, for adapters that ship no recordings.
    static func invented() throws -> Market {
        guard let symbol = Symbol("BTC/USDT") else { throw CaseStop.broken("BTC/USDT is no symbol") }
        let anything = StepRules(step: .value(ExactDecimal(1)), minimum: .unpublished, maximum: .unpublished)
        return Market(
            instrument: Instrument(
                symbol: symbol, nativeName: "BTCUSDT", mode: .open, price: anything, quantity: anything,
                orderTypes: [.limit, .market], takesQuoteAmounts: true, takesPostOnly: true, isAmendable: true,
                readAt: Timestamp(seconds: 1_763_800_000)),
            bid: ExactDecimal(50_000), ask: ExactDecimal(50_010))
    }
}
