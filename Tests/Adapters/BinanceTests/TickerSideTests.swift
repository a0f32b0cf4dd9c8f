import AdapterProtocol
import AdapterTesting
import BinanceAdapter
import Testing

/// binance.md D: a market without orders has zeros where its best levels would be.
@Suite("A side of the ticker without orders")
struct TickerSideTests {
    @Test("Zero as price or quantity is no level, and the other side stays", arguments: ["bidQty", "bidPrice"])
    func bid(_ name: String) throws {
        let body = try Sample.tree("rest-ticker-24hr").replacing(name, with: "\"0.00000000\"").text
        let ticker = try #require(Sample.adapter.ticker(of: try Sample.bitcoin()).run(.ok(body)).output)
        #expect(ticker.bid == nil)
        #expect(ticker.ask != nil)
    }

    @Test("The same for the other side", arguments: ["askQty", "askPrice"])
    func ask(_ name: String) throws {
        let body = try Sample.tree("rest-ticker-24hr").replacing(name, with: "\"0.00000000\"").text
        let ticker = try #require(Sample.adapter.ticker(of: try Sample.bitcoin()).run(.ok(body)).output)
        #expect(ticker.ask == nil)
        #expect(ticker.bid != nil)
    }
}
