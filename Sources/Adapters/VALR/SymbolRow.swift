import AdapterKit
import AdapterProtocol

/// One record of `pairs` (valr.md C.2).
struct SymbolRow: Sendable {
    let name: String
    private let symbol: Symbol?
    private let isActive: Bool
    private let quantity: StepRules
    private let price: StepRules
    private let notional: NotionalRules
    private let quoteBounds: (minimum: ExactDecimal, maximum: ExactDecimal)
    private let baseScale: Int

    init(reading reader: inout JSONReader) throws(JSONError) {
        var text = Texts()
        var numbers = Numbers()
        try reader.object { key, reader throws(JSONError) in
            if try text.take(key, &reader) { return }
            if try numbers.take(key, &reader) { return }
            try reader.skip()
        }
        name = try reader.require(text.name, "symbol")
        isActive = try reader.require(text.isActive, "active")
        let base = Asset(try reader.require(text.base, "baseCurrency"))
        let quote = Asset(try reader.require(text.quote, "quoteCurrency"))
        // Perpetuals share the list; they are not spot (valr.md C.1).
        let isSpot = try reader.require(text.kind, "currencyPairType") == "SPOT"
        if isSpot, let base, let quote { symbol = Symbol(base: base, quote: quote) } else { symbol = nil }
        let scale = try reader.require(numbers.scale, "baseDecimalPlaces")
        guard (0...30).contains(scale), let step = try? ExactDecimal(coefficient: 1, exponent: -Int(scale)) else {
            throw reader.unexpected("a number of decimals from 0 to 30")
        }
        baseScale = Int(scale)
        quantity = StepRules(
            step: .value(step), minimum: .venue(try reader.require(numbers.minBase, "minBaseAmount")),
            maximum: .venue(try reader.require(numbers.maxBase, "maxBaseAmount")))
        price = StepRules(
            step: .venue(try reader.require(numbers.tick, "tickSize")), minimum: .unpublished, maximum: .unpublished)
        let least = try reader.require(numbers.minQuote, "minQuoteAmount")
        let most = try reader.require(numbers.maxQuote, "maxQuoteAmount")
        quoteBounds = (least, most)
        notional = NotionalRules(
            minimum: .venue(least), maximum: .venue(most), minimumBindsMarket: true, maximumBindsMarket: true)
    }

    /// The instrument, nil for a market outside spot or with an asset code that cannot be named.
    ///
    /// - Parameters:
    ///   - kinds: What `ordertypes` lists for the pair; a pair is tradable only if it is active and lists the kind.
    ///   - quoteDecimals: Decimals of the quote currency, where known: a quote amount has no more (valr.md C.3).
    func instrument(kinds: [String], quoteDecimals: [String: Int], readAt: Timestamp) -> Instrument? {
        guard let symbol else { return nil }
        let takesLimits = kinds.contains("LIMIT")
        let decimals = quoteDecimals[symbol.quote.code]
        let step = decimals.flatMap { try? ExactDecimal(coefficient: 1, exponent: -$0) }
        return Instrument(
            symbol: symbol, nativeName: name,
            mode: isActive && (takesLimits || kinds.contains("MARKET")) ? .open : .closed, price: price,
            quantity: quantity,
            quoteAmount: StepRules(
                step: step.map { .value($0) } ?? .unpublished, minimum: .venue(quoteBounds.minimum),
                maximum: .venue(quoteBounds.maximum)),
            notional: notional, baseScale: baseScale, orderTypes: Set(kinds.compactMap { VALRWords.listedType[$0] }),
            takesQuoteAmounts: kinds.contains("MARKET"), takesPostOnly: kinds.contains("LIMIT_POST_ONLY"),
            isAmendable: takesLimits, readAt: readAt)
    }
}

private struct Texts {
    var name: String?
    var base: String?
    var quote: String?
    var kind: String?
    var isActive: Bool?

    mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) -> Bool {
        switch key {
        case "symbol": name = try reader.string()
        case "baseCurrency": base = try reader.string()
        case "quoteCurrency": quote = try reader.string()
        case "currencyPairType": kind = try reader.string()
        case "active": isActive = try reader.bool()
        default: return false
        }
        return true
    }
}

private struct Numbers {
    var minBase: ExactDecimal?
    var maxBase: ExactDecimal?
    var minQuote: ExactDecimal?
    var maxQuote: ExactDecimal?
    var tick: ExactDecimal?
    var scale: Int64?

    mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) -> Bool {
        switch key {
        case "minBaseAmount": minBase = try reader.amount()
        case "maxBaseAmount": maxBase = try reader.amount()
        case "minQuoteAmount": minQuote = try reader.amount()
        case "maxQuoteAmount": maxQuote = try reader.amount()
        case "tickSize": tick = try reader.amount()
        case "baseDecimalPlaces": scale = try reader.integer()
        default: return false
        }
        return true
    }
}
