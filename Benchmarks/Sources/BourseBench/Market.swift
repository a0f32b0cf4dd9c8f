import AdapterProtocol

/// The market that every benchmark trades: BTC/USDT with the rules that Binance publishes for it (binance.md C.3).
struct Market {
    let symbol: Symbol
    let instrument: Instrument

    init() throws {
        guard let symbol = Symbol("BTC/USDT") else { throw BenchmarkError("BTC/USDT is no symbol") }
        self.symbol = symbol
        instrument = Instrument(
            symbol: symbol, nativeName: "BTCUSDT", mode: .open,
            price: try Self.steps("0.01000000", "0.01000000", "1000000.00000000"),
            quantity: try Self.steps("0.00001000", "0.00001000", "9000.00000000"),
            marketQuantity: try Self.steps("0.00001000", "0.00001000", "120.00000000"),
            notional: NotionalRules(
                minimum: .value(5), maximum: .value(9_000_000), minimumBindsMarket: true, maximumBindsMarket: false),
            baseScale: 8, quoteScale: 8, orderTypes: [.limit, .market, .stopMarket, .stopLimit],
            takesQuoteAmounts: true, takesPostOnly: true, isAmendable: true,
            readAt: Timestamp(milliseconds: 1_700_000_000_000))
    }

    private static func steps(_ step: String, _ minimum: String, _ maximum: String) throws -> StepRules {
        StepRules(
            step: .value(try ExactDecimal(parsing: step)), minimum: .value(try ExactDecimal(parsing: minimum)),
            maximum: .value(try ExactDecimal(parsing: maximum)))
    }
}

/// Why a benchmark could not be run: what it measures went wrong.
struct BenchmarkError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
