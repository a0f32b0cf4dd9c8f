import AdapterProtocol

/// A venue of one market, as small as an adapter can be: enough to see what the runtime does with calls.
struct FakeAdapter: VenueAdapter {
    /// Where a placement's flow breaks, against the contract.
    enum Break: Sendable { case beforeCall, afterAnswer }

    var needsNonce = false
    var breaksAfterPlacing: Break?
    /// How long the venue wants to be left alone after a 429.
    var pause: Duration = .seconds(30)
    var marketStreamRules: StreamRules?
    var accountStreamRules: StreamRules?

    let profile = VenueProfile(
        id: VenueID(rawValue: "fake"), displayName: "Fake", botLimit: 1, quoteAssets: ["USDT"],
        credentialFields: [.apiKey, .apiSecret], icon: "", color: "", region: "")
    let version = "1.0.0"
    let environments: [VenueEnvironment] = []
    let instrumentLifetime: Duration = .seconds(600)
    let writeTimeout: Duration = .seconds(11)
    let capabilities = VenueCapabilities([
        .limitOrders: .native, .goodTillCancelled: .native, .tickers: .native, .cancelByVenueID: .native,
        .queryByVenueID: .native,
    ])
    let rateLimits = [
        RateLimitRule(
            id: RateBudgetID(rawValue: "calls"), scope: .key, shape: .calendarWindow(.seconds(60)), limit: 100)
    ]

    func makeSigner(_ credentials: Credentials?) throws(VenueError) -> any RequestSigner { FakeSigner() }

    func rateFeedback(from reply: WireReply, to call: VenueCall) -> RateFeedback {
        RateFeedback(pause: reply.status == 429 ? pause : nil)
    }

    func invalidatesInstruments(_ error: VenueError) -> Bool { error.kind == .invalidOrder(.limitPrice) }
    func invalidatesClock(_ error: VenueError) -> Bool { error.kind == .clockSkew }

    func call(_ name: OperationName, _ path: String, write: Bool = false, signed: Bool = false) -> VenueCall {
        VenueCall(
            operation: name, intent: write ? .write : .read, priority: write ? .place : .publicRead,
            method: write ? .post : .get, path: path, isSigned: signed,
            charges: [RateCharge(RateBudgetID(rawValue: "calls"), 1)])
    }

    private func read<Value: Sendable>(_ name: OperationName, _ path: String, _ value: Value) -> Flow<Value> {
        .call(call(name, path)) { result, _ in
            switch result {
            case .failure(let error): .failed(error)
            case .reply(let reply): reply.status == 200 ? .finished(value) : .failed(Self.error(reply))
            }
        }
    }

    static func error(_ reply: WireReply) -> VenueError {
        switch reply.status {
        case 408:
            VenueError(kind: .clockSkew, effect: .notExecuted(.stated), advice: .afterResync, message: "clock")
        case 429:
            VenueError(kind: .rateLimited, effect: .notExecuted(.stated), advice: .after(.seconds(30)), message: "slow")
        case 422:
            VenueError(
                kind: .invalidOrder(.limitPrice), effect: .notExecuted(.stated), advice: .never, message: "filter")
        default: VenueError(kind: .unavailable, effect: .unknown, advice: .afterResync, message: "5xx")
        }
    }

    func serverTime() -> Flow<Timestamp> {
        .call(call("market.time", "/time")) { result, _ in
            switch result {
            case .failure(let error): .failed(error)
            case .reply(let reply):
                .finished(Timestamp(milliseconds: Int64(String(decoding: reply.body, as: UTF8.self)) ?? 0))
            }
        }
    }

    func status() -> Flow<TradingMode> { read("venue.status", "/status", .open) }
    func instruments() -> Flow<[Instrument]> { read("market.instruments", "/instruments", Self.markets) }

    func ticker(of instrument: Instrument) -> Flow<Ticker> {
        read("market.ticker", "/ticker", Ticker(symbol: instrument.symbol, bid: nil, ask: nil, last: 1))
    }

    func place(_ request: OrderRequest, on instrument: Instrument) -> Flow<PlaceOutcome> {
        let broken = VenueError(
            kind: .undecodable, effect: .notExecuted(.read), advice: .afterResync, message: "a later read broke")
        if breaksAfterPlacing == .beforeCall { return .failed(broken) }
        return .call(call("order.place", "/order", write: true, signed: true)) { result, _ in
            if breaksAfterPlacing != nil { return .failed(broken) }
            return switch result {
            case .failure(let error):
                .finished(error.effect == .notSent ? .notSent(error) : Self.unknown(error, request))
            case .reply(let reply):
                switch reply.status {
                case 200:
                    .finished(.accepted(.init(depth: .engine, venueOrderID: VenueOrderID(rawValue: "1"), order: nil)))
                case 400..<500: .finished(.rejected(Self.error(reply), venueOrderID: nil))
                default: .finished(Self.unknown(Self.error(reply), request))
                }
            }
        }
    }

    private static func unknown(_ error: VenueError, _ request: OrderRequest) -> PlaceOutcome {
        .unknown(.init(error: error, clientOrderID: request.clientOrderID, visibilityBound: .seconds(1)))
    }

    static let markets: [Instrument] = {
        guard let symbol = Symbol("BTC/USDT") else { return [] }
        return [
            Instrument(
                symbol: symbol, nativeName: "BTCUSDT", mode: .open, price: .unpublished, quantity: .unpublished,
                orderTypes: [.limit], takesQuoteAmounts: false, takesPostOnly: false, isAmendable: false,
                readAt: Timestamp(seconds: 0))
        ]
    }()
}

struct FakeSigner: RequestSigner {
    func seal(_ call: VenueCall, at stamp: SigningStamp) throws(VenueError) -> WireRequest {
        let query = call.isSigned ? "?t=\(stamp.venueTime.milliseconds)&n=\(stamp.nonce ?? 0)" : ""
        return WireRequest(
            method: call.method, target: call.path + query, headers: [WireHeader("X-Key", "the-api-key")])
    }
}

/// What the fake venue does not have; never reached, because capabilities refuse it first.
extension FakeAdapter {
    private func none<Value: Sendable>() -> Flow<Value> { .failed(.unsupported(.exoticOrders, "not here")) }

    func tickers(in catalog: InstrumentCatalog) -> Flow<[Ticker]> { none() }
    func orderBook(of instrument: Instrument, depth: Int) -> Flow<OrderBook> { none() }
    func recentTrades(of instrument: Instrument, limit: Int) -> Flow<[PublicTrade]> { none() }
    func candles(
        of instrument: Instrument, interval: CandleInterval, from start: Timestamp?, limit: Int
    ) -> Flow<[Candle]> { none() }
    func referencePrice(of instrument: Instrument) -> Flow<ExactDecimal?> { none() }
    func rawRead(_ read: RawRead) -> Flow<[UInt8]> { none() }
    func placeDryRun(_ request: OrderRequest, on instrument: Instrument) -> Flow<Void> { none() }
    func resolve(
        _ clientOrderID: ClientOrderID, signedBy: Timestamp, on instrument: Instrument
    ) -> Flow<PlaceResolution> { none() }
    func cancel(_ order: OrderReference, on instrument: Instrument) -> Flow<CancelOutcome> { none() }
    func cancelAll(on instrument: Instrument) -> Flow<[CancelReport]> { none() }
    func amend(_ order: OrderReference, to change: OrderAmendment, on instrument: Instrument) -> Flow<AmendOutcome> {
        none()
    }
    func order(_ order: OrderReference, on instrument: Instrument) -> Flow<OrderLookup> { none() }
    func openOrders(on instrument: Instrument?, in catalog: InstrumentCatalog) -> Flow<[Order]> { none() }
    func orderHistory(on instrument: Instrument, _ query: HistoryQuery) -> Flow<[Order]> { none() }
    func fills(on instrument: Instrument, _ query: HistoryQuery) -> Flow<[Fill]> { none() }
    func balances() -> Flow<[Balance]> { none() }
    func feeRates(of instrument: Instrument) -> Flow<FeeRates> { none() }
    func deposits(_ query: HistoryQuery) -> Flow<[Transfer]> { none() }
    func withdrawals(_ query: HistoryQuery) -> Flow<[Transfer]> { none() }
    func testKey(probe: Instrument, in environment: VenueEnvironment) -> Flow<KeyTestReport> { none() }
}
