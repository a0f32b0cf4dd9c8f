import AdapterProtocol
import AdapterTesting
import Testing
import VALRAdapter

/// Every captured order (valr.md E.6 to E.10).
@Suite("Captured orders")
struct OrderSampleTests {
    private let adapter = Sample.adapter

    private func decimal(_ text: String) throws -> ExactDecimal { try Sample.decimal(text) }

    private func order(
        _ reference: OrderReference = .venue(Sample.orderID), script: [CallResult]
    ) throws -> FlowRun<OrderLookup> {
        adapter.order(reference, on: try Sample.ether()).run(script: script)
    }

    private func found(_ run: FlowRun<OrderLookup>) throws -> Order {
        guard case .found(let order) = try #require(run.output) else {
            Issue.record("\(String(describing: run.output))")
            throw CancellationError()
        }
        return order
    }

    @Test("Every captured status is read")
    func statuses() throws {
        let rows = try Sample.tree("rest-order-status").elements
        #expect(rows.count == 8 || !rows.isEmpty)
        for row in rows {
            let pair = try #require(row["currencyPair"]?.plain)
            let market = try Sample.instrument(String(pair.prefix(3)) + "/" + String(pair.dropFirst(3)))
            // The summary is not there: what the status says is all there is.
            let run = adapter.order(.venue(Sample.orderID), on: market)
                .run { _, position, _ in position == 0 ? .ok(row.text) : Self.nothing(position) }
            #expect(run.output != nil, "\(row.text): \(String(describing: run.failure))")
        }
    }

    private static func nothing(_ position: Int) -> CallResult { position == 1 ? Sample.noOrder : .ok("[]") }

    @Test("A resting order: quantities, kind, post-only, a foreign client id kept apart")
    func resting() throws {
        let row = try #require(Sample.tree("rest-order-status").elements.first).text
        let run = try order(script: [.ok(row)])
        let order = try found(run)
        #expect(order.phase == .working && order.side == .sell && order.type == .limit && order.isPostOnly == true)
        #expect(try order.amount == .base(decimal("0.000565")))
        #expect(order.filledBase == .zero && order.filledQuote == .zero)
        #expect(order.clientOrderID == nil && order.foreignClientID == "LimitSell")
        #expect(order.createdAt?.description == "2025-07-17T08:36:04.866Z")
        #expect(run.calls.count == 1, "nothing more to ask of an order without fills")
    }

    @Test("A finished order takes average and sums from its summary")
    func finished() throws {
        let rows = try Sample.tree("rest-order-status").elements
        let row = try #require(rows.first { $0["orderStatusType"]?.plain == "Filled" }).text
        let run = try order(script: [.ok(row), try Sample.ok("rest-order-history-summary")])
        let order = try found(run)
        #expect(order.phase == .ended(.filled))
        #expect(try order.filledBase == decimal("0.033333"))
        #expect(try order.filledQuote == decimal("0.00099999"))
        #expect(run.calls.last?.path == "/v1/orders/history/summary/orderid/0198178f-a957-7684-b650-eb987183f8e5")
        let without = try found(self.order(script: [.ok(row), Sample.noOrder]))
        #expect(try without.filledBase == decimal("0.033333"))
        #expect(without.filledQuote == nil, "not known is not zero")
    }

    @Test("An order that left the live view is found in the history's events, the newest first")
    func detail() throws {
        let run = try order(script: [Sample.noOrder, try Sample.ok("rest-order-history-detail")])
        let order = try found(run)
        #expect(order.phase == .working, "a modified order lives")
        #expect(try order.amount == .base(decimal("0.002")))
        #expect(try order.limitPrice == decimal("0.03545"))
        #expect(run.calls.last?.path == "/v1/orders/history/detail/orderid/\(Sample.orderID)")
    }

    @Test("Unknown everywhere: absent, but younger than the history's lag that proves nothing", arguments: [400, 404])
    func absent(_ status: Int) throws {
        let missing = status == 404 ? CallResult.status(404, "") : Sample.noOrder
        let run = try order(script: [missing, .ok("[]")])
        #expect(run.output == .absent(mayLag: .seconds(10)))
    }

    @Test("Open orders: of one market whatever the venue sends, or of the catalog")
    func open() throws {
        let all = try Sample.ok("rest-open-orders")
        let empty = InstrumentCatalog([], readAt: Sample.now)
        let ether = try #require(adapter.openOrders(on: try Sample.ether(), in: empty).run(all).output)
        #expect(ether.count == 1 && ether.first?.isPostOnly == true)
        let markets = try ["BTC/USDC", "AVAX/USDC", "SOL/USDC"].map(Sample.instrument)
        let known = InstrumentCatalog(markets, readAt: Sample.now)
        let orders = try #require(adapter.openOrders(on: nil, in: known).run(all).output)
        #expect(orders.map(\.symbol.description) == ["BTC/USDC", "AVAX/USDC", "SOL/USDC"])
        #expect(try orders.first?.filledBase == decimal("0.0001"))
        #expect(orders.first?.filledQuote == nil)
    }

    @Test("History: sums, failures with their trigger, other markets left out")
    func history() throws {
        let answer = try Sample.ok("rest-order-history")
        func history(of market: String) throws -> [Order]? {
            adapter.orderHistory(on: try Sample.instrument(market), HistoryQuery()).run { call, _, _ in
                call.operation == "order.open" ? .ok("[]") : answer
            }.output
        }
        let failed = try history(of: "BTC/USDT")
        let order = try #require(failed?.first)
        #expect(failed?.count == 1)
        #expect(order.phase == .ended(.refused) && order.type == .stopLimit && order.triggerPrice == 110_000)
        let filled = try history(of: "BTC/USDC")
        #expect(try filled?.first?.filledQuote == decimal("30.00190865"))
    }

    @Test("Fills: fee in the asset it was taken in, no guess about maker and taker")
    func fills() throws {
        let run = adapter.fills(on: try Sample.instrument("BTC/USDC"), HistoryQuery())
            .run(try Sample.ok("rest-account-trade-history"))
        let fill = try #require(run.output?.first)
        #expect(run.output?.count == 1)
        #expect(try fill.quantity == decimal("0.0001"))
        #expect(try fill.quoteAmount == decimal("10.98"))
        #expect(try fill.fees == [Fee(asset: #require(Asset("BTC")), amount: decimal("0.0000001"))])
        #expect(fill.liquidity == .unknown && fill.side == .buy)
        #expect(fill.venueOrderID.rawValue == "0197d494-f5ba-77e1-83f1-37a1fcffe446")
    }

    @Test("A reward is a negative fee, in the asset the maker paid with, and tells the maker")
    func reward() throws {
        let row = try #require(Sample.tree("rest-account-trade-history").elements.last)
        guard case .object(let members) = row else { return }
        let bare = Tree.object(members.filter { !$0.name.hasPrefix("fee") })
        let market = try Sample.instrument("BTC/USDC")
        let rewarded = bare.replacing("makerReward", with: "\"0.001\"").replacing(
            "makerRewardCurrency", with: "\"USDC\"")
        let fill = try #require(adapter.fills(on: market, HistoryQuery()).run(.ok("[\(rewarded.text)]")).output?.first)
        #expect(try fill.fees == [Fee(asset: #require(Asset("USDC")), amount: decimal("-0.001"))])
        #expect(fill.liquidity == .maker)
        let silent = adapter.fills(on: market, HistoryQuery()).run(.ok("[\(bare.text)]")).output?.first
        #expect(silent != nil && silent?.fees == nil, "not stated is not zero")
    }

    static let words: [(String, String, OrderPhase)] = [
        ("Active", "", .armed), ("Placed", "", .working), ("placed", "", .working), ("Order Modified", "", .working),
        ("Order price has been modified due to slippage limits", "", .working),
        ("Repriced Due To Slippage", "", .working), ("PartiallyFilled", "", .working),
        ("Partially Filled", "", .working), ("Filled", "", .ended(.filled)),
        ("Cancelled", "", .ended(.cancelledByOwner)), ("Expired", "", .ended(.lifetimeOver)),
        ("Failed", "", .ended(.refused)), ("Failed", "Insufficient Balance", .ended(.refused)),
        ("Failed", "something new", .ended(.refused)),
        (
            "Failed", "We did not execute this order since it would have matched with your own order on the Exchange",
            .ended(.selfTradePrevention)
        ),
        ("Failed", "Immediate Or Cancel order did not match", .ended(.timeInForce)),
        ("Cancelled", "Post only cancelled as it would have matched", .ended(.refused)),
        (
            "Failed", "Order cancelled as it would have matched outside of slippage price band",
            .ended(.cancelledByVenue)
        ),
        ("Partially Filled Due To Slippage", "", .ended(.cancelledByVenue)),
        ("Partially Filled and Cancelled Due To Slippage", "", .ended(.cancelledByVenue)),
    ]

    @Test("Every status word with its reason", arguments: words)
    func word(_ word: String, _ reason: String, _ phase: OrderPhase) throws {
        let run = try order(script: [.ok(try Sample.status(word, reason: reason).text), Sample.noOrder])
        #expect(try found(run).phase == phase)
        #expect(try found(run).clientOrderID == Sample.clientID)
    }

    @Test("A word that nobody knows is a typed error, never a state", arguments: ["Resting", "", "Pending Cancel"])
    func strangeWord(_ word: String) throws {
        #expect(try order(script: [.ok(try Sample.status(word).text)]).failure?.kind == .undecodable)
    }

    @Test("A kind that nobody knows passes as none, with nothing said of what traded")
    func strangeKind() throws {
        let row = try Sample.status("Placed", type: "trailing-moon").text
        let order = try found(order(script: [.ok(row), Sample.noOrder, .ok("[]")]))
        #expect(order.type == nil && order.amount == nil)
    }
}
