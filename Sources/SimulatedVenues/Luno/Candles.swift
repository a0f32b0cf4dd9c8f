import AdapterProtocol
import VenueSimulator

// GET candles: the one market read that needs a key (luno.md D).
extension LunoFace {
    private static let durations: Set<Int64> = [
        60, 300, 900, 1_800, 3_600, 10_800, 14_400, 28_800, 86_400, 259_200, 604_800,
    ]

    func candles(
        _ parameters: Luno.Parameters, _ switches: Luno.Switches
    ) throws(Luno.Refusal) -> FaceJSON {
        let market = try parameters.market()
        let duration = try parameters.requiredInteger("duration")
        let since = try parameters.requiredInteger("since")
        guard Self.durations.contains(duration), since >= 0 else { throw .arguments }
        let candles =
            exchange.candles(
                market.id, span: .seconds(duration), startTime: min(since, 1 << 53), limit: 1_000, now: now) ?? []
        let rows = candles.filter { !market.isLaunching || $0.openTime >= openedAt }
            .filter { switches.hasRunningCandle || $0.closeTime < now }.map { candle -> FaceJSON in
                [
                    "timestamp": .integer(candle.openTime),
                    "open": Luno.money(candle.open),
                    "close": Luno.money(candle.close),
                    "high": Luno.money(candle.high),
                    "low": Luno.money(candle.low),
                    "volume": Luno.money(candle.volume),
                ]
            }
        return ["candles": list(rows, switches), "duration": .integer(duration), "pair": .text(market.id)]
    }
}
