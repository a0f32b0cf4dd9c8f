import AdapterProtocol
import AdapterTesting
import BinanceAdapter
import Testing

/// Every captured account event (binance.md J.2).
@Suite("Captured account events")
struct AccountEventTests {
    private func decimal(_ text: String) throws -> ExactDecimal { try Sample.decimal(text) }

    private func rig(_ samples: String...) throws -> AccountRig {
        var rig = try AccountRig.live()
        for sample in samples {
            let tree = try Sample.tree(sample)
            let events = tree.elements.isEmpty ? [tree] : tree.elements
            for event in events {
                rig.receive(event["event"] == nil ? "{\"subscriptionId\":0,\"event\":\(event.text)}" : event.text)
            }
        }
        return rig
    }

    @Test("A new order")
    func new() throws {
        let rig = try rig("wsuser-execution-report-new")
        let expected = Order(
            symbol: try Sample.instrument("ETH/BTC").symbol, venueOrderID: VenueOrderID(rawValue: "4293153"),
            clientOrderID: nil, foreignClientID: "mUvoqJxFIILMdfAW5iGSOW", side: .buy, type: .limit, amount: .base(1),
            limitPrice: try decimal("0.1026441"), timeInForce: .goodTillCancelled, isPostOnly: false, phase: .working,
            filledBase: 0, filledQuote: 0, createdAt: Timestamp(milliseconds: 1_499_405_658_657),
            updatedAt: Timestamp(milliseconds: 1_499_405_658_657))
        #expect(rig.events == [.order(expected)] && rig.ending == nil)
    }

    @Test("Trades: the fill first, then the order; fees in what was received")
    func trades() throws {
        let rig = try rig("wsuser-execution-report-trades")
        let symbol = try Sample.bitcoin().symbol
        let order = VenueOrderID(rawValue: "12510053279")
        let bitcoin = symbol.base
        #expect(
            rig.fills == [
                Fill(
                    id: FillID(rawValue: "98765432"), symbol: symbol, venueOrderID: order, side: .buy, price: 52_000,
                    quantity: try decimal("0.0004"), quoteAmount: try decimal("20.8"),
                    fees: [Fee(asset: bitcoin, amount: try decimal("0.0000004"))], liquidity: .maker,
                    time: Timestamp(milliseconds: 1_763_800_201_500)),
                Fill(
                    id: FillID(rawValue: "98765440"), symbol: symbol, venueOrderID: order, side: .buy, price: 52_000,
                    quantity: try decimal("0.0006"), quoteAmount: try decimal("31.2"),
                    fees: [Fee(asset: bitcoin, amount: try decimal("0.0000006"))], liquidity: .maker,
                    time: Timestamp(milliseconds: 1_763_800_203_000)),
            ])
        #expect(rig.orders.map(\.phase) == [.working, .ended(.filled)])
        #expect(try rig.orders.map(\.filledBase) == [decimal("0.0004"), decimal("0.001")])
        #expect(rig.orders.map(\.filledQuote) == [try decimal("20.8"), 52])
        guard case .fill = rig.events.first, case .order = rig.events.last, rig.news.isEmpty else {
            Issue.record("\(rig.events)")
            return
        }
    }

    @Test("K6 a cancelled order has its own id in C, not the cancel's in c")
    func cancelled() throws {
        let order = try #require(try rig("wsuser-execution-report-canceled").orders.first)
        #expect(order.foreignClientID == "my-order_0001" && order.phase == .ended(.cancelledByOwner))
        // What is no cancel keeps c, whatever C says: an amended order may have got a new id.
        let amended = try #require(try rig("wsuser-execution-report-replaced").orders.first)
        #expect(amended.foreignClientID == "my-order_0001" && amended.phase == .working)
        #expect(try amended.amount == .base(decimal("0.0008")))
        let renamed = try Sample.tree("wsuser-execution-report-replaced").text
            .replacing("\"c\":\"my-order_0001\"", with: "\"c\":\"\(Sample.clientID.text)\"")
        var live = try AccountRig.live()
        live.receive(renamed)
        #expect(live.orders.first?.clientOrderID == Sample.clientID && live.orders.first?.foreignClientID == nil)
    }

    @Test("K9 an expired rest, and a market order that ran out of liquidity with its fills")
    func expired() throws {
        #expect(try rig("wsuser-execution-report-ioc-expired").orders.map(\.phase) == [.ended(.timeInForce)])
        let market = try rig("wsuser-market-order-expired-sequence")
        #expect(market.orders.map(\.phase) == [.working, .working, .working, .ended(.timeInForce)])
        #expect(market.orders.last?.filledBase == 4 && market.orders.last?.type == .market)
        #expect(market.fills.map(\.id.rawValue) == ["7", "8"] && market.fills.map(\.liquidity) == [.taker, .taker])
        #expect(try market.fills.first?.fees == [Fee(asset: #require(Asset("BNB")), amount: decimal("0.001"))])
        #expect(market.balances.map(\.asset.code) == ["LTC", "BNB"])
    }

    @Test("K10 an order that ended against its owner's other order says so")
    func selfTrade() throws {
        let rig = try rig("wsuser-execution-report-trade-prevention")
        #expect(rig.orders.map(\.phase) == [.ended(.selfTradePrevention)] && rig.fills.isEmpty)
    }

    @Test("A stop waits until it is on the book")
    func stops() throws {
        let sample = try Sample.tree("wsuser-execution-report-new").text
            .replacing("\"o\":\"LIMIT\"", with: "\"o\":\"STOP_LOSS_LIMIT\"")
            .replacing("\"P\":\"0.00000000\"", with: "\"P\":\"0.11000000\"")
        var rig = try AccountRig.live()
        rig.receive(sample.replacing("\"w\":true", with: "\"w\":false"))
        rig.receive(sample)
        #expect(rig.orders.map(\.phase) == [.armed, .working])
        #expect(try rig.orders.map(\.triggerPrice) == [decimal("0.11"), decimal("0.11")])
        #expect(rig.orders.first?.type == .stopLimit)
    }

    @Test("Balances are absolute; total is free and locked together")
    func balances() throws {
        let rig = try rig("wsuser-account-position")
        let ether = try #require(Asset("ETH"))
        #expect(rig.events == [.balance(Balance(asset: ether, total: 10_000, available: 10_000, held: 0))])
    }

    @Test("A deposit is told again with absolute values; a lock by another product is to be read")
    func others() throws {
        #expect(try rig("wsuser-balance-update").events.isEmpty)
        #expect(try rig("wsuser-external-lock-update").events == [.read(.balances)])
    }

    @Test("A subscription that ended, and a shutdown that is announced")
    func endings() throws {
        guard case .reconnect(.token, _) = try rig("wsuser-event-stream-terminated").ending else {
            Issue.record("must reconnect")
            return
        }
        var rig = try AccountRig.live()
        rig.receive(try #require(Sample.tree("ws-server-shutdown")["wsApi"]).text)
        #expect(rig.ending == .replace(.shutdown))
    }

    @Test("What an event does not tell is to be read, never guessed")
    func incomplete() throws {
        let trade = try #require(Sample.tree("wsuser-execution-report-trades").elements.first).text
        let symbol = try Sample.bitcoin().symbol
        let order = OrderReference.venue(VenueOrderID(rawValue: "12510053279"))
        let rows: [(String, String, [AccountNews], fills: Int, orders: Int)] = [
            ("\"s\":\"BTCUSDT\"", "\"s\":\"NEWUSDT\"", [.order(order, nil), .fills(nil)], 0, 0),
            ("\"X\":\"PARTIALLY_FILLED\"", "\"X\":\"SUSPENDED\"", [.order(order, symbol)], 1, 0),
            ("\"t\":98765432", "\"t\":-1", [.fills(symbol)], 0, 1),
            ("\"L\":\"52000.00000000\"", "\"L\":\"0.00000000\"", [.fills(symbol)], 0, 1),
            ("\"N\":\"BTC\"", "\"N\":null", [.fills(symbol)], 1, 1),
            (",\"n\":\"0.00000040\"", "", [.fills(symbol)], 1, 1),
            ("\"o\":\"LIMIT\"", "\"o\":\"TOMORROW\"", [], 1, 1),
        ]
        for (part, other, news, fills, orders) in rows {
            var rig = try AccountRig.live()
            #expect(trade.contains(part))
            rig.receive(trade.replacing(part, with: other))
            #expect(rig.news == news && rig.ending == nil, "\(other)")
            #expect(rig.fills.count == fills && rig.orders.count == orders, "\(other)")
        }
    }

    @Test(
        "Unknown events, keys and answers are passed over",
        arguments: [
            #"{"subscriptionId":0,"event":{"e":"listStatus","E":1}}"#, #"{"subscriptionId":0,"event":{"E":1}}"#,
            #"{"subscriptionId":0,"event":{"e":"tomorrow","x":[{}]}}"#, "{}", #"{"id":7,"status":200,"result":[]}"#,
        ])
    func unknown(_ text: String) throws {
        var rig = try AccountRig.live()
        rig.receive(text)
        #expect(rig.events.isEmpty && rig.ending == nil && rig.sent.isEmpty)
    }
}
