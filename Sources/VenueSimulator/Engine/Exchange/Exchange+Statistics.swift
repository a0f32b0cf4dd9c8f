import AdapterProtocol

extension SimulatedExchange {
    /// Rolling statistics of the last minutes, 24 hours by default.
    public func ticker(_ symbol: String, windowMinutes: Int = 1_440, now: Int64) -> EngineTicker? {
        let length = Int64(min(max(1, windowMinutes), 1_000_000)) * 60_000
        return ticker(symbol, since: EngineTime.clamped(now) - length, now: now)
    }

    /// Statistics since a moment (a trading day's start), as far back as minute candles are kept.
    public func ticker(_ symbol: String, since start: Int64, now: Int64) -> EngineTicker? {
        guard let index = marketIndexes[symbol] else { return nil }
        let market = markets[index]
        let units = market.units
        let start = EngineTime.clamped(start)
        let (total, previous) = market.window(since: start)
        let previousClose = previous ?? total?.open ?? market.lastTicks
        let bar = total ?? Bar(flatAt: market.lastTicks, start: start)
        return EngineTicker(
            symbol: symbol, openTime: start, closeTime: EngineTime.clamped(now), open: units.price(bar.open),
            high: units.price(bar.high), low: units.price(bar.low), last: units.price(market.lastTicks),
            lastQuantity: units.quantity(market.history.trades.last?.lots ?? 0),
            previousClose: units.price(previousClose), volume: units.volume(bar.lots),
            quoteVolume: units.quote(ofArea: bar.area), bid: market.levels(.buy, depth: 1).first,
            ask: market.levels(.sell, depth: 1).first, firstTradeID: total?.firstTradeID,
            lastTradeID: total?.lastTradeID, tradeCount: bar.count)
    }

    /// Candles, ascending; the last may be running. Without `startTime` the newest `limit` up to `endTime` or `now`,
    /// else the first `limit` from the candle that opens at or after `startTime`. Stretches without trades give flat
    /// candles, except before the first trade. `nil` for an unknown market or a span that makes no sense.
    ///
    /// Reach: below a minute the kept trades, below an hour ``HistoryLimits/minuteCandles``, else
    /// ``HistoryLimits/hourCandles``.
    public func candles(
        _ symbol: String, span: CandleSpan, startTime: Int64? = nil, endTime: Int64? = nil, limit: Int = 500,
        now: Int64
    ) -> [EngineCandle]? {
        guard let index = marketIndexes[symbol], let calendar = CandleCalendar(span) else { return nil }
        let last = calendar.start(of: EngineTime.clamped(min(endTime ?? now, max(now, clock))))
        let limit = Int64(min(max(0, limit), Limits.page))
        guard limit > 0 else { return [] }
        var first = calendar.start(1 - limit, after: last)
        if let startTime {
            let start = EngineTime.clamped(startTime)
            first = calendar.start(of: start)
            if first < start { first = calendar.start(1, after: first) }
        }
        let market = markets[index]
        let bars = CandleBuilder(calendar: calendar, market: market).bars(from: first, through: last, limit: limit)
        return bars.map { candle($0, calendar, market.units) }
    }

    private func candle(_ bar: Bar, _ calendar: CandleCalendar, _ units: MarketUnits) -> EngineCandle {
        EngineCandle(
            openTime: bar.start, closeTime: calendar.start(1, after: bar.start) - 1, open: units.price(bar.open),
            high: units.price(bar.high), low: units.price(bar.low), close: units.price(bar.close),
            volume: units.volume(bar.lots), quoteVolume: units.quote(ofArea: bar.area), tradeCount: bar.count,
            takerBuyVolume: units.volume(bar.takerBuyLots),
            takerBuyQuoteVolume: units.quote(ofArea: bar.takerBuyArea))
    }
}

/// Makes candles of one width from the finest bars that reach far enough.
struct CandleBuilder {
    let calendar: CandleCalendar
    let market: MarketState

    func bars(from first: Int64, through last: Int64, limit: Int64) -> [Bar] {
        switch calendar.span {
        case .seconds(let seconds, _) where seconds < 60:
            return build(market.history.trades.lazy.map { Bar($0, start: $0.time) }, from: first, through: last, limit)
        case .seconds(let seconds, let offset) where seconds % 3_600 != 0 || offset % 3_600 != 0:
            return build(market.history.minutes, from: first, through: last, limit)
        case .seconds, .months:
            return build(market.history.hours, from: first, through: last, limit)
        }
    }

    private func build(_ source: some Sequence<Bar>, from first: Int64, through last: Int64, _ limit: Int64) -> [Bar] {
        var candles: [Bar] = []
        var close: Int64?
        for var bar in source {
            let start = calendar.start(of: bar.start)
            if start > last { break }
            if start < first {
                close = bar.close
                continue
            }
            fill(&candles, before: start, from: first, close, limit)
            close = bar.close
            if let previous = candles.last, previous.start == start {
                candles[candles.count - 1].merge(bar)
            } else {
                guard candles.count < limit else { return candles }
                bar.start = start
                candles.append(bar)
            }
        }
        fill(&candles, before: calendar.start(1, after: last), from: first, close, limit)
        return candles
    }

    /// Appends flat candles for the stretches without trades that come before `end`.
    private func fill(_ candles: inout [Bar], before end: Int64, from first: Int64, _ close: Int64?, _ limit: Int64) {
        guard let close else { return }
        var next = candles.last.map { calendar.start(1, after: $0.start) } ?? first
        while next < end, candles.count < limit {
            candles.append(Bar(flatAt: close, start: next))
            next = calendar.start(1, after: next)
        }
    }
}
