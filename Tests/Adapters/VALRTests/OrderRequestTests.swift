import AdapterProtocol
import AdapterTesting
import Testing
import VALRAdapter

/// The exact bodies of every order kind (valr.md E.3): names, order, plain notation.
@Suite("Order requests, byte by byte")
struct OrderRequestTests {
    private static let id = #""customerOrderId":"0123456789abcdef0123456789abcdef""#

    private func body(_ request: OrderRequest) throws -> (target: String, body: String) {
        let run = Sample.adapter.place(request, on: try Sample.ether()).run(.neverSent)
        let call = try #require(run.calls.first)
        let signer = try Sample.adapter.makeSigner(
            Credentials(["api_key": Secret("key"), "api_secret": Secret("secret")]))
        let sealed = try signer.seal(call, at: SigningStamp(venueTime: Sample.now))
        #expect(sealed.method == .post)
        return (sealed.target, String(decoding: sealed.body, as: UTF8.self))
    }

    private func request(
        _ side: Side, _ type: OrderType, _ amount: OrderAmount, price: String? = nil,
        trigger: (String, Trigger.Crossing)? = nil, _ timeInForce: TimeInForce? = nil, isPostOnly: Bool = false
    ) throws -> OrderRequest {
        try OrderRequest(
            clientOrderID: Sample.clientID, symbol: try Sample.ether().symbol, side: side, type: type, amount: amount,
            limitPrice: try price.map(Sample.decimal),
            trigger: try trigger.map { Trigger(price: try Sample.decimal($0.0), crossing: $0.1) },
            timeInForce: timeInForce, isPostOnly: isPostOnly)
    }

    @Test("Limit orders", arguments: [TimeInForce.goodTillCancelled, .immediateOrCancel, .fillOrKill])
    func limit(_ timeInForce: TimeInForce) throws {
        let sent = try body(request(.buy, .limit, .base(2), price: "0.03550", timeInForce))
        #expect(sent.target == "/v2/orders/limit")
        let head = #"{"side":"BUY","quantity":"2","price":"0.0355","pair":"ETHBTC","postOnly":false,"#
        #expect(sent.body == head + #""timeInForce":"\#(timeInForce)","# + Self.id + "}")
    }

    @Test("Post-only is a true boolean")
    func postOnly() throws {
        let sent = try body(request(.sell, .limit, .base(2), price: "1", .goodTillCancelled, isPostOnly: true))
        let head = #"{"side":"SELL","quantity":"2","price":"1","pair":"ETHBTC","postOnly":true,"timeInForce":"GTC","#
        #expect(sent.body == head + Self.id + "}")
    }

    @Test("Market orders count base or quote, on both sides")
    func market() throws {
        for side in Side.allCases {
            let word = side == .buy ? "BUY" : "SELL"
            let base = try body(request(side, .market, .base(try Sample.decimal("0.50000000"))))
            #expect(base.target == "/v2/orders/market")
            #expect(base.body == #"{"side":"\#(word)","baseAmount":"0.5","pair":"ETHBTC","# + Self.id + "}")
            let quote = try body(request(side, .market, .quote(1000)))
            #expect(quote.body == #"{"side":"\#(word)","quoteAmount":"1000","pair":"ETHBTC","# + Self.id + "}")
        }
    }

    @Test("Triggered orders name price, trigger and kind")
    func triggered() throws {
        let stop = try body(
            request(.sell, .stopLimit, .base(2), price: "89", trigger: ("90.50", .atOrBelow), .goodTillCancelled))
        #expect(stop.target == "/v2/orders/stop/limit")
        let head = #"{"side":"SELL","quantity":"2","price":"89","pair":"ETHBTC","stopPrice":"90.5","#
        #expect(stop.body == head + #""type":"STOP_LOSS_LIMIT","timeInForce":"GTC","# + Self.id + "}")
        let profit = try body(
            request(.sell, .takeProfitLimit, .base(2), price: "89", trigger: ("90.5", .atOrAbove), .immediateOrCancel))
        #expect(profit.body == head + #""type":"TAKE_PROFIT_LIMIT","timeInForce":"IOC","# + Self.id + "}")
    }

    @Test("A kind the venue lacks is refused before it is sent")
    func foreignKinds() throws {
        let stop = try request(.sell, .stopMarket, .base(2), trigger: ("90", .atOrBelow))
        let run = Sample.adapter.place(stop, on: try Sample.ether()).run(.neverSent)
        guard case .notSent(let error) = run.output else {
            Issue.record("\(String(describing: run.output))")
            return
        }
        #expect(error.kind == .invalidOrder(.type))
        #expect(run.calls.isEmpty)
        #expect(throws: VenueError.self) { try Sample.adapter.capabilities.check(stop) }
    }

    @Test("Capabilities say of everything whether, and who lacks it")
    func capabilities() throws {
        let offered = Sample.adapter.capabilities
        #expect(offered[.marketBuyQuote] == .native && offered[.amendGrow] == .native)
        #expect(offered[.dryRun] == .unsupported(.byVenue) && offered[.triggeredMarket] == .unsupported(.byVenue))
        #expect(offered[.exoticOrders] == .unsupported(.notYet))
        #expect(!Sample.adapter.needsNonce && Sample.adapter.needsUniqueTimestamps)
        let run = Sample.adapter.placeDryRun(try Sample.request(), on: try Sample.ether()).run(.neverSent)
        #expect(run.failure?.kind == .unsupported)
        #expect(run.calls.isEmpty)
    }

    @Test("Cancels, amendments and look-ups, as they are sent")
    func others() throws {
        let ether = try Sample.ether()
        let adapter = Sample.adapter
        let signer = try adapter.makeSigner(Credentials(["api_key": Secret("key"), "api_secret": Secret("secret")]))
        func sent(_ call: VenueCall?) throws -> String {
            let request = try signer.seal(try #require(call), at: SigningStamp(venueTime: Sample.now))
            return "\(request.method.rawValue) \(request.target) " + String(decoding: request.body, as: UTF8.self)
        }
        let id = VenueOrderID(rawValue: "a-1")
        #expect(
            try sent(adapter.cancel(.venue(id), on: ether).run(.neverSent).calls.first)
                == #"DELETE /v2/orders/order {"orderId":"a-1","pair":"ETHBTC"}"#)
        #expect(
            try sent(adapter.cancel(.client(Sample.clientID), on: ether).run(.neverSent).calls.first)
                == "DELETE /v2/orders/order {\(Self.id),\"pair\":\"ETHBTC\"}")
        #expect(try sent(adapter.cancelAll(on: ether).run(.neverSent).calls.first) == "DELETE /v1/orders/ETHBTC ")
        let change = OrderAmendment(quantity: 2, limitPrice: try Sample.decimal("0.04"))
        let amended = adapter.amend(.venue(id), to: change, on: ether)
            .run(script: [.ok(try Sample.status().text), .neverSent])
        let head = #"PUT /v2/orders/modify {"orderId":"01981786-c482-7bae-a3da-4a756ef9d12e","pair":"ETHBTC","#
        #expect(
            try sent(amended.calls.last)
                == head + #""modifyMatchStrategy":"RETAIN_ORIGINAL","newPrice":"0.04","newTotalQuantity":"2"}"#)
        let query = adapter.order(.client(Sample.clientID), on: ether).run(.neverSent).calls.first
        #expect(try sent(query) == "GET /v1/orders/ETHBTC/customerorderid/0123456789abcdef0123456789abcdef ")
    }

    @Test(
        "An id that would leave its place in the path is never sent",
        arguments: ["", "a/b", "a?b=c", "..", "a b", "é", "a:b", "a@b", "a[b", "a`b", "a{b"])
    func pathInjection(_ text: String) throws {
        let reference = OrderReference.venue(VenueOrderID(rawValue: text))
        let run = Sample.adapter.order(reference, on: try Sample.ether()).run(.neverSent)
        #expect(run.calls.isEmpty)
        #expect(run.failure?.effect == .notSent)
        let fills = Sample.adapter.fills(
            on: try Sample.ether(), HistoryQuery(order: VenueOrderID(rawValue: text))
        ).run(.neverSent)
        #expect(fills.calls.isEmpty)
    }
}
