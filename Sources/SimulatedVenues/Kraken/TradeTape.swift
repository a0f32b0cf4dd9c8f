import AdapterProtocol
import VenueSimulator

// Public trades and candles (kraken.md D.2).
extension KrakenFace {
    func trades(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        let market = try pair(call)
        let count = Int(try call.parameters.integer("count", in: 1...1_000) ?? 1_000)
        let since = try sinceNanoseconds(call)
        // Whole milliseconds are read, so that the digits below them do not depend on where the page begins.
        let page =
            since.map { HistoryPage(startTime: $0 / 1_000_000, limit: count + Self.sameMoment) }
            ?? HistoryPage(limit: count + Self.sameMoment)
        let timed = Self.timed(exchange.trades(market.key, page) ?? [])
        let rows: ArraySlice<(trade: EngineTrade, time: Int64)>
        if let since {
            rows = timed.filter { $0.time > since }.prefix(count)
        } else {
            rows = timed.suffix(count)
        }
        let last = rows.last?.time ?? since ?? now * 1_000_000
        return .members([
            .init(name(of: market, call), .list(rows.map { Self.row($0.trade, $0.time, market) })),
            .init("last", .text(String(last))),
        ])
    }

    /// At most this many trades share a millisecond and still page without loss.
    private static let sameMoment = 200

    /// Seconds, or a nanosecond cursor of 19 digits.
    private func sinceNanoseconds(_ call: Kraken.Call) throws(Kraken.Refusal) -> Int64? {
        guard let text = call.parameters.text("since") else { return nil }
        guard let micro = Kraken.HistoryWindow.microseconds(text) else {
            guard text.utf8.count <= 19, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int64(text)
            else { throw .argument("since") }
            return value
        }
        let (value, overflow) = micro.multipliedReportingOverflow(by: 1_000)
        // Above 10^11 seconds it is a cursor; microseconds() refuses those, so this is always a time.
        if overflow { throw .argument("since") }
        return value
    }

    /// Times in nanoseconds, ascending also inside one millisecond.
    static func timed(_ trades: [EngineTrade]) -> [(trade: EngineTrade, time: Int64)] {
        var previous: Int64 = .min
        var place: Int64 = 0
        return trades.map { trade in
            place = trade.time == previous ? place + 1 : 0
            previous = trade.time
            return (trade, trade.time * 1_000_000 + 301_754 + min(place, 690) * 1_000)
        }
    }

    private static func row(_ trade: EngineTrade, _ nanoseconds: Int64, _ market: Kraken.Market) -> FaceJSON {
        [
            Kraken.money(trade.price, places: market.feedDecimals),
            market.volume(trade.quantity),
            .number(Kraken.dec(Int128(nanoseconds / 100), -7).text(trimmingZeros: true)),
            trade.takerSide == .buy ? "b" : "s",
            // Which kind of order took is not kept; the venue's own mix is about even.
            trade.id.isMultiple(of: 2) ? "l" : "m",
            "",
            .integer(trade.id),
        ]
    }

    func candles(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        let market = try pair(call)
        let minutes = try call.parameters.integer("interval", in: 1...21_600) ?? 1
        guard [1, 5, 15, 30, 60, 240, 1_440, 10_080, 21_600].contains(minutes) else { throw .argument("interval") }
        let since = try call.parameters.integer("since", in: 0...100_000_000_000)
        // Weeks begin on Thursday, where the epoch did: the sheet names no other day.
        let found = exchange.candles(market.key, span: .seconds(minutes * 60), limit: 721, now: now) ?? []
        let kept = found.filter { candle in since.map { candle.openTime / 1_000 > $0 } ?? true }
        let running = now / 1_000 / (minutes * 60) * minutes * 60
        let rows = kept.map { candle in Self.row(candle, market) }
        return .members([
            .init(name(of: market, call), .list(rows)), .init("last", .integer(running - minutes * 60)),
        ])
    }

    private static func row(_ candle: EngineCandle, _ market: Kraken.Market) -> FaceJSON {
        var average = ExactDecimal.zero
        if candle.volume.isPositive {
            // reason: a quotient at this scale always fits; zero stands for "no trades" in the recordings, too.
            average =
                (try? candle.quoteVolume.divided(
                    by: candle.volume, scale: market.pairDecimals, rounding: .halfEven)) ?? .zero
        }
        return [
            .integer(candle.openTime / 1_000), .text(market.price(candle.open)), .text(market.price(candle.high)),
            .text(market.price(candle.low)), .text(market.price(candle.close)), .text(market.price(average)),
            market.volume(candle.volume), .integer(candle.tradeCount),
        ]
    }
}
