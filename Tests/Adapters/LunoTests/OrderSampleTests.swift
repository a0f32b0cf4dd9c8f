import AdapterProtocol
import AdapterTesting
import LunoAdapter
import Testing

/// Every captured order and trade, and every row of the state table (luno.md E.7 to E.9).
@Suite("Captured orders")
struct OrderSampleTests {
    private func decimal(_ text: String) throws -> ExactDecimal { try Sample.decimal(text) }

    private func order(_ answer: CallResult) throws -> Order? {
        let run = Sample.adapter.order(.venue(Sample.orderID), on: try Sample.bitcoin()).run(answer)
        guard case .found(let order) = run.output else { return nil }
        return order
    }

    @Test("A new order, field by field")
    func new() throws {
        #expect(
            try order(try Sample.ok("rest-order-v3-new"))
                == Order(
                    symbol: try Sample.bitcoin().symbol, venueOrderID: Sample.orderID, clientOrderID: nil,
                    foreignClientID: "lmt-53960812", side: .buy, type: .limit,
                    amount: .base(try decimal("0.001")), limitPrice: 1_385_000, timeInForce: .goodTillCancelled,
                    isPostOnly: nil, phase: .working, filledBase: 0, filledQuote: 0,
                    createdAt: Timestamp(milliseconds: 1_795_305_600_000), updatedAt: nil))
        #expect(try order(.ok(try Sample.order().text))?.clientOrderID == Sample.clientID)
    }

    @Test(
        "The state of each sample",
        arguments: [
            ("rest-order-v3-new", OrderPhase.working, "0"), ("rest-order-v3-partially-filled", .working, "0.0004"),
            ("rest-order-v3-pending-cancel", .working, "0.0004"), ("rest-order-v3-filled", .ended(.filled), "0.001"),
            ("rest-order-v3-canceled", .ended(.cancelledByOwner), "0.0004"),
            ("rest-order-v3-awaiting-stop-limit", .armed, "0"),
            ("rest-order-v3-market-buy", .ended(.filled), "0.00036"),
        ])
    func states(_ sample: String, _ phase: OrderPhase, _ filled: String) throws {
        let order = try #require(try order(try Sample.ok(sample)))
        #expect(try order.phase == phase && order.filledBase == decimal(filled))
    }

    @Test(
        "The rest of the state table",
        arguments: [
            (["status": "\"AWAITING\""], OrderPhase.accepted),
            (["status": "\"AWAITING\"", "type": "\"MARKET\""], .accepted),
            (["status": "\"AWAITING\"", "expiration_timestamp": "5"], .accepted),
            (["status": "\"COMPLETE\"", "base": "\"0.0004\"", "time_in_force": "\"IOC\""], .ended(.timeInForce)),
            (["status": "\"COMPLETE\"", "time_in_force": "\"FOK\""], .ended(.timeInForce)),
            (
                ["status": "\"COMPLETE\"", "time_in_force": "\"IOC\"", "expiration_timestamp": "5"],
                .ended(.cancelledByOwner)
            ),
            (["status": "\"COMPLETE\"", "base": "\"0.0004\""], .ended(.cancelledByVenue)),
            (["status": "\"COMPLETE\""], .ended(.undetermined)),
            (["status": "\"COMPLETE\"", "type": "\"STOP_LIMIT\""], .ended(.cancelledByVenue)),
            (["status": "\"COMPLETE\"", "base": "\"0.001\"", "expiration_timestamp": "5"], .ended(.filled)),
            (["status": "\"COMPLETE\"", "type": "\"MARKET\"", "limit_volume": "\"\""], .ended(.cancelledByVenue)),
        ] as [([String: String], OrderPhase)])
    func table(_ changes: [String: String], _ phase: OrderPhase) throws {
        #expect(try order(.ok(try Sample.order(changes).text))?.phase == phase)
    }

    @Test("A market order tells no amount; its fill and quote sum are exact")
    func market() throws {
        let order = try #require(try order(try Sample.ok("rest-order-v3-market-buy")))
        #expect(order.amount == nil && order.limitPrice == nil && order.timeInForce == nil && order.type == .market)
        #expect(try order.filledQuote == decimal("498.66984"))
        #expect(order.updatedAt == Timestamp(milliseconds: 1_795_305_600_035))
    }

    @Test("A stop-limit tells its trigger")
    func stop() throws {
        let order = try #require(try order(try Sample.ok("rest-order-v3-awaiting-stop-limit")))
        #expect(order.triggerPrice == 1_350_000 && order.type == .stopLimit && order.limitPrice == 1_340_000)
    }

    @Test(
        "Optional fields empty, null or gone; times as texts and as RFC 3339",
        arguments: [
            (["stop_price": "\"\"", "stop_direction": "null", "time_in_force": "null"], Int64(1_795_305_600_000)),
            (["stop_price": "null", "creation_timestamp": "\"1795305600000\""], 1_795_305_600_000),
            (["creation_timestamp": "\"2026-11-22T00:00:00Z\""], 1_795_305_600_000),
            (["creation_timestamp": "\"2026-11-22T00:00:00.250123456Z\""], 1_795_305_600_250),
        ] as [([String: String], Int64)])
    func lenient(_ changes: [String: String], _ time: Int64) throws {
        let order = try #require(try order(.ok(try Sample.order(changes).text)))
        #expect(order.createdAt?.milliseconds == time && order.phase == .working)
    }

    @Test(
        "A word or number that drives money is never guessed",
        arguments: [
            ["status": "\"RESTING\""], ["status": "\"complete\""], ["side": "\"\""], ["side": "\"HOLD\""],
            ["base": "null"], ["base": "\"\""], ["base": "\"-1\""], ["order_id": "\"\""], ["pair": "\"ETHZAR\""],
            ["status": "\"COMPLETE\"", "limit_volume": "\"0.00\""], ["creation_timestamp": "\"yesterday\""],
            ["creation_timestamp": "1.5"], ["limit_price": "\"x\""],
        ])
    func strict(_ changes: [String: String]) throws {
        let run = Sample.adapter.order(.venue(Sample.orderID), on: try Sample.bitcoin())
            .run(.ok(try Sample.order(changes).text))
        #expect(run.failure?.kind == .undecodable && run.failure?.effect == .notExecuted(.read))
    }

    @Test("A kind that no table names stays unknown")
    func newKind() throws {
        let order = try order(.ok(try Sample.order(["type": "\"ICEBERG\""]).text))
        #expect(order != nil && order?.type == nil && order?.phase == .working)
    }

    @Test("Queries name one id; what is not found may still come")
    func queries() throws {
        let bitcoin = try Sample.bitcoin()
        let notFound = CallResult.refused("ErrOrderNotFound", status: 404)
        let venue = Sample.adapter.order(.venue(Sample.orderID), on: bitcoin).run(notFound)
        #expect(venue.output == .absent(mayLag: .seconds(5)))
        #expect(venue.calls.first?.parameters.map(\.name) == ["id"])
        let client = Sample.adapter.order(.client(Sample.clientID), on: bitcoin).run(notFound)
        #expect(client.calls.first?.parameters == [.init("client_order_id", Sample.clientID.text)])
    }

    @Test("A server that fails knows of no absence, whatever its words")
    func notAbsent() throws {
        let answer = CallResult.refused("ErrOrderNotFound", status: 502)
        let run = Sample.adapter.order(.client(Sample.clientID), on: try Sample.bitcoin()).run(answer)
        #expect(run.failure?.kind == .unavailable)
    }

    @Test("Open orders of all markets; one of an unlisted market is an error, not left out")
    func openOrders() throws {
        let run = Sample.adapter.openOrders(on: nil, in: try Sample.catalog())
            .run(try Sample.ok("rest-list-orders-v2-open"))
        #expect(run.output?.map(\.phase) == [.working, .armed])
        #expect(run.calls.first?.parameters == [.init("limit", "1000")])
        let foreign = Sample.adapter.openOrders(on: nil, in: InstrumentCatalog([], readAt: Sample.now))
            .run(try Sample.ok("rest-list-orders-v2-open"))
        #expect(foreign.failure?.kind == .undecodable)
    }

    @Test("Own trades, oldest first, with the fees that were charged")
    func fills() throws {
        let run = Sample.adapter.fills(on: try Sample.bitcoin(), HistoryQuery()).run(.ok(Decoders.trades.text))
        let list = try #require(run.output)
        #expect(list.map(\.id.rawValue) == ["7562151", "7562242"])
        #expect(list.map(\.side) == [.buy, .sell] && list.map(\.liquidity) == [.maker, .maker])
        #expect(list.map(\.fees) == [[], []])
        #expect(try list[0].quoteAmount == decimal("16397.140221") && list[0].price == 132_021)
        let litecoin = try Sample.instrument("LTC/BTC", native: "LTCXBT")
        let rows = try #require(Sample.tree("rest-list-user-trades")["trades"]).elements.suffix(1)
        let sold = try #require(
            Sample.adapter.fills(on: litecoin, HistoryQuery()).run(Sample.list("trades", Array(rows))).output?.first)
        #expect(sold.liquidity == .taker && sold.side == .sell)
        #expect(try sold.fees == [Fee(asset: try #require(Asset("LTC")), amount: decimal("0.0001"))])
    }

    @Test("A trade of another market is an error; fees that are not stated are nil, rebates negative")
    func strangeFills() throws {
        let row = try #require(Decoders.trades["trades"]?.elements.first)
        func fills(_ row: Tree) throws -> FlowRun<[Fill]> {
            Sample.adapter.fills(on: try Sample.bitcoin(), HistoryQuery()).run(Sample.list("trades", [row]))
        }
        #expect(try fills(row.replacing("pair", with: "\"ETHZAR\"")).failure?.kind == .undecodable)
        #expect(try fills(row.replacing("fee_base", with: "null")).output?.first?.fees == .some(nil))
        let both = try fills(row.replacing("fee_base", with: "\"-0.1\"").replacing("fee_counter", with: "\"0.2\""))
        let fees = try #require(both.output?.first?.fees)
        #expect(fees.map(\.asset.code) == ["BTC", "ZAR"])
        #expect(try fees.map(\.amount) == [decimal("-0.1"), decimal("0.2")])
    }
}
