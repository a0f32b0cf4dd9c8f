package import AdapterProtocol

/// An adapter that hands every flow of another through `weave`: how calls are recorded, and how tests plant defects.
///
/// What is not a flow is the other's own, unless it is set anew.
package struct AdapterProxy: VenueAdapter {
    /// Sees every flow before it is run.
    package protocol Weaver: Sendable {
        /// The flow to run instead.
        func weave<Output: Sendable>(_ flow: Flow<Output>, of operation: Operation) -> Flow<Output>
    }

    /// The methods that make flows.
    package enum Operation: String, Sendable, Hashable, CaseIterable {
        case serverTime, status, instruments, ticker, tickers, orderBook, recentTrades, candles, referencePrice, rawRead
        case place, placeDryRun, resolve, cancel, cancelAll, amend, order, openOrders, orderHistory, fills
        case balances, feeRates, deposits, withdrawals, testKey
    }

    package let base: any VenueAdapter
    package let weaver: any Weaver

    package var profile: VenueProfile
    package var version: String
    package var capabilities: VenueCapabilities
    package var environments: [VenueEnvironment]
    package var rateLimits: [RateLimitRule]
    package var needsNonce: Bool
    package var needsUniqueTimestamps: Bool
    package var instrumentLifetime: Duration
    package var writeTimeout: Duration
    package var marketStreamRules: StreamRules?
    package var accountStreamRules: StreamRules?

    package init(_ base: any VenueAdapter, _ weaver: any Weaver) {
        self.base = base
        self.weaver = weaver
        profile = base.profile
        version = base.version
        capabilities = base.capabilities
        environments = base.environments
        rateLimits = base.rateLimits
        needsNonce = base.needsNonce
        needsUniqueTimestamps = base.needsUniqueTimestamps
        instrumentLifetime = base.instrumentLifetime
        writeTimeout = base.writeTimeout
        marketStreamRules = base.marketStreamRules
        accountStreamRules = base.accountStreamRules
    }

    package func makeSigner(_ credentials: Credentials?) throws(VenueError) -> any RequestSigner {
        try base.makeSigner(credentials)
    }
    package func rateFeedback(from reply: WireReply, to call: VenueCall) -> RateFeedback {
        base.rateFeedback(from: reply, to: call)
    }
    package func invalidatesInstruments(_ error: VenueError) -> Bool { base.invalidatesInstruments(error) }
    package func invalidatesClock(_ error: VenueError) -> Bool { base.invalidatesClock(error) }
}

extension AdapterProxy {
    package func serverTime() -> Flow<Timestamp> { weaver.weave(base.serverTime(), of: .serverTime) }
    package func status() -> Flow<TradingMode> { weaver.weave(base.status(), of: .status) }
    package func instruments() -> Flow<[Instrument]> { weaver.weave(base.instruments(), of: .instruments) }
    package func ticker(of instrument: Instrument) -> Flow<Ticker> {
        weaver.weave(base.ticker(of: instrument), of: .ticker)
    }
    package func tickers(in catalog: InstrumentCatalog) -> Flow<[Ticker]> {
        weaver.weave(base.tickers(in: catalog), of: .tickers)
    }
    package func orderBook(of instrument: Instrument, depth: Int) -> Flow<OrderBook> {
        weaver.weave(base.orderBook(of: instrument, depth: depth), of: .orderBook)
    }
    package func recentTrades(of instrument: Instrument, limit: Int) -> Flow<[PublicTrade]> {
        weaver.weave(base.recentTrades(of: instrument, limit: limit), of: .recentTrades)
    }
    package func candles(
        of instrument: Instrument, interval: CandleInterval, from start: Timestamp?, limit: Int
    ) -> Flow<[Candle]> {
        weaver.weave(base.candles(of: instrument, interval: interval, from: start, limit: limit), of: .candles)
    }
    package func referencePrice(of instrument: Instrument) -> Flow<ExactDecimal?> {
        weaver.weave(base.referencePrice(of: instrument), of: .referencePrice)
    }
    package func rawRead(_ read: RawRead) -> Flow<[UInt8]> { weaver.weave(base.rawRead(read), of: .rawRead) }
}

extension AdapterProxy {
    package func place(_ request: OrderRequest, on instrument: Instrument) -> Flow<PlaceOutcome> {
        weaver.weave(base.place(request, on: instrument), of: .place)
    }
    package func placeDryRun(_ request: OrderRequest, on instrument: Instrument) -> Flow<Void> {
        weaver.weave(base.placeDryRun(request, on: instrument), of: .placeDryRun)
    }
    package func resolve(
        _ clientOrderID: ClientOrderID, signedBy: Timestamp, on instrument: Instrument
    ) -> Flow<PlaceResolution> {
        weaver.weave(base.resolve(clientOrderID, signedBy: signedBy, on: instrument), of: .resolve)
    }
    package func cancel(_ order: OrderReference, on instrument: Instrument) -> Flow<CancelOutcome> {
        weaver.weave(base.cancel(order, on: instrument), of: .cancel)
    }
    package func cancelAll(on instrument: Instrument) -> Flow<[CancelReport]> {
        weaver.weave(base.cancelAll(on: instrument), of: .cancelAll)
    }
    package func amend(
        _ order: OrderReference, to change: OrderAmendment, on instrument: Instrument
    ) -> Flow<AmendOutcome> {
        weaver.weave(base.amend(order, to: change, on: instrument), of: .amend)
    }
    package func order(_ order: OrderReference, on instrument: Instrument) -> Flow<OrderLookup> {
        weaver.weave(base.order(order, on: instrument), of: .order)
    }
    package func openOrders(on instrument: Instrument?, in catalog: InstrumentCatalog) -> Flow<[Order]> {
        weaver.weave(base.openOrders(on: instrument, in: catalog), of: .openOrders)
    }
    package func orderHistory(on instrument: Instrument, _ query: HistoryQuery) -> Flow<[Order]> {
        weaver.weave(base.orderHistory(on: instrument, query), of: .orderHistory)
    }
    package func fills(on instrument: Instrument, _ query: HistoryQuery) -> Flow<[Fill]> {
        weaver.weave(base.fills(on: instrument, query), of: .fills)
    }
}

extension AdapterProxy {
    package func balances() -> Flow<[Balance]> { weaver.weave(base.balances(), of: .balances) }
    package func feeRates(of instrument: Instrument) -> Flow<FeeRates> {
        weaver.weave(base.feeRates(of: instrument), of: .feeRates)
    }
    package func deposits(_ query: HistoryQuery) -> Flow<[Transfer]> {
        weaver.weave(base.deposits(query), of: .deposits)
    }
    package func withdrawals(_ query: HistoryQuery) -> Flow<[Transfer]> {
        weaver.weave(base.withdrawals(query), of: .withdrawals)
    }
    package func testKey(probe: Instrument, in environment: VenueEnvironment) -> Flow<KeyTestReport> {
        weaver.weave(base.testKey(probe: probe, in: environment), of: .testKey)
    }
}

// Streams are sessions, not flows: they are the other's own.
extension AdapterProxy {
    package func openMarketStream(_ subscriptions: [MarketSubscription]) -> Flow<StreamAddress> {
        base.openMarketStream(subscriptions)
    }
    package func makeMarketSession(_ catalog: InstrumentCatalog) -> any MarketStreamSession {
        base.makeMarketSession(catalog)
    }
    package func openAccountStream() -> Flow<StreamAddress> { base.openAccountStream() }
    package func makeAccountSession(_ catalog: InstrumentCatalog) -> any AccountStreamSession {
        base.makeAccountSession(catalog)
    }
}
