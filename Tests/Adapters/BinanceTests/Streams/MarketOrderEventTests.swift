import AdapterProtocol
import AdapterTesting
import BinanceAdapter
import Testing

/// binance.md J.2: the amount of a market order that was placed for an amount of the quote asset is in `Q`, and `q` is what
/// it came to.
@Suite("Events of market orders")
struct MarketOrderEventTests {
    private func amount(_ changes: [String: String]) throws -> OrderAmount? {
        let sample = try Sample.tree("wsuser-execution-report-new")
        var event = sample["event"] ?? sample.elements.first ?? sample
        event = event["event"] ?? event
        for (name, value) in changes { event = event.replacing(name, with: value) }
        var rig = try AccountRig.live()
        rig.receive("{\"subscriptionId\":0,\"event\":\(event.text)}")
        return try #require(rig.orders.first).amount
    }

    @Test("For an amount of the quote asset")
    func quote() throws {
        #expect(try amount(["o": "\"MARKET\"", "Q": "\"50.00\"", "q": "\"0.5\""]) == .quote(50))
    }

    @Test("For a quantity, and where another kind of order has the member too")
    func base() throws {
        #expect(try amount(["o": "\"MARKET\"", "Q": "\"0.00\"", "q": "\"2\""]) == .base(2))
        #expect(try amount(["o": "\"LIMIT\"", "Q": "\"50.00\"", "q": "\"2\""]) == .base(2))
    }
}
