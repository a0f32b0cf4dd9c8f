import AdapterProtocol
import AdapterTesting
import KuCoinAdapter
import Testing

/// What goes out for each kind of order, to the byte (kucoin.md E.3, E.4).
@Suite("Order requests")
struct OrderRequestTests {
    private let id = Sample.clientID.text
    private let window = #","allowMaxTimeWindow":5000,"clientTimestamp":1763800000000}"#

    private func sent(_ request: OrderRequest) throws -> WireRequest {
        let run = Sample.adapter.place(request, on: try Sample.bitcoin()).run(.neverSent)
        let call = try #require(run.calls.first, "\(String(describing: run.output))")
        return try Sample.signer().seal(call, at: SigningStamp(venueTime: Sample.now))
    }

    private func order(
        _ side: Side, _ type: OrderType, _ amount: OrderAmount, price: ExactDecimal? = nil, trigger: Trigger? = nil,
        _ timeInForce: TimeInForce? = nil, until: Timestamp? = nil, before: Timestamp? = nil,
        rule: SelfTradePrevention? = nil
    ) throws -> OrderRequest {
        try OrderRequest(
            clientOrderID: Sample.clientID, symbol: try Sample.bitcoin().symbol, side: side, type: type,
            amount: amount, limitPrice: price, trigger: trigger, timeInForce: timeInForce, expiresAt: until,
            placeBefore: before, selfTradePrevention: rule)
    }

    private func lot() throws -> OrderAmount { .base(try Sample.decimal("0.00001")) }

    @Test("Limit, post-only: numbers are texts, flags are not")
    func limit() throws {
        let request = try sent(try Sample.request(postOnly: true))
        #expect(request.target == "/api/v1/hf/orders/sync")
        #expect(
            request.text == #"{"clientOid":"\#(id)","side":"buy","symbol":"BTC-USDT","type":"limit","price":"50000","#
                + #""size":"0.00001","timeInForce":"GTC","postOnly":true"# + window)
        #expect(request.header("Content-Type") == "application/json")
    }

    @Test("IOC and FOK")
    func lifetimes() throws {
        for word in [TimeInForce.immediateOrCancel, .fillOrKill] {
            let text = try sent(try order(.sell, .limit, try lot(), price: 60_000, word)).text
            #expect(text.contains(#""side":"sell""#))
            #expect(text.contains(#""timeInForce":"\#(word.rawValue)""#))
            #expect(!text.contains("postOnly"))
        }
    }

    @Test("Until a date: GTT with whole seconds, rounded down; a date at hand is refused")
    func goodTillDate() throws {
        let request = try order(
            .buy, .limit, try lot(), price: 50_000, .goodTillDate, until: Sample.now.advanced(by: .milliseconds(60_999))
        )
        #expect(try sent(request).text.contains(#""timeInForce":"GTT","cancelAfter":60,"#))
        let late = try order(
            .buy, .limit, try lot(), price: 50_000, .goodTillDate, until: Sample.now.advanced(by: .milliseconds(999)))
        guard case .notSent(let error) = Sample.adapter.place(late, on: try Sample.bitcoin()).run(.neverSent).output
        else {
            Issue.record("must not be sent")
            return
        }
        #expect(error.kind == .invalidOrder(.expiresAt))
    }

    @Test("Market by quote is funds, by base is size; neither has a price or a lifetime")
    func market() throws {
        let funds = try sent(try order(.buy, .market, .quote(10))).text
        #expect(
            funds == #"{"clientOid":"\#(id)","side":"buy","symbol":"BTC-USDT","type":"market","funds":"10""# + window)
        let size = try sent(try order(.sell, .market, try lot())).text
        #expect(
            size == #"{"clientOid":"\#(id)","side":"sell","symbol":"BTC-USDT","type":"market","size":"0.00001""#
                + window)
    }

    @Test("An order that must arrive before an instant carries the rest of its time")
    func placeBefore() throws {
        let request = try order(
            .buy, .limit, try lot(), price: 50_000, .goodTillCancelled, before: Sample.now.advanced(by: .seconds(3)))
        #expect(try sent(request).text.contains(#""allowMaxTimeWindow":3000,"#))
    }

    @Test(
        "Self-trade rules",
        arguments: [
            (SelfTradePrevention.decrement, "DC"), (.expireMaker, "CO"), (.expireTaker, "CN"), (.expireBoth, "CB"),
        ])
    func selfTrade(_ rule: SelfTradePrevention, _ word: String) throws {
        let request = try order(.buy, .limit, try lot(), price: 50_000, .goodTillCancelled, rule: rule)
        #expect(try sent(request).text.contains(#""stp":"\#(word)""#))
    }

    @Test("Rules that the venue refuses for a kind are refused here")
    func selfTradeRefused() throws {
        let refused = [
            try order(.buy, .market, .quote(10), rule: .decrement),
            try order(.buy, .limit, try lot(), price: 1, .fillOrKill, rule: .expireBoth),
            try order(.buy, .limit, try lot(), price: 1, .goodTillCancelled, rule: .init(rawValue: "other")),
        ]
        for request in refused {
            let run = Sample.adapter.place(request, on: try Sample.bitcoin()).run(.neverSent)
            #expect(run.calls.isEmpty)
        }
        let free = try order(.buy, .limit, try lot(), price: 1, .goodTillCancelled, rule: .allow)
        #expect(!(try sent(free).text.contains("stp")))
    }

    @Test("The validation has no window and names the test call")
    func dryRun() throws {
        let run = Sample.adapter.placeDryRun(try Sample.request(), on: try Sample.bitcoin()).run(.neverSent)
        let request = try Sample.signer().seal(
            try #require(run.calls.first), at: SigningStamp(venueTime: Sample.now))
        #expect(request.target == "/api/v1/hf/orders/test")
        #expect(!request.text.contains("clientTimestamp"))
        #expect(run.calls.first?.intent == .read)
    }

    @Test("A stop order is not validated: the venue has no such call, and none is made")
    func dryRunOfStop() throws {
        let stop = try order(
            .buy, .stopLimit, try lot(), price: 60_000, trigger: Trigger(price: 59_000, crossing: .atOrAbove),
            .goodTillCancelled)
        let run = Sample.adapter.placeDryRun(stop, on: try Sample.bitcoin()).run(.neverSent)
        #expect(run.failure?.kind == .unsupported)
        #expect(run.calls.isEmpty)
    }

    @Test("A waiting stop order is cancelled by the batch call of its market, with its id alone (E.4)")
    func cancelStop() throws {
        let id = "vs93gptvr9t2fsql003l8k5p"
        let run = Sample.adapter.cancel(Sample.venueOrder(id), on: try Sample.bitcoin()).run(.neverSent)
        let call = try #require(run.calls.first)
        #expect(call.method == .delete)
        #expect(call.path == "/api/v1/stop-order/cancel")
        #expect(
            call.parameters == [.init("symbol", "BTC-USDT"), .init("tradeType", "TRADE"), .init("orderIds", id)])
    }

    @Test("An order id that is none is refused before it gets into a path", arguments: ["", "a/b", "../x", "a b", "é"])
    func ids(_ id: String) throws {
        let bitcoin = try Sample.bitcoin()
        let reference = OrderReference.venue(VenueOrderID(rawValue: id))
        let cancel = Sample.adapter.cancel(reference, on: bitcoin).run(.neverSent)
        #expect(cancel.calls.isEmpty)
        #expect(Sample.adapter.order(reference, on: bitcoin).run(.neverSent).calls.isEmpty)
        let query = HistoryQuery(order: VenueOrderID(rawValue: id))
        #expect(Sample.adapter.fills(on: bitcoin, query).run(.neverSent).calls.isEmpty)
    }
}
