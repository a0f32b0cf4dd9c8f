import AdapterProtocol
import Testing

@Suite("Bringing a request onto the market's steps never makes it worse or larger")
struct QuantizingTests {
    private let symbol: Symbol
    private let instrument: Instrument

    init() throws {
        symbol = try #require(Symbol("BTC/USDT"))
        instrument = try InstrumentCheckTests.instrument(symbol)
    }

    @Test(
        "A buy's price goes down, a sell's up, a quantity always down",
        arguments: [
            (Side.buy, "100.7", "100.5"), (.sell, "100.7", "101.0"), (.buy, "100.5", "100.5"),
            (.sell, "100.5", "100.5"),
        ])
    func byIntent(side: Side, price: String, expected: String) throws {
        let request = try OrderRequest.limit(
            ClientOrderID(bits: 1), side, symbol, quantity: try "1.239".decimal, price: try price.decimal)
        let quantized = try request.quantized(for: instrument)
        #expect(quantized.limitPrice == (try expected.decimal))
        #expect(quantized.amount == .base(try "1.23".decimal))
        #expect(quantized.clientOrderID == request.clientOrderID)
        try instrument.check(quantized)
    }

    @Test("A quote amount goes down onto its own step")
    func quoteAmount() throws {
        let request = try OrderRequest.market(ClientOrderID(bits: 1), .buy, symbol, .quote(try "20.19".decimal))
        #expect(try request.quantized(for: instrument).amount == .quote(try "20.1".decimal))
    }

    @Test("When nothing is left the request is refused, not rounded up")
    func nothingLeft() throws {
        let dust = try OrderRequest.limit(
            ClientOrderID(bits: 1), .buy, symbol, quantity: try "0.009".decimal, price: 100)
        #expect(throws: OrderRequestProblem.self) { try dust.quantized(for: instrument) }
        let cheap = try OrderRequest.limit(
            ClientOrderID(bits: 1), .buy, symbol, quantity: 1, price: try "0.4".decimal)
        #expect(
            #expect(throws: OrderRequestProblem.self) { try cheap.quantized(for: instrument) }?.field == .limitPrice)
    }

    @Test("Quantizing twice changes nothing more, and never crosses the intent", arguments: 0..<100 as Range<UInt64>)
    func idempotent(seed: UInt64) throws {
        var random = SeededOrders(seed: seed)
        let price = try ExactDecimal(
            coefficient: Int128(Int.random(in: 100_000...9_999_999, using: &random)), exponent: -4)
        let quantity = try ExactDecimal(
            coefficient: Int128(Int.random(in: 10_000...500_000, using: &random)), exponent: -6)
        let side = Bool.random(using: &random) ? Side.buy : .sell
        let request = try OrderRequest.limit(ClientOrderID(bits: 1), side, symbol, quantity: quantity, price: price)
        let once = try request.quantized(for: instrument)
        #expect(try once.quantized(for: instrument) == once)
        let newPrice = try #require(once.limitPrice)
        #expect(side == .buy ? newPrice <= price : newPrice >= price)
        #expect(once.amount.value <= quantity)
        #expect(newPrice.isMultiple(of: try "0.5".decimal))
    }
}
