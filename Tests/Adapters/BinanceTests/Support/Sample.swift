import AdapterProtocol
import AdapterTesting
import BinanceAdapter
import Foundation
import Testing
import VenueSamples

/// The captured answers of the venue, and the fixed values that the tests share.
enum Sample {
    static let adapter = BinanceAdapter()
    static let now = Timestamp(milliseconds: 1_763_800_000_000)
    static let clientID = ClientOrderID(bits: 0x0123_4567_89AB_CDEF_0123_4567_89AB_CDEF)

    /// A captured body as a tree.
    static func tree(_ name: String) throws -> Tree {
        try #require(Tree(try VenueSamples.text("binance", name + ".json")), "\(name).json is JSON")
    }

    /// A captured body, compact.
    static func body(_ name: String) throws -> String { try tree(name).text }

    /// A captured body as a successful answer.
    static func ok(_ name: String) throws -> CallResult { .ok(try body(name)) }

    static func decimal(_ text: String) throws -> ExactDecimal { try ExactDecimal(parsing: text) }

    static func instrument(_ symbol: String, native: String? = nil) throws -> Instrument {
        let symbol = try #require(Symbol(symbol))
        return Instrument(
            symbol: symbol, nativeName: native ?? symbol.base.code + symbol.quote.code, mode: .open,
            price: StepRules(
                step: .value(try decimal("0.01")), minimum: .value(try decimal("0.01")), maximum: .value(1_000_000)),
            quantity: StepRules(
                step: .value(try decimal("0.00001")), minimum: .value(try decimal("0.00001")), maximum: .value(9000)),
            orderTypes: Set(OrderType.known), takesQuoteAmounts: true, takesPostOnly: true, isAmendable: true,
            readAt: now)
    }

    static func bitcoin() throws -> Instrument { try instrument("BTC/USDT") }

    static func request() throws -> OrderRequest {
        try .limit(clientID, .buy, try bitcoin().symbol, quantity: try decimal("0.001"), price: 52_000)
    }
}

extension CallResult {
    static func refused(_ code: Int, _ text: String, status: Int = 400) -> CallResult {
        .status(status, "{\"code\":\(code),\"msg\":\"\(text)\"}")
    }
}
