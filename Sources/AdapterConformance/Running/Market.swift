public import AdapterProtocol

/// The market that cases work on, and the smallest orders on it.
public struct Market: Sendable {
    /// Its rules.
    public let instrument: Instrument
    /// Its name.
    public var symbol: Symbol { instrument.symbol }
    /// Best bid and ask when the examination began.
    public let bid: ExactDecimal
    /// Best ask when the examination began.
    public let ask: ExactDecimal

    /// A market.
    public init(instrument: Instrument, bid: ExactDecimal, ask: ExactDecimal) {
        self.instrument = instrument
        self.bid = bid
        self.ask = ask
    }

    /// The tick, or the smallest step its decimals allow.
    public var tick: ExactDecimal { Self.step(instrument.price, instrument.quoteScale) }
    /// The lot, or the smallest step its decimals allow.
    public var lot: ExactDecimal { Self.step(instrument.quantity, instrument.baseScale) }

    private static func step(_ rules: StepRules, _ scale: Int?) -> ExactDecimal {
        if let step = rules.step.value { return step }
        let one = ExactDecimal(1)
        guard let scale, let step = try? one.divided(by: power(scale), scale: scale, rounding: .down) else {
            return one
        }
        return step
    }

    private static func power(_ exponent: Int) throws(DecimalError) -> ExactDecimal {
        var result = ExactDecimal(1)
        for _ in 0..<exponent { result = try result * ExactDecimal(10) }
        return result
    }

    /// `percent` of the best bid, on the tick: far enough not to trade, near enough for the venue's price bands.
    public func price(percentOfBid percent: Int) throws(DecimalError) -> ExactDecimal {
        let wanted = try bid * ExactDecimal(percent)
        let steps = try wanted.divided(by: try tick * ExactDecimal(100), scale: 0, rounding: .down)
        return try steps * tick
    }

    /// The smallest quantity that the published rules allow at a price.
    public func smallestQuantity(at price: ExactDecimal) throws(DecimalError) -> ExactDecimal {
        var quantity = lot
        if let minimum = instrument.quantity.minimum.value, minimum > quantity { quantity = minimum }
        if let minimum = instrument.notional.minimum.value {
            let needed = try minimum.divided(by: price, scale: 18, rounding: .up)
            if needed > quantity { quantity = needed }
        }
        let lots = try quantity.divided(by: lot, scale: 0, rounding: .up)
        return try lots * lot
    }
}
