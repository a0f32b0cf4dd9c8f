import AdapterProtocol
import Testing

@Suite("An instrument checks an order at both sides of each of its rules")
struct InstrumentCheckTests {
    private let symbol: Symbol
    private let instrument: Instrument

    init() throws {
        symbol = try #require(Symbol("BTC/USDT"))
        instrument = try Self.instrument(symbol)
    }

    static func instrument(_ symbol: Symbol, mode: TradingMode = .open, postOnly: Bool = true) throws -> Instrument {
        Instrument(
            symbol: symbol, nativeName: "BTCUSDT", mode: mode,
            price: StepRules(step: .value(try "0.5".decimal), minimum: .value(10), maximum: .value(1000)),
            priceBand: PriceBand(
                buyDown: try "0.2".decimal, buyUp: try "1.2".decimal, sellDown: try "0.8".decimal, sellUp: 5),
            quantity: StepRules(
                step: .value(try "0.01".decimal), minimum: .value(try "0.1".decimal), maximum: .value(50)),
            marketQuantity: StepRules(step: .off, minimum: .unpublished, maximum: .value(20)),
            quoteAmount: StepRules(step: .value(try "0.1".decimal), minimum: .value(5), maximum: .value(900)),
            notional: NotionalRules(
                minimum: .value(20), maximum: .value(2000), minimumBindsMarket: true, maximumBindsMarket: false),
            baseScale: 8, quoteScale: 1, orderTypes: [.limit, .market, .stopLimit], takesQuoteAmounts: true,
            takesPostOnly: postOnly, isAmendable: false, selfTradePreventions: [.expireMaker],
            readAt: Timestamp(seconds: 0))
    }

    /// A value just inside a rule, one just outside, and the field the refusal names.
    struct Border: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var side: Side = .buy
        var inside: (price: String, quantity: String)
        var outside: (price: String, quantity: String)
        var field: OrderField
    }

    static let borders: [Border] = [
        Border(testDescription: "tick size", inside: ("100.5", "1"), outside: ("100.4", "1"), field: .limitPrice),
        Border(testDescription: "lowest price", inside: ("10", "2"), outside: ("9.5", "3"), field: .limitPrice),
        Border(testDescription: "highest price", inside: ("1000", "1"), outside: ("1000.5", "1"), field: .limitPrice),
        Border(testDescription: "lot size", inside: ("100", "1.01"), outside: ("100", "1.001"), field: .amount),
        Border(testDescription: "smallest lot", inside: ("200", "0.1"), outside: ("1000", "0.09"), field: .amount),
        Border(testDescription: "largest lot", inside: ("40", "50"), outside: ("40", "50.01"), field: .amount),
        Border(testDescription: "least notional", inside: ("20", "1"), outside: ("19.5", "1.02"), field: .notional),
        Border(testDescription: "most notional", inside: ("100", "20"), outside: ("100", "20.01"), field: .notional),
    ]

    @Test("The last value inside a rule passes and the first outside is refused", arguments: borders)
    func border(_ border: Border) throws {
        try instrument.check(limit(border.side, border.inside.price, border.inside.quantity))
        let error = refusal { try instrument.check(limit(border.side, border.outside.price, border.outside.quantity)) }
        #expect(error?.kind == .invalidOrder(border.field))
        #expect(error?.effect == .notSent)
        #expect(error?.advice == .afterFixing(border.field))
    }

    @Test(
        "The price band holds a buy and a sell by their own factors of the reference",
        arguments: [
            (Side.buy, "120", "120.5"), (.buy, "20", "19.5"), (.sell, "80", "79.5"), (.sell, "500", "500.5"),
        ])
    func band(side: Side, inside: String, outside: String) throws {
        try instrument.check(limit(side, inside, "2"), reference: 100)
        #expect(refusal { try instrument.check(limit(side, outside, "2"), reference: 100) }?.kind.field == .limitPrice)
        // Without a reference the band is left to the venue.
        try instrument.check(limit(side, outside, "2"))
    }

    @Test("A market order has its own largest lot, and the least notional only with a reference")
    func marketOrders() throws {
        try instrument.check(market(.base(20)), reference: 100)
        #expect(refusal { try instrument.check(market(.base(try "20.01".decimal))) }?.kind.field == .amount)
        #expect(refusal { try instrument.check(market(.base(1)), reference: 19) }?.kind.field == .notional)
        try instrument.check(market(.base(1)), reference: 20)
        try instrument.check(market(.base(1)))
        // The maximum notional does not bind market orders here.
        try instrument.check(market(.base(20)), reference: 101)
    }

    @Test("A quote amount keeps its own step and bounds")
    func quoteAmounts() throws {
        try instrument.check(market(.quote(try "20.1".decimal)))
        try instrument.check(market(.quote(900)))
        for amount in ["20.15", "900.1", "4.9"] {
            #expect(refusal { try instrument.check(market(.quote(try amount.decimal))) }?.kind.field == .amount)
        }
    }

    @Test("Trailing zeros are no further decimals; a real digit is")
    func scales() throws {
        try instrument.check(limit(.buy, "100.50000", "1.0100000000000"))
        #expect(refusal { try instrument.check(limit(.buy, "100.55", "1")) }?.kind.field == .limitPrice)
    }

    @Test("What the market does not offer is refused by name")
    func kinds() throws {
        let trigger = Trigger(price: 100, crossing: .atOrAbove)
        let stop = try OrderRequest(
            clientOrderID: ClientOrderID(bits: 1), symbol: symbol, side: .buy, type: .stopMarket, amount: .base(1),
            trigger: trigger)
        #expect(refusal { try instrument.check(stop) }?.kind.field == .type)
        let rule = try OrderRequest(
            clientOrderID: ClientOrderID(bits: 1), symbol: symbol, side: .buy, type: .market, amount: .base(1),
            selfTradePrevention: .decrement)
        #expect(refusal { try instrument.check(rule) }?.kind.field == .selfTradePrevention)
        let postOnly = try OrderRequest.limit(
            ClientOrderID(bits: 1), .buy, symbol, quantity: 1, price: 100, isPostOnly: true)
        try instrument.check(postOnly)
        let taker = try Self.instrument(symbol, postOnly: false)
        #expect(refusal { try taker.check(postOnly) }?.kind.field == .postOnly)
        let other = try Self.instrument(try #require(Symbol("ETH/USDT")))
        #expect(refusal { try other.check(postOnly) }?.kind == .unknownSymbol)
    }

    @Test("A stop's trigger price keeps the tick too")
    func triggers() throws {
        for (price, passes) in [("100.5", true), ("100.4", false)] {
            let stop = try OrderRequest(
                clientOrderID: ClientOrderID(bits: 1), symbol: symbol, side: .buy, type: .stopLimit, amount: .base(1),
                limitPrice: 101, trigger: Trigger(price: try price.decimal, crossing: .atOrAbove),
                timeInForce: .goodTillCancelled)
            let error = refusal { try instrument.check(stop) }
            #expect(error?.kind.field == (passes ? nil : .trigger))
        }
    }

    @Test(
        "A market takes only what its mode allows",
        arguments: [
            (TradingMode.open, true, true, true), (.postOnly, true, false, false), (.limitOnly, true, true, false),
            (.cancelOnly, false, false, false), (.halted, false, false, false), (.closed, false, false, false),
            (.maintenance, false, false, false),
        ])
    func modes(mode: TradingMode, takesPostOnly: Bool, takesLimit: Bool, takesMarket: Bool) throws {
        let instrument = try Self.instrument(symbol, mode: mode)
        let postOnly = try OrderRequest.limit(
            ClientOrderID(bits: 1), .buy, symbol, quantity: 1, price: 100, isPostOnly: true)
        #expect((refusal { try instrument.check(postOnly) } == nil) == takesPostOnly)
        #expect((refusal { try instrument.check(limit(.buy, "100", "1")) } == nil) == takesLimit)
        let error = refusal { try instrument.check(market(.base(1))) }
        #expect(error?.kind == (takesMarket ? nil : .marketMode))
    }

    private func limit(_ side: Side, _ price: String, _ quantity: String) throws -> OrderRequest {
        try .limit(
            ClientOrderID(bits: 1), side, symbol, quantity: try quantity.decimal, price: try price.decimal)
    }

    private func market(_ amount: OrderAmount) throws -> OrderRequest {
        try .market(ClientOrderID(bits: 1), .buy, symbol, amount)
    }

    private func refusal(_ body: () throws -> Void) -> VenueError? {
        do {
            try body()
            return nil
        } catch let error as VenueError {
            return error
        } catch {
            Issue.record(error)
            return nil
        }
    }
}

extension String {
    /// The text as a decimal.
    var decimal: ExactDecimal { get throws { try ExactDecimal(parsing: self) } }
}
