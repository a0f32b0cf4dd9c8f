import AdapterProtocol
import AdapterTesting
import BinanceAdapter
import Testing

/// The exact parameters of every order kind (binance.md E.2): names, order, plain notation.
@Suite("Order requests, byte by byte")
struct OrderRequestTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let side: Side
        let type: OrderType
        let amount: OrderAmount
        let price: String?
        let trigger: (String, Trigger.Crossing)?
        let timeInForce: TimeInForce?
        let isPostOnly: Bool
        let rule: SelfTradePrevention?
        let expected: String

        init(
            _ name: String, _ side: Side = .buy, _ type: OrderType = .limit, _ amount: OrderAmount = .base(2),
            price: String? = nil, trigger: (String, Trigger.Crossing)? = nil, _ timeInForce: TimeInForce? = nil,
            isPostOnly: Bool = false, rule: SelfTradePrevention? = nil, sends expected: String
        ) {
            testDescription = name
            self.side = side
            self.type = type
            self.amount = amount
            self.price = price
            self.trigger = trigger
            self.timeInForce = timeInForce
            self.isPostOnly = isPostOnly
            self.rule = rule
            self.expected = expected
        }
    }

    private static let id = "newClientOrderId=0123456789abcdef0123456789abcdef&newOrderRespType=FULL"

    static let cases = [
        Case(
            "LIMIT GTC", price: "52000.10", .goodTillCancelled,
            sends: "side=BUY&type=LIMIT&timeInForce=GTC&quantity=2&price=52000.1&\(id)"),
        Case(
            "LIMIT IOC", .sell, price: "0.00000080", .immediateOrCancel,
            sends: "side=SELL&type=LIMIT&timeInForce=IOC&quantity=2&price=0.0000008&\(id)"),
        Case(
            "LIMIT FOK", price: "1", .fillOrKill, sends: "side=BUY&type=LIMIT&timeInForce=FOK&quantity=2&price=1&\(id)"),
        Case(
            "LIMIT_MAKER", price: "1", .goodTillCancelled, isPostOnly: true,
            sends: "side=BUY&type=LIMIT_MAKER&quantity=2&price=1&\(id)"),
        Case("MARKET base", .sell, .market, sends: "side=SELL&type=MARKET&quantity=2&\(id)"),
        Case("MARKET quote", .buy, .market, .quote(1000), sends: "side=BUY&type=MARKET&quoteOrderQty=1000&\(id)"),
        Case(
            "STOP_LOSS", .sell, .stopMarket, trigger: ("90.50", .atOrBelow),
            sends: "side=SELL&type=STOP_LOSS&quantity=2&stopPrice=90.5&\(id)"),
        Case(
            "STOP_LOSS_LIMIT", .buy, .stopLimit, price: "111", trigger: ("110", .atOrAbove), .goodTillCancelled,
            sends: "side=BUY&type=STOP_LOSS_LIMIT&timeInForce=GTC&quantity=2&price=111&stopPrice=110&\(id)"),
        Case(
            "TAKE_PROFIT", .sell, .takeProfit, trigger: ("120", .atOrAbove),
            sends: "side=SELL&type=TAKE_PROFIT&quantity=2&stopPrice=120&\(id)"),
        Case(
            "TAKE_PROFIT_LIMIT", .buy, .takeProfitLimit, price: "80", trigger: ("81", .atOrBelow), .immediateOrCancel,
            sends: "side=BUY&type=TAKE_PROFIT_LIMIT&timeInForce=IOC&quantity=2&price=80&stopPrice=81&\(id)"),
        Case(
            "STP NONE", .sell, .market, rule: .allow,
            sends: "side=SELL&type=MARKET&quantity=2&\(id)&selfTradePreventionMode=NONE"),
        Case(
            "STP EXPIRE_TAKER", .sell, .market, rule: .expireTaker,
            sends: "side=SELL&type=MARKET&quantity=2&\(id)&selfTradePreventionMode=EXPIRE_TAKER"),
        Case(
            "STP EXPIRE_MAKER", .sell, .market, rule: .expireMaker,
            sends: "side=SELL&type=MARKET&quantity=2&\(id)&selfTradePreventionMode=EXPIRE_MAKER"),
        Case(
            "STP EXPIRE_BOTH", .sell, .market, rule: .expireBoth,
            sends: "side=SELL&type=MARKET&quantity=2&\(id)&selfTradePreventionMode=EXPIRE_BOTH"),
        Case(
            "STP DECREMENT", .sell, .market, rule: .decrement,
            sends: "side=SELL&type=MARKET&quantity=2&\(id)&selfTradePreventionMode=DECREMENT"),
    ]

    private func request(_ row: Case, placeBefore: Timestamp? = nil) throws -> OrderRequest {
        let price = try row.price.map { try Sample.decimal($0) }
        let trigger = try row.trigger.map { Trigger(price: try Sample.decimal($0.0), crossing: $0.1) }
        return try OrderRequest(
            clientOrderID: Sample.clientID, symbol: try Sample.bitcoin().symbol, side: row.side, type: row.type,
            amount: row.amount, limitPrice: price, trigger: trigger, timeInForce: row.timeInForce,
            isPostOnly: row.isPostOnly, placeBefore: placeBefore, selfTradePrevention: row.rule)
    }

    private func seal(_ call: VenueCall) throws -> WireRequest {
        let credentials = Credentials(["api_key": Secret("key"), "api_secret": Secret("secret")])
        return try Sample.adapter.makeSigner(credentials).seal(call, at: SigningStamp(venueTime: Sample.now))
    }

    private func bodyText(_ call: VenueCall) throws -> String {
        let request = try seal(call)
        #expect(request.method == .post)
        let text = String(decoding: request.body, as: UTF8.self)
        let parts = text.split(separator: "&signature=")
        #expect(parts.count == 2 && parts[1].count == 64)
        return String(parts[0])
    }

    @Test("Every kind, time in force and flag: placement and dry run send the same", arguments: cases)
    func bytes(_ row: Case) throws {
        let instrument = try Sample.bitcoin()
        let request = try request(row)
        let expected = "symbol=BTCUSDT&" + row.expected + "&recvWindow=5000&timestamp=1763800000000"
        let place = Sample.adapter.place(request, on: instrument).run(.neverSent)
        let call = try #require(place.calls.first)
        #expect(call.path == "/api/v3/order")
        #expect(call.intent == .write)
        #expect(call.isSigned)
        #expect(try bodyText(call) == expected)

        let test = try #require(Sample.adapter.placeDryRun(request, on: instrument).run(.ok("{}")).calls.first)
        #expect(test.path == "/api/v3/order/test")
        #expect(test.intent == .read)
        #expect(try bodyText(test) == expected)
    }

    @Test(
        "placeBefore becomes the window: never longer than five seconds, never below one millisecond",
        arguments: [(1, 1), (1500, 1500), (5000, 5000), (60_000, 5000), (0, 1), (-10, 1)])
    func placeBefore(_ rest: Int64, _ window: Int64) throws {
        let deadline = Sample.now.advanced(by: .milliseconds(rest))
        let row = Self.cases[0]
        let run = Sample.adapter.place(try request(row, placeBefore: deadline), on: try Sample.bitcoin())
            .run(.neverSent)
        let call = try #require(run.calls.first)
        #expect(call.notAfter == deadline, "the runtime refuses a deadline that has passed")
        #expect(try bodyText(call).hasSuffix("&recvWindow=\(window)&timestamp=1763800000000"))
    }

    @Test("An order type or self-trade rule of another venue is refused before it is sent")
    func foreignWords() throws {
        let bitcoin = try Sample.bitcoin()
        let unknown = try OrderRequest(
            clientOrderID: Sample.clientID, symbol: bitcoin.symbol, side: .buy,
            type: OrderType(rawValue: "iceberg"), amount: .base(1))
        let rule = try OrderRequest(
            clientOrderID: Sample.clientID, symbol: bitcoin.symbol, side: .buy, type: .market, amount: .base(1),
            selfTradePrevention: SelfTradePrevention(rawValue: "reduceOnly"))
        for request in [unknown, rule] {
            let run = Sample.adapter.place(request, on: bitcoin).run(.neverSent)
            #expect(run.calls.isEmpty)
            guard case .notSent(let error) = run.output else {
                Issue.record("must not be sent")
                return
            }
            #expect(error.effect == .notSent)
            let test = Sample.adapter.placeDryRun(request, on: bitcoin).run(.neverSent)
            #expect(test.calls.isEmpty && test.failure?.effect == .notSent)
        }
    }

    @Test("Cancel, cancel-all, amend and queries name the order in the query")
    func targets() throws {
        let bitcoin = try Sample.bitcoin()
        let id = OrderReference.venue(VenueOrderID(rawValue: "12510053279"))
        let tail = "&recvWindow=5000&timestamp=1763800000000&signature="
        let order = try Sample.tree("rest-order-query").replacing("symbol", with: "\"BTCUSDT\"").text
        let calls =
            Sample.adapter.cancel(id, on: bitcoin).run(.neverSent).calls
            + Sample.adapter.cancel(.client(Sample.clientID), on: bitcoin).run(.neverSent).calls
            + Sample.adapter.cancelAll(on: bitcoin).run(.neverSent).calls
            + Sample.adapter.amend(id, to: OrderAmendment(quantity: try Sample.decimal("0.80")), on: bitcoin)
            .run(script: [.ok(order), .neverSent]).calls
        let expected = [
            "DELETE /api/v3/order?symbol=BTCUSDT&orderId=12510053279",
            "DELETE /api/v3/order?symbol=BTCUSDT&origClientOrderId=0123456789abcdef0123456789abcdef",
            "DELETE /api/v3/openOrders?symbol=BTCUSDT",
            "GET /api/v3/order?symbol=BTCUSDT&orderId=12510053279",
            "PUT /api/v3/order/amend/keepPriority?symbol=BTCUSDT&orderId=1&newQty=0.8&newClientOrderId=myOrder1",
        ]
        let sent = try calls.map { call in
            let request = try seal(call)
            #expect(request.body.isEmpty)
            return "\(request.method.rawValue) \(request.target)"
        }
        #expect(sent.count == expected.count)
        for (actual, start) in zip(sent, expected) { #expect(actual.hasPrefix(start + tail)) }
        #expect(calls.prefix(3).allSatisfy { $0.priority == .cancel && $0.intent == .write })
        #expect(calls.last?.charges.map(\.cost) == [4], "an amendment weighs 4")
    }
}
