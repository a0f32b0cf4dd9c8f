import AdapterProtocol
import AdapterTesting
import LunoAdapter
import Testing

/// The bytes of every kind of order (luno.md E.3, E.4).
@Suite("Placing orders")
struct OrderRequestTests {
    private let stamp = "&client_order_id=\(Sample.clientID.text)&timestamp=1763800000000&ttl=10000"

    private func decimal(_ text: String) throws -> ExactDecimal { try Sample.decimal(text) }

    private func request(
        _ side: Side, _ type: OrderType, _ amount: OrderAmount, price: ExactDecimal? = nil, trigger: Trigger? = nil,
        _ timeInForce: TimeInForce? = nil
    ) throws -> OrderRequest {
        try OrderRequest(
            clientOrderID: Sample.clientID, symbol: try Sample.bitcoin().symbol, side: side, type: type,
            amount: amount, limitPrice: price, trigger: trigger, timeInForce: timeInForce)
    }

    @Test("A limit order, and its three lifetimes", arguments: ["GTC", "IOC", "FOK"])
    func limit(_ word: String) throws {
        let order = try request(
            .sell, .limit, .base(try decimal("0.000500")), price: 1_200_000, .init(rawValue: word))
        #expect(
            try Sample.sentBody(order)
                == "pair=XBTZAR&type=ASK&volume=0.0005&price=1200000&time_in_force=\(word)\(stamp)")
    }

    @Test("A market buy names what it spends, a market sell what it sells")
    func market() throws {
        let buy = try request(.buy, .market, .quote(try decimal("100.50")))
        #expect(try Sample.sentBody(buy) == "pair=XBTZAR&type=BUY&counter_volume=100.5\(stamp)")
        let sell = try request(.sell, .market, .base(try decimal("0.01")))
        #expect(try Sample.sentBody(sell) == "pair=XBTZAR&type=SELL&base_volume=0.01\(stamp)")
        let paths = try [buy, sell].flatMap { order in
            Sample.adapter.place(order, on: try Sample.bitcoin()).run(.neverSent).calls.map(\.path)
        }
        #expect(paths == ["/api/1/marketorder", "/api/1/marketorder"])
    }

    @Test("The other two market orders do not exist and are not sent")
    func impossibleMarket() throws {
        for order in [
            try request(.buy, .market, .base(1)), try request(.sell, .market, .quote(1)),
            try request(.sell, .stopMarket, .base(1), trigger: Trigger(price: 5, crossing: .atOrBelow)),
        ] {
            let run = Sample.adapter.place(order, on: try Sample.bitcoin()).run(.neverSent)
            guard case .notSent = run.output else {
                Issue.record("\(String(describing: run.output))")
                continue
            }
            #expect(run.calls.isEmpty)
            #expect(throws: VenueError.self) { try Sample.adapter.capabilities.check(order) }
        }
    }

    @Test(
        "Stop-limits name the direction; all four combinations",
        arguments: [
            (Side.sell, OrderType.stopLimit, Trigger.Crossing.atOrBelow, "ASK", "BELOW"),
            (.buy, .stopLimit, .atOrAbove, "BID", "ABOVE"), (.sell, .takeProfitLimit, .atOrAbove, "ASK", "ABOVE"),
            (.buy, .takeProfitLimit, .atOrBelow, "BID", "BELOW"),
        ])
    func stops(_ side: Side, _ type: OrderType, _ crossing: Trigger.Crossing, _ word: String, _ direction: String)
        throws
    {
        let order = try request(
            side, type, .base(1), price: 5, trigger: Trigger(price: 7, crossing: crossing), .goodTillCancelled)
        #expect(
            try Sample.sentBody(order)
                == "pair=XBTZAR&type=\(word)&volume=1&price=5&time_in_force=GTC&stop_price=7&stop_direction=\(direction)\(stamp)"
        )
        try Sample.adapter.capabilities.check(order)
        // And back: the read gives the same kind.
        let row = try Sample.order([
            "type": "\"STOP_LIMIT\"", "side": side == .buy ? "\"BUY\"" : "\"SELL\"",
            "stop_direction": "\"\(direction)\"",
        ])
        let run = Sample.adapter.order(.client(Sample.clientID), on: try Sample.bitcoin()).run(.ok(row.text))
        guard case .found(let found) = run.output else {
            Issue.record("must be found")
            return
        }
        #expect(found.type == type)
    }

    @Test("An index trigger and a date have no place here")
    func unsupported() throws {
        let index = try request(
            .sell, .stopLimit, .base(1), price: 5,
            trigger: Trigger(price: 7, crossing: .atOrBelow, reference: .index), .goodTillCancelled)
        let dated = try OrderRequest(
            clientOrderID: Sample.clientID, symbol: try Sample.bitcoin().symbol, side: .buy, type: .limit,
            amount: .base(1), limitPrice: 5, timeInForce: .goodTillDate, expiresAt: Sample.now)
        for order in [index, dated] {
            let run = Sample.adapter.place(order, on: try Sample.bitcoin()).run(.neverSent)
            #expect(run.calls.isEmpty)
            #expect(throws: VenueError.self) { try Sample.adapter.capabilities.check(order) }
        }
    }

    @Test("The answer is a receipt: an id, no state, no fills")
    func receipt() throws {
        let run = Sample.adapter.place(try Sample.request(), on: try Sample.bitcoin())
            .run(try Sample.ok("rest-post-limit-order"))
        #expect(
            run.output == .accepted(.init(depth: .received, venueOrderID: Sample.orderID, order: nil)))
    }

    @Test("There is no dry run and no amendment; neither sends anything")
    func lacking() throws {
        let bitcoin = try Sample.bitcoin()
        let dry = Sample.adapter.placeDryRun(try Sample.request(), on: bitcoin).run(.neverSent)
        #expect(dry.failure?.kind == .unsupported && dry.calls.isEmpty)
        for change in [OrderAmendment(quantity: 1), OrderAmendment(limitPrice: 1)] {
            let run = Sample.adapter.amend(.client(Sample.clientID), to: change, on: bitcoin).run(.neverSent)
            guard case .notSent(let error) = run.output else {
                Issue.record("must not be sent")
                continue
            }
            #expect(error.kind == .unsupported && run.calls.isEmpty)
        }
    }

    @Test("Every capability of the SDK has a row")
    func capabilities() {
        let all: [Capability] = [
            .sandbox, .dryRun, .limitOrders, .postOnly, .goodTillCancelled, .immediateOrCancel, .fillOrKill,
            .goodTillDate, .marketBuyBase, .marketBuyQuote, .marketSellBase, .marketSellQuote, .triggeredLimit,
            .triggeredMarket, .indexTrigger, .exoticOrders, .placeBefore, .selfTradePrevention, .idempotentPlacement,
            .engineVerdict, .stateInAnswer, .cancelByVenueID, .cancelByClientID, .cancelAllOfInstrument,
            .cancelVerdict, .amendShrink, .amendGrow, .amendPrice, .queryByVenueID, .queryByClientID, .openOrders,
            .orderHistory, .fills, .fillsOfOrder, .fillLiquidity, .heldBalances, .feeRates, .transfers, .serverTime,
            .keyRights, .tickers, .orderBooks, .recentTrades, .candles, .rawRead, .bookStreams, .tradeStreams,
            .tickerStreams,
            .candleStreams, .orderStreams, .fillStreams, .balanceStreams,
        ]
        #expect(Set(Sample.adapter.capabilities.table.keys) == Set(all))
    }
}
