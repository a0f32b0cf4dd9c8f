import AdapterProtocol

/// Checks a configuration and turns it into state.
enum ExchangeSetup {
    /// All assets, in the order the markets name them, each with a unit fine enough for every market.
    static func assets(of configuration: ExchangeConfiguration) throws(EngineSetupError) -> AssetTable {
        var names: [String] = []
        var scales: [String: Int] = [:]
        var precisions: [String: Int] = [:]
        func note(_ name: String, scale: Int, precision: Int) {
            if scales[name] == nil { names.append(name) }
            scales[name] = max(scales[name] ?? 0, scale, precision)
            precisions[name] = max(precisions[name] ?? 0, precision)
        }
        let ids = 1...Int64.max / 4
        guard ids.contains(configuration.firstOrderID), ids.contains(configuration.firstTradeID) else {
            throw .invalidMarket(symbol: "*", reason: "first ids must be positive")
        }
        for spec in configuration.markets {
            try check(spec)
            guard let tick = IntegerScale(spec.tickSize), let lot = IntegerScale(spec.lotSize) else {
                throw .invalidMarket(symbol: spec.symbol, reason: "tick and lot size must be positive")
            }
            note(spec.base, scale: lot.scale, precision: spec.basePrecision)
            note(spec.quote, scale: tick.scale + lot.scale, precision: spec.quotePrecision)
        }
        if let discount = configuration.feeDiscount { note(discount.asset, scale: 8, precision: 8) }
        if let coarse = names.first(where: { scales[$0, default: 0] > 24 }) {
            throw .invalidMarket(symbol: coarse, reason: "more than 24 decimals are needed")
        }
        return AssetTable(
            names: names, scales: names.map { scales[$0, default: 0] },
            precisions: names.map { precisions[$0, default: 0] })
    }

    private static func check(_ spec: MarketSpec) throws(EngineSetupError) {
        let background = spec.background
        let problem: String? =
            if spec.symbol.isEmpty || spec.base.isEmpty || spec.quote.isEmpty || spec.base == spec.quote {
                "symbol, base and quote must be named, base and quote differ"
            } else if !(0...18).contains(spec.basePrecision) || !(0...18).contains(spec.quotePrecision) {
                "precisions must be 0...18"
            } else if !spec.startPrice.isPositive {
                "the start price must be positive"
            } else if !(0...1_000).contains(background.levels) || !(0...100).contains(background.tradeChance) {
                "background levels must be 0...1000, the trade chance 0...100"
            } else if !(0...500_000).contains(background.levelGap) || !(0...500_000).contains(background.maximumStep) {
                "background gap and step must be 0...500000"
            } else {
                nil
            }
        if let problem { throw .invalidMarket(symbol: spec.symbol, reason: problem) }
    }

    /// One market before its first trade.
    static func market(
        _ spec: MarketSpec, at index: Int, of configuration: ExchangeConfiguration, assets: AssetTable
    ) throws(EngineSetupError) -> MarketState {
        guard let units = MarketUnits(spec, assets: assets) else {
            throw .invalidMarket(symbol: spec.symbol, reason: "tick or lot size is out of range")
        }
        let start: Int64
        do {
            let rounded = try spec.startPrice.quantized(to: spec.tickSize, .halfUp)
            start = try units.ticks(rounded)
        } catch {
            throw .invalidMarket(symbol: spec.symbol, reason: "the start price is no price: \(error)")
        }
        return state(
            spec, units: units, at: index, of: configuration, lastTicks: start,
            counters: MarketCounters(
                orderID: configuration.firstOrderID, tradeID: configuration.firstTradeID, preventedMatchID: 1,
                updateID: 0))
    }

    /// A market with an empty book whose price stands at `lastTicks`.
    static func state(
        _ spec: MarketSpec, units: MarketUnits, at index: Int, of configuration: ExchangeConfiguration,
        lastTicks: Int64, counters: MarketCounters
    ) -> MarketState {
        let maker = MarketMaker(
            random: SplitMix64(seed: configuration.seed, market: index), reference: lastTicks,
            lowest: max(1, lastTicks / 4), highest: lastTicks * 4,
            gap: max(1, MarketMaker.share(spec.background.levelGap, of: lastTicks)))
        return MarketState(
            spec: spec, units: units, phase: spec.phase, book: Book(updateID: counters.updateID),
            history: TradeHistory(limits: configuration.limits, nextTradeID: counters.tradeID),
            nextOrderID: counters.orderID, nextPreventedMatchID: counters.preventedMatchID, lastTicks: lastTicks,
            maker: maker)
    }

    /// Rates in units of 10^-8.
    static func rates(_ fees: EngineFees) throws(EngineSetupError) -> (maker: Int128, taker: Int128) {
        (try rate(fees.maker), try rate(fees.taker))
    }

    private static func rate(_ value: ExactDecimal) throws(EngineSetupError) -> Int128 {
        guard case .exact(let rate) = IntegerScale.integer(value, scale: 8),
            (-Limits.wholeRate...Limits.wholeRate).contains(rate)
        else { throw .invalidFeeRate(value) }
        return rate
    }

    /// For each market, how a fee earned in it is turned into the discount asset.
    static func discountRoutes(of configuration: ExchangeConfiguration) -> [DiscountRoute] {
        let specs = configuration.markets
        guard let asset = configuration.feeDiscount?.asset else { return specs.map { _ in .none } }
        return specs.map { spec in
            if spec.quote == asset { return .quoteIsIt }
            if let index = specs.firstIndex(where: { $0.base == asset && $0.quote == spec.quote }) {
                return .divideQuote(index)
            }
            if let index = specs.firstIndex(where: { $0.base == spec.quote && $0.quote == asset }) {
                return .multiplyQuote(index)
            }
            return .none
        }
    }
}

/// Where a market's counters stand.
struct MarketCounters {
    let orderID: Int64
    let tradeID: Int64
    let preventedMatchID: Int64
    let updateID: Int64
}

/// How a fee in a market's quote asset is turned into the discount asset.
enum DiscountRoute: Sendable {
    /// No market connects them: the fee stays in the received asset.
    case none
    /// The quote asset is the discount asset.
    case quoteIsIt
    /// Divide by the last price of this market (discount asset / quote).
    case divideQuote(Int)
    /// Multiply with the last price of this market (quote / discount asset).
    case multiplyQuote(Int)
}
