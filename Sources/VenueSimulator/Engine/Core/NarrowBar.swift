/// A bar in 64 bytes instead of 144: prices as distances from the opening price, sums in Int64. Its last id and its
/// count are not in it, for every trade is in one bar and a bar ends where the next one begins.
struct NarrowBar: Sendable {
    let firstTradeID: Int64
    private let open: Int64
    private let lots: Int64
    private let area: Int64
    private let takerBuyLots: Int64
    private let takerBuyArea: Int64
    /// The stretch, counted in widths since the epoch.
    private let stretch: Int32
    private let high: Int32
    private let low: Int32
    private let close: Int32

    /// `nil` when the bar does not fit.
    init?(_ bar: Bar, width: Int64) {
        guard let stretch = Int32(exactly: bar.start / width), let high = Int32(exactly: bar.high - bar.open),
            let low = Int32(exactly: bar.low - bar.open), let close = Int32(exactly: bar.close - bar.open),
            let lots = Int64(exactly: bar.lots), let area = Int64(exactly: bar.area),
            let takerBuyLots = Int64(exactly: bar.takerBuyLots), let takerBuyArea = Int64(exactly: bar.takerBuyArea)
        else { return nil }
        firstTradeID = bar.firstTradeID
        open = bar.open
        self.lots = lots
        self.area = area
        self.takerBuyLots = takerBuyLots
        self.takerBuyArea = takerBuyArea
        self.stretch = stretch
        self.high = high
        self.low = low
        self.close = close
    }

    /// The first millisecond.
    func start(width: Int64) -> Int64 { Int64(stretch) * width }

    /// The whole bar, which starts at a multiple of `width`.
    func bar(width: Int64, lastTradeID: Int64) -> Bar {
        Bar(
            start: start(width: width), open: open, high: open + Int64(high), low: open + Int64(low),
            close: open + Int64(close), lots: Int128(lots), area: Int128(area), takerBuyLots: Int128(takerBuyLots),
            takerBuyArea: Int128(takerBuyArea), count: lastTradeID - firstTradeID + 1, firstTradeID: firstTradeID,
            lastTradeID: lastTradeID)
    }
}
