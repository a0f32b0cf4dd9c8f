import AdapterProtocol
import AdapterTesting
import KrakenAdapter
import Testing

/// The captured order answers (kraken.md E.10 to E.12).
@Suite("Captured orders")
struct OrderSampleTests {
    private let adapter = Sample.adapter

    private func decimal(_ text: String) throws -> ExactDecimal { try Sample.decimal(text) }

    private func order(_ change: [String: String]) throws -> Order? {
        let run = adapter.order(Sample.venueOrder(), on: try Sample.bitcoin()).run(.ok(try OrderAnswers.open(change)))
        guard case .found(let order) = run.output else { return nil }
        return order
    }

    @Test("Open orders of all markets, oldest first, also those of kinds that the SDK does not place")
    func open() throws {
        let orders = try #require(
            adapter.openOrders(on: nil, in: try Sample.catalog()).run(try Sample.ok("rest-open-orders")).output)
        #expect(
            orders.map(\.venueOrderID.rawValue) == [
                "OQCLML-BW3P3-BUCMWZ", "OXVPSU-Q726F-L3SDEP", "O45M52-BFD5S-YXKQOU",
            ])
        let partial = try #require(orders.first)
        #expect(partial.phase == .working)
        #expect(partial.limitPrice == 30010)
        #expect(partial.filledBase == (try decimal("0.375")))
        #expect(partial.createdAt == Timestamp(nanoseconds: 1_688_666_559_897_400_000))
        let trailing = try #require(orders.dropFirst().first)
        #expect(trailing.type == nil && trailing.limitPrice == nil && trailing.triggerPrice == nil)
        #expect(trailing.phase == .armed)
        #expect(orders.last?.foreignClientID == "1234")
        let bitcoin = adapter.openOrders(on: try Sample.bitcoin(), in: try Sample.catalog())
            .run(try Sample.ok("rest-open-orders"))
        #expect(bitcoin.output?.count == 2)
    }

    @Test(
        "Orders without a time stand by their ids, in whatever order the answer has them",
        arguments: [["OA", "OB"], ["OB", "OA"]])
    func untimed(_ ids: [String]) throws {
        let row = try OrderAnswers.row("rest-open-orders", "open", "OQCLML-BW3P3-BUCMWZ", ["opentm": "null"]).text
        let members = ids.map { "\"\($0)\":\(row)" }.joined(separator: ",")
        let orders = try #require(
            adapter.openOrders(on: try Sample.bitcoin(), in: try Sample.catalog())
                .run(.result("{\"open\":{\(members)}}")).output)
        #expect(orders.map(\.venueOrderID.rawValue) == ["OA", "OB"])
        #expect(orders.allSatisfy { $0.createdAt == nil })
    }

    @Test("An open order of a market that nobody knows is an error where all were asked for")
    func foreignMarket() throws {
        let catalog = InstrumentCatalog([try Sample.bitcoin()], readAt: Sample.now)
        let run = adapter.openOrders(on: nil, in: catalog).run(try Sample.ok("rest-open-orders"))
        #expect(run.failure?.kind == .undecodable)
    }

    @Test("Ended orders: reasons become ends")
    func ended() throws {
        let run = adapter.orderHistory(on: try Sample.bitcoin(), HistoryQuery())
            .run(script: [.ok(OrderAnswers.none("open")), try Sample.ok("rest-closed-orders")])
        let refused = try #require(run.output?.first)
        #expect(refused.phase == .ended(.refused))
        #expect(refused.clientOrderID == Sample.clientID)
        #expect(refused.foreignClientID == "6d1b345e-2821-40e2-ad83-4ecb18a06876", "not our spelling of it")
        #expect(refused.isPostOnly == true)
        #expect(refused.updatedAt == Timestamp(nanoseconds: 1_762_820_500_104_371_000))
        let pound = try Sample.instrument("BTC/GBP", "XBTGBP")
        let stop = try #require(
            adapter.orderHistory(on: pound, HistoryQuery())
                .run(script: [.ok(OrderAnswers.none("open")), try Sample.ok("rest-closed-orders")]).output?.first)
        #expect(stop.type == .stopLimit)
        #expect(stop.triggerPrice == 23667)
        #expect(stop.phase == .ended(.cancelledByOwner))
    }

    @Test("Numbers as texts and as numbers are the same")
    func texts() throws {
        let litecoin = try Sample.instrument("LTC/USDT", "LTCUSDT")
        let run = adapter.order(Sample.venueOrder("OGMZCL-KC6MC-ZRBGM6"), on: litecoin)
            .run(try Sample.ok("rest-query-orders"))
        guard case .found(let order) = run.output else {
            Issue.record("must be found")
            return
        }
        #expect(run.calls.map(\.operation) == ["order.query"])
        #expect(order.phase == .ended(.filled))
        #expect(order.type == .market && order.limitPrice == nil)
        #expect(order.createdAt == Timestamp(nanoseconds: 1_705_260_547_472_000_000))
    }

    @Test(
        "Status words",
        arguments: [
            (["status": "\"pending\""], OrderPhase.accepted), (["status": "\"closed\""], .ended(.filled)),
            (["status": "\"expired\""], .ended(.lifetimeOver)), (["status": "\"canceled\""], .ended(.undetermined)),
            (["status": "\"canceled\"", "time_in_force": "\"ioc\""], .ended(.timeInForce)),
            (["status": "\"canceled\"", "reason": "\"Insufficient margin\""], .ended(.cancelledByVenue)),
            (["status": "\"canceled\"", "reason": "\"Post only order\""], .ended(.cancelledByVenue)),
        ])
    func phases(_ change: [String: String], _ phase: OrderPhase) throws {
        #expect(try order(change)?.phase == phase)
    }

    @Test("A status word that no table names is an error, never a guess")
    func unknownStatus() throws {
        let run = adapter.order(Sample.venueOrder(), on: try Sample.bitcoin())
            .run(.ok(try OrderAnswers.open(["status": "\"sleeping\""])))
        #expect(run.failure?.kind == .undecodable)
    }

    @Test("A triggered order waits until it is stopped or touched")
    func armed() throws {
        let description =
            #"{"pair":"XBTUSD","type":"sell","ordertype":"take-profit-limit","price":"2","price2":"3"}"#
        let change = ["descr": description, "vol_exec": "\"0\""]
        let waiting = try #require(try order(change))
        #expect(waiting.phase == .armed)
        #expect(waiting.triggerPrice == 2 && waiting.limitPrice == 3 && waiting.type == .takeProfitLimit)
        #expect(try order(change.merging(["misc": "\"touched\""]) { $1 })?.phase == .working)
        #expect(try order(change.merging(["misc": "\"stopped,amended\""]) { $1 })?.phase == .working)
    }

    @Test("Fills: the fee is in quote, the id is the trade's, other markets are left out")
    func fills() throws {
        let fills = try #require(
            adapter.fills(on: try Sample.bitcoin(), HistoryQuery()).run(try Sample.ok("rest-trades-history")).output)
        #expect(fills.map(\.id.rawValue) == ["TCWJEG-FL4SZ-3FKGH6", "THVRQM-33VKH-UCI7BS"])
        #expect(fills.allSatisfy { $0.liquidity == .maker && $0.fees?.first?.asset.code == "USD" })
        #expect(fills.first?.quoteAmount == (try decimal("300.1")))
        let other = adapter.fills(on: try Sample.instrument("XRP/EUR", "XRPEUR"), HistoryQuery())
        #expect(other.run(try Sample.ok("rest-trades-history")).output == [])
    }

    @Test("An order that the venue does not show is absent, however it says so")
    func absent() throws {
        for answer in [
            CallResult.result("{}"), .refused("EOrder:Invalid order"), .refused("EQuery:Unknown order"),
            .refused("EOrder:Unknown order"),
        ] {
            let run = adapter.order(Sample.venueOrder(), on: try Sample.bitcoin()).run(answer)
            #expect(run.output == .absent(mayLag: .seconds(10)))
        }
    }

    @Test("A server that fails knows of no absence, whatever its words")
    func notAbsent() throws {
        for answer in [
            CallResult.refused("EOrder:Unknown order", status: 502),
            .ok(#"{"error":["EQuery:Unknown order"],"result":{"x":1}}"#),
        ] {
            #expect(adapter.order(Sample.venueOrder(), on: try Sample.bitcoin()).run(answer).failure != nil)
            let query = HistoryQuery(order: VenueOrderID(rawValue: "OUF4EM-FRGI2-MQMWZD"))
            #expect(adapter.fills(on: try Sample.bitcoin(), query).run(answer).failure != nil)
        }
    }
}
