import AdapterProtocol

extension KuCoinMarketSession {
    /// Tells the payload's candle. The venue has no mark for the end of one: it is over when a later one begins, and what
    /// comes after that about it is a late correction (kucoin.md I.4).
    mutating func tellCandle(_ slot: Int, _ output: inout StreamOutput<MarketStreamEvent>) {
        guard let row = payload.candle else { return }
        let current = feeds[slot]?.candle
        let openTime = Timestamp(seconds: row.start)
        if let current, current.openTime > openTime {
            output.tell(.candle(slot: slot, row.candle(isClosed: true)))
            return
        }
        if let current, current.openTime < openTime { output.tell(.candle(slot: slot, current.closed)) }
        let candle = row.candle(isClosed: false)
        feeds[slot]?.candle = candle
        output.tell(.candle(slot: slot, candle))
    }
}

extension CandleRow {
    /// The candle of the row.
    func candle(isClosed: Bool) -> Candle {
        Candle(
            openTime: Timestamp(seconds: start), open: open, high: high, low: low, close: close, baseVolume: volume,
            quoteVolume: quoteVolume, tradeCount: nil, isClosed: isClosed)
    }
}

extension Candle {
    fileprivate var closed: Candle {
        Candle(
            openTime: openTime, open: open, high: high, low: low, close: close, baseVolume: baseVolume,
            quoteVolume: quoteVolume, tradeCount: nil, isClosed: true)
    }
}
