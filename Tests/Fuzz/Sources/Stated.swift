import AdapterProtocol

/// A number in a result, as the oracle sees it.
struct StatedNumber {
    let field: String
    let value: ExactDecimal
    /// Whether the venue's rules derive it (a difference of total and held, a percentage as a fraction): the oracle then
    /// also takes a sum, difference, product or power of ten of what the answer holds.
    let isDerived: Bool
}

/// A result that names every number it states.
protocol Stated: Sendable {
    func numbers(_ tell: (StatedNumber) -> Void)
}

private func exact(_ field: String, _ value: ExactDecimal?, _ tell: (StatedNumber) -> Void) {
    if let value { tell(StatedNumber(field: field, value: value, isDerived: false)) }
}

private func derived(_ field: String, _ value: ExactDecimal?, _ tell: (StatedNumber) -> Void) {
    if let value { tell(StatedNumber(field: field, value: value, isDerived: true)) }
}

extension Timestamp: Stated {
    func numbers(_ tell: (StatedNumber) -> Void) {}
}

extension TradingMode: Stated {
    func numbers(_ tell: (StatedNumber) -> Void) {}
}

extension KeyTestReport: Stated {
    func numbers(_ tell: (StatedNumber) -> Void) {}
}

extension ExactDecimal: Stated {
    func numbers(_ tell: (StatedNumber) -> Void) { exact("value", self, tell) }
}

extension Array: Stated where Element: Stated {
    func numbers(_ tell: (StatedNumber) -> Void) { for element in self { element.numbers(tell) } }
}

extension Optional: Stated where Wrapped: Stated {
    func numbers(_ tell: (StatedNumber) -> Void) { self?.numbers(tell) }
}

extension BookLevel: Stated {
    func numbers(_ tell: (StatedNumber) -> Void) {
        exact("price", price, tell)
        exact("quantity", quantity, tell)
    }
}

extension OrderBook: Stated {
    func numbers(_ tell: (StatedNumber) -> Void) {
        bids.numbers(tell)
        asks.numbers(tell)
    }
}

extension PublicTrade: Stated {
    func numbers(_ tell: (StatedNumber) -> Void) {
        exact("price", price, tell)
        exact("quantity", quantity, tell)
    }
}

extension Candle: Stated {
    func numbers(_ tell: (StatedNumber) -> Void) {
        for (name, value) in [("open", open), ("high", high), ("low", low), ("close", close), ("volume", baseVolume)] {
            exact(name, value, tell)
        }
        exact("quoteVolume", quoteVolume, tell)
    }
}

extension Ticker: Stated {
    func numbers(_ tell: (StatedNumber) -> Void) {
        bid.numbers(tell)
        ask.numbers(tell)
        for (name, value) in [
            ("bidPrice", bidPrice), ("askPrice", askPrice), ("last", last), ("open", open), ("high", high),
            ("low", low), ("baseVolume", baseVolume), ("quoteVolume", quoteVolume),
        ] {
            exact(name, value, tell)
        }
    }
}

extension Balance: Stated {
    func numbers(_ tell: (StatedNumber) -> Void) {
        derived("total", total, tell)
        derived("available", available, tell)
        derived("held", held, tell)
    }
}

extension FeeRates: Stated {
    func numbers(_ tell: (StatedNumber) -> Void) {
        for rate in [makerBuy, makerSell, takerBuy, takerSell] { derived("rate", rate, tell) }
    }
}

extension Transfer: Stated {
    func numbers(_ tell: (StatedNumber) -> Void) {
        derived("amount", amount, tell)
        derived("fee", fee, tell)
    }
}

extension Order: Stated {
    func numbers(_ tell: (StatedNumber) -> Void) {
        exact("amount", amount?.value, tell)
        exact("limitPrice", limitPrice, tell)
        exact("triggerPrice", triggerPrice, tell)
        derived("filledBase", filledBase, tell)
        derived("filledQuote", filledQuote, tell)
    }
}

extension Fill: Stated {
    func numbers(_ tell: (StatedNumber) -> Void) {
        exact("price", price, tell)
        exact("quantity", quantity, tell)
        derived("quoteAmount", quoteAmount, tell)
        for fee in fees ?? [] { derived("fee", fee.amount, tell) }
    }
}

extension Instrument: Stated {
    func numbers(_ tell: (StatedNumber) -> Void) {
        for rules in [price, quantity, marketQuantity, quoteAmount] {
            derived("step", rules.step.value, tell)
            derived("minimum", rules.minimum.value, tell)
            derived("maximum", rules.maximum.value, tell)
        }
        derived("notional", notional.minimum.value, tell)
        derived("notional", notional.maximum.value, tell)
    }
}

extension OrderLookup: Stated {
    func numbers(_ tell: (StatedNumber) -> Void) {
        if case .found(let order) = self { order.numbers(tell) }
    }
}

extension CancelReport: Stated {
    func numbers(_ tell: (StatedNumber) -> Void) { order.numbers(tell) }
}
