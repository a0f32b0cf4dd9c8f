import AdapterProtocol
import AdapterTesting
import BinanceAdapter
import Testing

/// Every captured order answer that the adapter reads, field by field.
@Suite("Captured orders and fills")
struct OrderSampleTests {
    private let adapter = Sample.adapter

    private func decimal(_ text: String) throws -> ExactDecimal { try Sample.decimal(text) }

    private func place(_ name: String, on instrument: Instrument) throws -> PlaceOutcome.Acceptance {
        let run = adapter.place(try Sample.request(), on: instrument).run(try Sample.ok(name))
        guard case .accepted(let acceptance)? = run.output else {
            throw SampleFailure(outcome: String(describing: run.output))
        }
        return acceptance
    }

    private struct SampleFailure: Error {
        let outcome: String
    }

    @Test("Placed: a market order filled at five prices")
    func marketFilled() throws {
        let instrument = try Sample.bitcoin()
        let acceptance = try place("rest-order-new-full-market-filled", on: instrument)
        let time = Timestamp(milliseconds: 1_507_725_176_595)
        #expect(acceptance.depth == .state)
        #expect(acceptance.venueOrderID.rawValue == "28")
        #expect(acceptance.time == time)
        #expect(
            acceptance.order
                == Order(
                    symbol: instrument.symbol, venueOrderID: VenueOrderID(rawValue: "28"), clientOrderID: nil,
                    foreignClientID: "6gCrw2kRUAF9CvJDGP16IP", side: .sell, type: .market, amount: .base(10),
                    limitPrice: nil, timeInForce: acceptance.order?.timeInForce, isPostOnly: false,
                    phase: .ended(.filled), filledBase: 10, filledQuote: 10, createdAt: nil, updatedAt: time))
        #expect(acceptance.fills.map(\.id.rawValue) == ["56", "57", "58", "59", "60"])
        #expect(acceptance.fills.map(\.price) == [4000, 3999, 3998, 3997, 3995])
        #expect(acceptance.fills.map(\.quantity) == [1, 5, 2, 1, 1])
        #expect(acceptance.fills.map(\.quoteAmount) == [4000, 19_995, 7996, 3997, 3995])
        let dollar = try #require(Asset("USDT"))
        let fees = try ["4", "19.995", "7.996", "3.997", "3.995"].map { [Fee(asset: dollar, amount: try decimal($0))] }
        #expect(acceptance.fills.map(\.fees) == fees)
        #expect(acceptance.fills.allSatisfy { $0.side == .sell && $0.liquidity == .taker && $0.time == time })
    }

    @Test("Placed: a limit order that rests")
    func limitOpen() throws {
        let acceptance = try place("rest-order-new-full-limit-open", on: try Sample.instrument("SOL/USDT"))
        let order = try #require(acceptance.order)
        #expect(order.venueOrderID.rawValue == "9780331417")
        #expect(order.foreignClientID == "x-R4BD3S824d31be3228a348eaa0a303")
        #expect(order.type == .limit && order.side == .buy && order.phase == .working)
        #expect(order.limitPrice == 241)
        #expect(try order.amount == .base(decimal("0.05")))
        #expect(order.timeInForce == .goodTillCancelled && order.isPostOnly == false)
        #expect(order.filledBase == .zero && order.filledQuote == .zero)
        #expect(try order.remainingBase == decimal("0.05"))
        #expect(acceptance.fills.isEmpty)
    }

    @Test("Placed: a market order that found too little and expired with fills")
    func expiredPartial() throws {
        let acceptance = try place("rest-order-new-market-expired-partial", on: try Sample.instrument("LTC/BNB"))
        #expect(acceptance.order?.phase == .ended(.cancelledByVenue))
        #expect(acceptance.order?.filledBase == 4 && acceptance.order?.filledQuote == 4)
        #expect(acceptance.order?.amount == .base(6))
        #expect(acceptance.fills.map(\.id.rawValue) == ["7", "8"])
        #expect(acceptance.fills.first?.fees == [Fee(asset: try #require(Asset("BNB")), amount: try decimal("0.001"))])
    }

    @Test(
        "Placed: a stop waits while its working time is -1, and works once it has one",
        arguments: [(-1, OrderPhase.armed), (1_737_635_557_417, OrderPhase.working)])
    func stopWorkingTime(_ time: Int, _ phase: OrderPhase) throws {
        let body = try Sample.tree("rest-order-new-full-limit-open")
            .replacing("type", with: "\"STOP_LOSS_LIMIT\"").replacing("stopPrice", with: "\"240.00000000\"")
            .replacing("workingTime", with: String(time)).text
        guard
            case .accepted(let acceptance) = adapter.place(try Sample.request(), on: try Sample.instrument("SOL/USDT"))
                .run(.ok(body)).output
        else {
            Issue.record("must be accepted")
            return
        }
        #expect(acceptance.order?.type == .stopLimit && acceptance.order?.triggerPrice == 240)
        #expect(acceptance.order?.phase == phase)
    }

    @Test("Dry run: the empty answer and the answer with commissions both mean yes")
    func dryRun() throws {
        let bitcoin = try Sample.bitcoin()
        for answer in [CallResult.ok("{}"), try Sample.ok("rest-order-test-commission")] {
            #expect(adapter.placeDryRun(try Sample.request(), on: bitcoin).run(answer).failure == nil)
        }
        let refused = adapter.placeDryRun(try Sample.request(), on: bitcoin)
            .run(.refused(-1013, "Filter failure: NOTIONAL")).failure
        #expect(refused?.kind == .invalidOrder(.notional))
        #expect(refused?.effect == .notExecuted(.read))
    }

    @Test("Queried")
    func query() throws {
        let instrument = try Sample.instrument("LTC/BTC")
        let run = adapter.order(.venue(VenueOrderID(rawValue: "1")), on: instrument).run(
            try Sample.ok("rest-order-query"))
        let time = Timestamp(milliseconds: 1_499_827_319_559)
        let order = Order(
            symbol: instrument.symbol, venueOrderID: VenueOrderID(rawValue: "1"), clientOrderID: nil,
            foreignClientID: "myOrder1", side: .buy, type: .limit, amount: .base(1), limitPrice: try decimal("0.1"),
            timeInForce: .goodTillCancelled, isPostOnly: false, phase: .working, filledBase: .zero, filledQuote: .zero,
            createdAt: time, updatedAt: time)
        #expect(run.output == .found(order))
        let open = adapter.openOrders(on: instrument, in: InstrumentCatalog([], readAt: Sample.now))
            .run(try Sample.ok("rest-open-orders"))
        #expect(open.output == [order])
        let absent = adapter.order(.client(Sample.clientID), on: instrument).run(
            .refused(-2013, "Order does not exist."))
        #expect(absent.output == .absent(mayLag: .seconds(10)))
    }

    @Test(
        "Expired without a reason: what takes at once lapsed by its own terms, a resting order was ended by the venue",
        arguments: [
            ("MARKET", OrderEnd.timeInForce), ("STOP_LOSS", OrderEnd.timeInForce),
            ("TAKE_PROFIT", OrderEnd.timeInForce), ("LIMIT", OrderEnd.cancelledByVenue),
        ])
    func expiredWithoutReason(_ type: String, _ end: OrderEnd) throws {
        let body = try Sample.tree("rest-order-query").replacing("status", with: "\"EXPIRED\"")
            .replacing("type", with: "\"\(type)\"").text
        let run = adapter.order(.venue(VenueOrderID(rawValue: "1")), on: try Sample.instrument("LTC/BTC"))
            .run(.ok(body))
        guard case .found(let order) = run.output else {
            Issue.record("must be found")
            return
        }
        #expect(order.phase == .ended(end))
    }

    @Test("Open orders of all markets: a market outside the catalogue is an error, not a silent gap")
    func openOrdersOfAll() throws {
        let known = InstrumentCatalog([try Sample.instrument("LTC/BTC")], readAt: Sample.now)
        let list = try Sample.ok("rest-open-orders")
        let run = adapter.openOrders(on: nil, in: known).run(list)
        #expect(run.output?.count == 1)
        #expect(run.calls.first?.parameters.isEmpty == true)
        let unknown = adapter.openOrders(on: nil, in: InstrumentCatalog([], readAt: Sample.now)).run(list)
        #expect(unknown.failure?.kind == .undecodable)
    }

    @Test("History")
    func history() throws {
        let run = adapter.orderHistory(on: try Sample.instrument("LTC/USDT"), HistoryQuery())
            .run(try Sample.ok("rest-all-orders"))
        let order = try #require(run.output?.first)
        #expect(order.venueOrderID.rawValue == "3854801792")
        #expect(order.phase == .ended(.cancelledByOwner))
        #expect(try order.limitPrice == 50 && order.amount == .base(decimal("0.1")))
        #expect(order.createdAt == Timestamp(milliseconds: 1_701_856_395_927))
        #expect(order.updatedAt == Timestamp(milliseconds: 1_706_883_268_013))
        #expect(order.remainingBase == nil)
    }

    @Test("Fills")
    func fills() throws {
        let instrument = try Sample.instrument("LTC/USDT")
        let run = adapter.fills(on: instrument, HistoryQuery()).run(try Sample.ok("rest-my-trades"))
        let fee = Fee(asset: try #require(Asset("USDT")), amount: try decimal("0.013926"))
        #expect(
            run.output == [
                Fill(
                    id: FillID(rawValue: "309520010"), symbol: instrument.symbol,
                    venueOrderID: VenueOrderID(rawValue: "3784695242"), side: .sell, price: try decimal("69.63"),
                    quantity: try decimal("0.2"), quoteAmount: try decimal("13.926"), fees: [fee], liquidity: .taker,
                    time: Timestamp(milliseconds: 1_698_138_992_358))
            ])
    }

    @Test("Cancelled: the order keeps its own id, not the id of the cancel")
    func cancelled() throws {
        let run = adapter.cancel(.venue(VenueOrderID(rawValue: "4")), on: try Sample.instrument("LTC/BTC"))
            .run(try Sample.ok("rest-order-cancel"))
        guard case .ended(let order) = run.output else {
            Issue.record("must be ended")
            return
        }
        #expect(order.foreignClientID == "myOrder1")
        #expect(order.venueOrderID.rawValue == "4")
        #expect(order.phase == .ended(.cancelledByOwner))
        #expect(order.limitPrice == 2 && order.amount == .base(1) && order.filledBase == .zero)
        #expect(order.updatedAt == Timestamp(milliseconds: 1_684_804_350_068))
    }

    @Test("All cancelled: single orders and the legs of an order list")
    func cancelledAll() throws {
        let run = adapter.cancelAll(on: try Sample.bitcoin()).run(try Sample.ok("rest-open-orders-cancel-all"))
        let reports = try #require(run.output)
        #expect(reports.map(\.venueOrderID.rawValue) == ["11", "13", "20", "21"])
        #expect(reports.compactMap { $0.order?.foreignClientID }.first == "E6APeyTJvkMvLMYMqu1KQ4")
        #expect(reports.allSatisfy { $0.order?.phase == .ended(.cancelledByOwner) })
        let leg = try #require(reports[2].order)
        #expect(leg.type == .stopLimit)
        #expect(try leg.triggerPrice == decimal("0.378131") && leg.limitPrice == decimal("0.668611"))
    }

    @Test("Amended: the smaller total, the same order id")
    func amended() throws {
        let before = try Sample.tree("rest-order-query").replacing("orderId", with: "33")
            .replacing("origQty", with: "\"10.0\"").text
        let run = adapter.amend(
            .venue(VenueOrderID(rawValue: "33")), to: OrderAmendment(quantity: 5), on: try Sample.bitcoin()
        ).run(script: [.ok(before), try Sample.ok("rest-order-amend-keep-priority")])
        guard case .amended(let order, keptPriority: true) = run.output else {
            Issue.record("\(String(describing: run.output))")
            return
        }
        #expect(order.venueOrderID.rawValue == "33")
        #expect(order.foreignClientID == "PFaq6hIHxqFENGfdtn4J6Q")
        #expect(order.amount == .base(5) && order.limitPrice == 6 && order.side == .sell)
        #expect(order.filledBase == .zero && order.filledQuote == .zero)
        #expect(order.phase == .working)
        #expect(order.updatedAt == Timestamp(milliseconds: 1_741_926_410_255))
    }
}
