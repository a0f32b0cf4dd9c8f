import AdapterProtocol

/// The assets of an exchange. Inside the engine an asset is an index and an amount of it a whole number of its
/// smallest unit, 10^-scale.
final class AssetTable: Sendable {
    let names: [String]
    /// Decimals of the smallest unit: enough for every price x quantity and every fee in the asset.
    let scales: [Int]
    /// Decimals that the venue prints and rounds fees to.
    let precisions: [Int]
    private let indexes: [String: Int]

    init(names: [String], scales: [Int], precisions: [Int]) {
        self.names = names
        self.scales = scales
        self.precisions = precisions
        indexes = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    }

    func index(of name: String) -> Int? { indexes[name] }

    /// The amount as a decimal, printed with the asset's precision or as many digits as it has.
    func decimal(_ amount: Int128, of asset: Int) -> ExactDecimal {
        IntegerScale.decimal(amount, scale: scales[asset], precision: precisions[asset])
    }

    /// The amount in smallest units; `nil` when it is finer than the unit or beyond `Limits.amount`.
    func amount(_ value: ExactDecimal, of asset: Int) -> Int128? {
        guard case .exact(let amount) = IntegerScale.integer(value, scale: scales[asset]) else { return nil }
        return amount.magnitude <= Limits.amount.magnitude ? amount : nil
    }
}

/// How far numbers may go. Chosen so that every product on the matching path stays inside Int128 without a check:
/// amounts below 10^28 times a fee rate of at most 10^8 is 10^36.
enum Limits {
    /// Largest amount of one order and of one deposit, in smallest units.
    static let amount: Int128 = 10_000_000_000_000_000_000_000_000_000
    /// Largest balance a saved state may hold: what trades can add up to beyond the largest deposit.
    static let holding: Int128 = 1_000_000_000_000_000_000_000_000_000_000_000
    /// Largest quantity of one order in lots.
    static let lots: Int64 = 100_000_000_000_000
    /// Largest price in ticks.
    static let ticks: Int64 = 1_000_000_000_000_000
    /// A fee rate of 1.
    static let wholeRate: Int128 = 100_000_000
    /// Longest page any read returns.
    static let page = 10_000
}

/// One market's integer measures: prices are ticks, quantities lots, and one tick times one lot is a whole number of
/// the quote asset's smallest units.
final class MarketUnits: Sendable {
    let symbol: String
    let base: Int
    let quote: Int
    let assets: AssetTable
    let basePerLot: Int128
    let quotePerTickLot: Int128
    private let tick: IntegerScale
    private let lot: IntegerScale

    init?(_ spec: MarketSpec, assets: AssetTable) {
        guard let tick = IntegerScale(spec.tickSize), let lot = IntegerScale(spec.lotSize),
            let base = assets.index(of: spec.base), let quote = assets.index(of: spec.quote),
            let baseShift = IntegerScale.power(assets.scales[base] - lot.scale),
            let quoteShift = IntegerScale.power(assets.scales[quote] - lot.scale - tick.scale)
        else { return nil }
        symbol = spec.symbol
        self.base = base
        self.quote = quote
        self.assets = assets
        self.tick = tick
        self.lot = lot
        let (perLot, lotOverflow) = lot.coefficient.multipliedReportingOverflow(by: baseShift)
        let (area, areaOverflow) = tick.coefficient.multipliedReportingOverflow(by: lot.coefficient)
        let (perTickLot, quoteOverflow) = area.multipliedReportingOverflow(by: quoteShift)
        guard !lotOverflow, !areaOverflow, !quoteOverflow, perLot <= Limits.amount, perTickLot <= Limits.amount else {
            return nil
        }
        basePerLot = perLot
        quotePerTickLot = perTickLot
    }

    func price(_ ticks: Int64) -> ExactDecimal { tick.decimal(ticks) }
    func quantity(_ lots: Int64) -> ExactDecimal { lot.decimal(lots) }
    /// A sum of lots beyond Int64 (a day's volume).
    func volume(_ lots: Int128) -> ExactDecimal { lot.decimal(wide: lots) }
    func baseAmount(_ amount: Int128) -> ExactDecimal { assets.decimal(amount, of: base) }
    func quoteAmount(_ amount: Int128) -> ExactDecimal { assets.decimal(amount, of: quote) }

    /// Price times quantity in smallest units. Both were checked by `isWithinLimits` when their order was accepted,
    /// and a trade's price and quantity never exceed its resting order's.
    func notional(_ ticks: Int64, _ lots: Int64) -> Int128 {
        Int128(ticks) &* Int128(lots) &* quotePerTickLot
    }

    /// The quote amount of a sum of ticks times lots.
    func quote(ofArea area: Int128) -> ExactDecimal { quoteAmount(area * quotePerTickLot) }

    func baseUnits(_ lots: Int64) -> Int128 { Int128(lots) &* basePerLot }

    /// Whether an order of this price and size stays inside exact arithmetic.
    func isWithinLimits(ticks: Int64, lots: Int64) -> Bool {
        guard ticks <= Limits.ticks, lots <= Limits.lots else { return false }
        let (quote, quoteOverflow) = (Int128(ticks) * Int128(lots)).multipliedReportingOverflow(by: quotePerTickLot)
        let (base, baseOverflow) = Int128(lots).multipliedReportingOverflow(by: basePerLot)
        return !quoteOverflow && !baseOverflow && quote <= Limits.amount && base <= Limits.amount
    }

    /// The price in ticks.
    func ticks(_ price: ExactDecimal) throws(EngineRejection) -> Int64 {
        guard price.isPositive else { throw .invalidPrice }
        switch tick.steps(price) {
        case .exact(let ticks):
            guard let narrow = Int64(exactly: ticks), narrow <= Limits.ticks else { throw .tooLarge }
            return narrow
        case .tooFine: throw .priceNotOnTick
        case .tooLarge: throw .tooLarge
        }
    }

    /// The quantity in lots.
    func lots(_ quantity: ExactDecimal) throws(EngineRejection) -> Int64 {
        guard quantity.isPositive else { throw .invalidQuantity }
        switch lot.steps(quantity) {
        case .exact(let lots):
            guard let narrow = Int64(exactly: lots), narrow <= Limits.lots else { throw .tooLarge }
            return narrow
        case .tooFine: throw .quantityNotOnLot
        case .tooLarge: throw .tooLarge
        }
    }
}
