import AdapterProtocol
import AdapterTesting
import Testing

/// The account's connection and its captured frames (kucoin.md J).
@Suite("Captured account frames")
struct AccountStreamTests {
    private func decimal(_ text: String) throws -> ExactDecimal { try Sample.decimal(text) }

    private let limitOrder = "6720ecd9ec71f4000747731a"

    @Test("Three private topics, as the sheet spells them; live once all are acknowledged")
    func subscribing() throws {
        var wire = try AccountWire()
        let sent = wire.sent.compactMap { Tree($0) }
        #expect(
            sent.compactMap { $0["topic"]?.plain }
                == ["/spotMarket/tradeOrdersV2", "/account/balance", "/spotMarket/advancedOrders"])
        let sample = try Sample.tree("ws-subscribe-private")
        #expect(sent.first?.replacing("id", with: "0") == sample.replacing("id", with: "0"))
        for (place, id) in sent.compactMap({ $0["id"]?.text }).enumerated() {
            wire.receive(#"{"id":\#(id),"type":"ack"}"#)
            #expect(wire.told == (place == 2 ? ["live"] : []))
        }
    }

    @Test("Without stop orders there is still a stream; without orders there is none")
    func refused() throws {
        var wire = try AccountWire()
        let ids = wire.sent.compactMap { Tree($0)?["id"]?.plain }
        try #require(ids.count == 3)
        wire.receive(#"{"id":"\#(ids[2])","type":"error","code":404,"data":"no"}"#)
        wire.receive(#"{"id":"\#(ids[1])","type":"ack"}"#)
        wire.receive(#"{"id":"\#(ids[0])","type":"ack"}"#)
        #expect(wire.told == ["live"])

        wire = try AccountWire()
        wire.receive(#"{"id":"\#(ids[0])","type":"error","code":404,"data":"no"}"#)
        guard case .fail(let error)? = wire.output.ending else {
            Issue.record("no ending")
            return
        }
        #expect(error.kind == .badRequest)
    }

    @Test("An order from open to filled: views, and the quote that its trades add up to")
    func life() throws {
        var wire = try AccountWire()
        wire.receive(try Wire.frame("ws-order-open"))
        let open = try #require(wire.orders.first)
        #expect(wire.told == ["order working 0"])
        #expect(open.symbol.description == "BTC/USDT")
        #expect(open.venueOrderID.rawValue == limitOrder)
        #expect(open.clientOrderID == nil)
        #expect(open.foreignClientID == "5c52e11203aa677f33e493fb")
        #expect(open.side == .buy)
        #expect(open.type == .limit)
        #expect(open.amount == .base(try decimal("0.00001")))
        #expect(open.limitPrice == 50_000)
        #expect(open.timeInForce == nil)
        #expect(open.filledQuote == .zero)
        #expect(open.createdAt == Timestamp(milliseconds: 1_730_211_033_305))
        #expect(open.updatedAt == Timestamp(nanoseconds: 1_730_211_033_335_000_000))

        // No event has a fee: the fill is read, and once more when the list may have lagged behind.
        wire.receive(try Wire.frame("ws-order-match-maker"))
        #expect(wire.told == ["read fills BTC/USDT", "order working 0.000004"])
        #expect(wire.orders.first?.filledQuote == (try decimal("0.2")))
        #expect(wire.output.wakeAt == .seconds(2))
        wire.wait(.seconds(2))
        #expect(wire.told == ["read fills BTC/USDT"])
        wire.wait(.seconds(2))
        #expect(wire.told.isEmpty)

        // The rest traded in an event that did not arrive: the sum is unknown, and is read.
        wire.receive(try Wire.frame("ws-order-filled"))
        #expect(
            wire.told == [
                "order ended(AdapterProtocol.OrderEnd.filled) 0.00001", "read \(limitOrder) BTC/USDT",
                "read fills BTC/USDT",
            ])
        #expect(wire.orders.first?.filledQuote == nil)
    }

    @Test("A cancel with a partial fill: nothing remains, yet it is not filled; who cancelled is not told, and is read")
    func canceled() throws {
        var wire = try AccountWire()
        wire.receive(try Wire.frame("ws-order-match-maker"))
        wire.receive(try Wire.frame("ws-order-canceled"))
        let order = try #require(wire.orders.first)
        #expect(order.phase == .ended(.undetermined))
        #expect(order.filledBase == (try decimal("0.000004")))
        #expect(order.filledQuote == (try decimal("0.2")))
        #expect(wire.told.dropFirst() == ["read \(limitOrder) BTC/USDT"])
    }

    @Test("A cancel that came after the last trade leaves a filled order (E.5)")
    func lostCancel() throws {
        var wire = try AccountWire()
        wire.receive(
            try Wire.frame("ws-order-canceled").replacing(#""filledSize":"0.000004""#, with: #""filledSize":"0.00001""#)
                .replacing(#""canceledSize":"0.000006""#, with: #""canceledSize":"0""#))
        #expect(wire.orders.first?.phase == .ended(.filled))
    }

    @Test("Filled is filled, also when a part of the order was cancelled before (E.5)")
    func filledAfterShrinking() throws {
        var wire = try AccountWire()
        wire.receive(
            try Wire.frame("ws-order-filled").replacing(#""filledSize":"0.00001""#, with: #""filledSize":"0.000004""#)
                .replacing(#""canceledSize":"0""#, with: #""canceledSize":"0.000006""#))
        #expect(wire.orders.first?.phase == .ended(.filled))
    }

    @Test("A taker's match, and a partial cancel that shrinks the order in place")
    func takerAndUpdate() throws {
        var wire = try AccountWire()
        wire.receive(try Wire.frame("ws-order-match-taker"))
        #expect(wire.told == ["read fills KCS/USDT", "order working 0.1"])
        #expect(wire.orders.first?.filledQuote == (try decimal("0.096738")))
        wire.receive(try Wire.frame("ws-order-update"))
        #expect(wire.told == ["order working 0"])
        #expect(wire.orders.first?.amount == .base(try decimal("0.06")))
    }

    @Test("An order that was just received is accepted, no more")
    func received() throws {
        var wire = try AccountWire()
        wire.receive(try Wire.frame("ws-order-received"))
        #expect(wire.told == ["order accepted 0"])
        #expect(wire.orders.first?.type == .market)
        #expect(wire.orders.first?.limitPrice == nil)
        #expect(wire.orders.first?.amount == .base(try decimal("0.00001")))
    }

    @Test("A market buy by funds ends as canceled though it is done: the sheet's scenario (K1, K2)")
    func fundsDust() throws {
        var wire = try AccountWire()
        let scenario = try Sample.tree("scenario-market-buy-by-funds")
        let frames = (scenario["messages"]?.elements ?? []).map(\.text)
        try #require(frames.count == 3)
        wire.receive(frames[0])
        #expect(wire.orders.first?.amount == .quote(10))
        wire.receive(frames[1])
        #expect(wire.told == ["read fills BTC/USDT", "order working 0.00014767"])
        wire.receive(frames[2])
        let order = try #require(wire.orders.first)
        #expect(order.phase == .ended(.filled))
        #expect(order.filledBase == (try decimal(scenario["expected"]?["filledQuantity"]?.plain ?? "")))
        #expect(order.filledQuote == (try decimal(scenario["expected"]?["filledQuote"]?.plain ?? "")))
        #expect(wire.told.count == 1)
        // Cut off by price protection or an empty book: far more than dust came back.
        wire = try AccountWire()
        wire.receive(frames[1])
        wire.receive(frames[2].replacing("0.000142008", with: "5"))
        #expect(wire.orders.first?.phase == .ended(.timeInForce))
    }

    @Test("Events may come twice and late: a fill is read once, an older view is not told at all")
    func idempotent() throws {
        var wire = try AccountWire()
        let names = ["ws-order-open", "ws-order-match-maker", "ws-order-canceled"]
        for name in names {
            wire.receive(try Wire.frame(name))
            #expect(!wire.told.isEmpty)
            for earlier in names.prefix(through: names.firstIndex(of: name) ?? 0) {
                wire.receive(try Wire.frame(earlier))
                #expect(wire.told.isEmpty)
            }
        }
        // A trade that comes after its order's end is still a trade.
        wire.receive(
            try Wire.frame("ws-order-match-maker").replacing("11067996711960577", with: "11067996711960578"))
        #expect(wire.told == ["read fills BTC/USDT"])
    }

    @Test("What REST knows is kept: lifetime, our id, and the quote before the stream began")
    func learnt() throws {
        var wire = try AccountWire()
        let learnt = Order(
            symbol: try Sample.bitcoin().symbol, venueOrderID: VenueOrderID(rawValue: limitOrder),
            clientOrderID: Sample.clientID, side: .buy, type: .limit, amount: .base(try decimal("0.00001")),
            limitPrice: 50_000, timeInForce: .immediateOrCancel, isPostOnly: false, phase: .working,
            filledBase: try decimal("0.000001"), filledQuote: try decimal("0.05"), createdAt: nil, updatedAt: nil)
        wire.session.learn(learnt)
        let text = try Wire.frame("ws-order-match-maker").replacing(
            #""clientOid":"5c52e11203aa677f33e493fb","#, with: "")
        wire.receive(text.replacing(#""filledSize":"0.000004""#, with: #""filledSize":"0.000005""#))
        let order = try #require(wire.orders.first)
        #expect(order.clientOrderID == Sample.clientID)
        #expect(order.timeInForce == .immediateOrCancel)
        #expect(order.isPostOnly == false)
        #expect(order.filledQuote == (try decimal("0.25")))
        // Older news from REST changes nothing.
        wire.session.learn(learnt)
        wire.receive(
            try Wire.frame("ws-order-canceled").replacing(
                #""filledSize":"0.000004""#, with: #""filledSize":"0.000005""#
            )
            .replacing("0.000006", with: "0.000005"))
        #expect(wire.orders.first?.phase == .ended(.timeInForce))
        #expect(wire.orders.first?.filledQuote == (try decimal("0.25")))
    }

    @Test("Of a market that is not known, and of an event that no table names, the order is read")
    func read() throws {
        var wire = try AccountWire()
        let open = try Wire.frame("ws-order-open")
        wire.receive(open.replacing("BTC-USDT", with: "NEW-USDT"))
        #expect(wire.told == ["read \(limitOrder) ?"])
        wire.receive(try Wire.frame("ws-order-match-maker").replacing("BTC-USDT", with: "NEW-USDT"))
        #expect(wire.told == ["read \(limitOrder) ?", "read fills ?"])
        wire.receive(open.replacing(#""type":"open""#, with: #""type":"frozen""#))
        #expect(wire.told == ["read \(limitOrder) BTC/USDT"])
        wire.receive(try Wire.frame("ws-order-match-maker").replacing(#""matchPrice":"50000","#, with: ""))
        #expect(wire.told.first == "read fills BTC/USDT")
        #expect(wire.orders.first?.filledQuote == nil)
    }

    @Test("The time of an order in either unit (K26)")
    func orderTime() throws {
        var wire = try AccountWire()
        wire.receive(try Wire.frame("ws-order-open").replacing("1730211033305", with: "1730211033305000000"))
        #expect(wire.orders.first?.createdAt == Timestamp(milliseconds: 1_730_211_033_305))
    }

    @Test("Balances are absolute; the event names the wallet, and older news is dropped")
    func balances() throws {
        var wire = try AccountWire()
        wire.receive(try Wire.frame("ws-balance-hold"))
        #expect(
            wire.balances == [
                Balance(
                    asset: try #require(Asset("USDT")), wallet: "trade", total: try decimal("21.133773386762"),
                    available: try decimal("20.132773386762"), held: try decimal("1.001"))
            ])
        wire.receive(try Wire.frame("ws-balance-settled"))
        #expect(wire.balances.first?.held == (try decimal("0.5005")))
        wire.receive(try Wire.frame("ws-balance-hold"))
        #expect(wire.told.isEmpty)
        wire.receive(try Wire.frame("ws-balance-hold").replacing("trade.hold", with: "main.deposit"))
        #expect(wire.told == ["balance main USDT"])
        for event in ["other", "margin.hold", ""] {
            wire.receive(try Wire.frame("ws-balance-settled").replacing("trade.setted", with: event))
            #expect(wire.told == ["read balances"])
        }
        wire.receive(try Wire.frame("ws-balance-settled").replacing(#""hold":"0.5005""#, with: #""hold":"0.6""#))
        #expect(wire.told == ["read balances"])
    }

    @Test("Stop orders are read: their events name no client id and no kind")
    func stops() throws {
        var wire = try AccountWire()
        wire.receive(try Wire.frame("ws-stop-order-open"))
        #expect(wire.told == ["read vs93gpupfa48anof003u85mb BTC/USDT"])
        wire.receive(try Wire.frame("ws-stop-order-triggered"))
        #expect(wire.told == ["read 5ec244f6a8a75e0009958237 ?"])
    }

    @Test("The undocumented fills topic is left alone")
    func undocumented() throws {
        var wire = try AccountWire()
        wire.receive(try Wire.frame("ws-trade-fill-undocumented"))
        #expect(wire.told.isEmpty)
        #expect(wire.output.ending == nil)
    }

    @Test("No pong, no account stream")
    func pings() throws {
        var wire = try AccountWire()
        for id in wire.sent.compactMap({ Tree($0)?["id"]?.plain }) { wire.receive(#"{"id":"\#(id)","type":"ack"}"#) }
        wire.wait(.seconds(18))
        #expect(wire.sent.contains { $0.contains("ping") })
        wire.wait(.seconds(10))
        guard case .reconnect(.silent, _)? = wire.output.ending else {
            Issue.record("still connected")
            return
        }
    }
}
