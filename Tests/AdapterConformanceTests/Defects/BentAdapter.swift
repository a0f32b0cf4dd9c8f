import AdapterConformance
import AdapterProtocol

/// An adapter that understands its arguments wrongly, or signs wrongly: what a weaver, which sees calls and results
/// only, cannot plant.
struct BentAdapter: VenueAdapter {
    /// What is understood wrongly; what is not set is right.
    struct Bends: Sendable {
        var request: @Sendable (OrderRequest) -> OrderRequest = { $0 }
        var reference: @Sendable (OrderReference) -> OrderReference = { $0 }
        var change: @Sendable (OrderAmendment) -> OrderAmendment = { $0 }
        var query: @Sendable (HistoryQuery) -> HistoryQuery = { $0 }
        var limit: @Sendable (Int) -> Int = { $0 }
        var interval: @Sendable (CandleInterval) -> CandleInterval = { $0 }
        var signedBy: @Sendable (Timestamp) -> Timestamp = { $0 }
        var onlyFirstMarket = false
        var dryRunPlaces = false
        var cancelsFirstOnly = false
        var replaces = false
        var rawRead: (@Sendable (RawRead) -> Flow<[UInt8]>)?
        var serverTime: @Sendable (Flow<Timestamp>) -> Flow<Timestamp> = { $0 }
        /// The table as it is told each time; nil for the true one.
        var table: (@Sendable (VenueCapabilities) -> VenueCapabilities)?
        var placement: (@Sendable (OrderRequest, Instrument, any VenueAdapter) -> Flow<PlaceOutcome>)?
        var amendment: (@Sendable (OrderReference, OrderAmendment, Instrument, any VenueAdapter) -> Flow<AmendOutcome>)?
        var cancelling: (@Sendable (OrderReference, Instrument, any VenueAdapter) -> Flow<CancelOutcome>)?
        var signer: @Sendable (Credentials?, any VenueAdapter) throws(VenueError) -> any RequestSigner = {
            (credentials, base) throws(VenueError) in try base.makeSigner(credentials)
        }
        var feedback: @Sendable (RateFeedback, WireReply) -> RateFeedback = { feedback, _ in feedback }
        var seesClock = true
        var market: @Sendable (any MarketStreamSession) -> any MarketStreamSession = { $0 }
        var account: @Sendable (any AccountStreamSession) -> any AccountStreamSession = { $0 }
        var marketRules: @Sendable (StreamRules) -> StreamRules = { $0 }
        var marketAddress: @Sendable (Flow<StreamAddress>) -> Flow<StreamAddress> = { $0 }
        var keyTestCancels = false
    }

    let base: any VenueAdapter
    var bends = Bends()

    var profile: VenueProfile { base.profile }
    var version: String { base.version }
    var capabilities: VenueCapabilities { bends.table?(base.capabilities) ?? base.capabilities }
    var environments: [VenueEnvironment] { base.environments }
    var rateLimits: [RateLimitRule] { base.rateLimits }
    var needsNonce: Bool { base.needsNonce }
    var needsUniqueTimestamps: Bool { base.needsUniqueTimestamps }
    var instrumentLifetime: Duration { base.instrumentLifetime }
    var writeTimeout: Duration { base.writeTimeout }

    func makeSigner(_ credentials: Credentials?) throws(VenueError) -> any RequestSigner {
        try bends.signer(credentials, base)
    }
    func rateFeedback(from reply: WireReply, to call: VenueCall) -> RateFeedback {
        bends.feedback(base.rateFeedback(from: reply, to: call), reply)
    }
    func invalidatesInstruments(_ error: VenueError) -> Bool { base.invalidatesInstruments(error) }
    func invalidatesClock(_ error: VenueError) -> Bool { bends.seesClock && base.invalidatesClock(error) }
}

extension BentAdapter {
    func serverTime() -> Flow<Timestamp> { bends.serverTime(base.serverTime()) }
    func status() -> Flow<TradingMode> { base.status() }
    func instruments() -> Flow<[Instrument]> { base.instruments() }
    func ticker(of instrument: Instrument) -> Flow<Ticker> { base.ticker(of: instrument) }
    func tickers(in catalog: InstrumentCatalog) -> Flow<[Ticker]> { base.tickers(in: catalog) }
    func orderBook(of instrument: Instrument, depth: Int) -> Flow<OrderBook> {
        base.orderBook(of: instrument, depth: bends.limit(depth))
    }
    func recentTrades(of instrument: Instrument, limit: Int) -> Flow<[PublicTrade]> {
        base.recentTrades(of: instrument, limit: bends.limit(limit))
    }
    func candles(
        of instrument: Instrument, interval: CandleInterval, from start: Timestamp?, limit: Int
    ) -> Flow<[Candle]> {
        base.candles(of: instrument, interval: bends.interval(interval), from: start, limit: bends.limit(limit))
    }
    func referencePrice(of instrument: Instrument) -> Flow<ExactDecimal?> { base.referencePrice(of: instrument) }
    func rawRead(_ read: RawRead) -> Flow<[UInt8]> { bends.rawRead?(read) ?? base.rawRead(read) }
}

extension BentAdapter {
    func place(_ request: OrderRequest, on instrument: Instrument) -> Flow<PlaceOutcome> {
        let request = bends.request(request)
        return bends.placement?(request, instrument, base) ?? base.place(request, on: instrument)
    }
    func placeDryRun(_ request: OrderRequest, on instrument: Instrument) -> Flow<Void> {
        guard bends.dryRunPlaces else { return base.placeDryRun(bends.request(request), on: instrument) }
        return base.place(request, on: instrument).map { _ in () }
    }
    func resolve(
        _ clientOrderID: ClientOrderID, signedBy: Timestamp, on instrument: Instrument
    ) -> Flow<PlaceResolution> {
        base.resolve(clientOrderID, signedBy: bends.signedBy(signedBy), on: instrument)
    }
    func cancel(_ order: OrderReference, on instrument: Instrument) -> Flow<CancelOutcome> {
        let order = bends.reference(order)
        return bends.cancelling?(order, instrument, base) ?? base.cancel(order, on: instrument)
    }
    func cancelAll(on instrument: Instrument) -> Flow<[CancelReport]> {
        guard bends.cancelsFirstOnly else { return base.cancelAll(on: instrument) }
        let base = base
        return openOrders(on: instrument, in: InstrumentCatalog([instrument], readAt: instrument.readAt)).then {
            guard let first = $0.first else { return .finished([]) }
            return base.cancel(.venue(first.venueOrderID), on: instrument).map { _ in
                [CancelReport(venueOrderID: first.venueOrderID, order: nil)]
            }
        }
    }
    func amend(
        _ order: OrderReference, to change: OrderAmendment, on instrument: Instrument
    ) -> Flow<AmendOutcome> {
        let change = bends.change(change)
        if bends.replaces { return replace(order, change, instrument) }
        return bends.amendment?(order, change, instrument, base) ?? base.amend(order, to: change, on: instrument)
    }
    /// The trap of replacing: the new order is sent first, and the old one stays until somebody looks.
    private func replace(
        _ reference: OrderReference, _ change: OrderAmendment, _ instrument: Instrument
    ) -> Flow<AmendOutcome> {
        let base = base
        return base.order(reference, on: instrument).then { lookup in
            guard case .found(let old) = lookup, let amount = old.amount,
                let price = change.limitPrice ?? old.limitPrice,
                let id = old.clientOrderID,
                let request = try? OrderRequest(
                    clientOrderID: ClientOrderID(bits: ~id.bits), symbol: old.symbol, side: old.side, type: .limit,
                    amount: change.quantity.map { .base($0) } ?? amount, limitPrice: price,
                    timeInForce: .goodTillCancelled)
            else { return .finished(.rejected(CancelDefects.gone)) }
            return base.place(request, on: instrument).map { _ in .amended(old, keptPriority: false) }
        }
    }
    func order(_ order: OrderReference, on instrument: Instrument) -> Flow<OrderLookup> {
        base.order(bends.reference(order), on: instrument)
    }
    func openOrders(on instrument: Instrument?, in catalog: InstrumentCatalog) -> Flow<[Order]> {
        if bends.onlyFirstMarket, instrument == nil {
            return base.openOrders(on: catalog.instruments.first, in: catalog)
        }
        return base.openOrders(on: instrument, in: catalog)
    }
    func orderHistory(on instrument: Instrument, _ query: HistoryQuery) -> Flow<[Order]> {
        base.orderHistory(on: instrument, bends.query(query))
    }
    func fills(on instrument: Instrument, _ query: HistoryQuery) -> Flow<[Fill]> {
        base.fills(on: instrument, bends.query(query))
    }
}

extension BentAdapter {
    func balances() -> Flow<[Balance]> { base.balances() }
    func feeRates(of instrument: Instrument) -> Flow<FeeRates> { base.feeRates(of: instrument) }
    func deposits(_ query: HistoryQuery) -> Flow<[Transfer]> {
        base.deposits(bends.query(query))
    }
    func withdrawals(_ query: HistoryQuery) -> Flow<[Transfer]> {
        base.withdrawals(bends.query(query))
    }
    func testKey(probe: Instrument, in environment: VenueEnvironment) -> Flow<KeyTestReport> {
        let base = base
        guard bends.keyTestCancels else { return base.testKey(probe: probe, in: environment) }
        return base.cancelAll(on: probe).then { _ in base.testKey(probe: probe, in: environment) }
    }
}

extension Defect {
    /// The adapter understands its arguments, or signs, wrongly.
    static func bent(
        _ name: String, _ bend: @escaping @Sendable (inout BentAdapter.Bends) -> Void
    ) -> Defect {
        Defect(name) { subject in
            var adapter = BentAdapter(base: subject.adapter)
            bend(&adapter.bends)
            subject.adapter = adapter
        }
    }

    /// Signed requests are changed on their way out of the signer.
    static func sealed(
        _ name: String,
        _ change: @escaping @Sendable (WireRequest, VenueCall, Credentials?) -> WireRequest
    ) -> Defect {
        bent(name) { bends in
            bends.signer = { (credentials, base) throws(VenueError) in
                BentSigner(base: try base.makeSigner(credentials), credentials: credentials, change: change)
            }
        }
    }
}

private struct BentSigner: RequestSigner {
    let base: any RequestSigner
    let credentials: Credentials?
    let change: @Sendable (WireRequest, VenueCall, Credentials?) -> WireRequest

    func seal(_ call: VenueCall, at stamp: SigningStamp) throws(VenueError) -> WireRequest {
        change(try base.seal(call, at: stamp), call, credentials)
    }
}
