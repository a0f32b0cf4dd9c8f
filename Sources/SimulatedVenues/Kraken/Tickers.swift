import AdapterProtocol
import VenueSimulator

// Ticker (kraken.md D.2): "today" starts at 00:00 UTC.
extension KrakenFace {
    func ticker(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        var markets: [Kraken.Market] = []
        if let names = call.parameters.list("pair") {
            for name in names {
                // One bad name fails the whole list.
                guard let market = Kraken.Markets.find(name), isListed(market, call) else { throw .unknownPair }
                markets.append(market)
            }
        } else {
            markets = Kraken.Markets.all.filter { isListed($0, call) }
        }
        return .members(markets.compactMap { market in row(market).map { .init(name(of: market, call), $0) } })
    }

    private func row(_ market: Kraken.Market) -> FaceJSON? {
        let midnight = now - now % 86_400_000
        guard let day = exchange.ticker(market.key, now: now),
            let today = exchange.ticker(market.key, since: midnight, now: now)
        else { return nil }
        func price(_ value: ExactDecimal) -> FaceJSON { Kraken.money(value, places: market.feedDecimals) }
        func level(_ level: EngineLevel?) -> FaceJSON {
            let quantity = level?.quantity ?? .zero
            return [
                price(level?.price ?? .zero), .text(Kraken.fixed(quantity, places: 0)),
                Kraken.money(quantity, places: 3),
            ]
        }
        func average(_ ticker: EngineTicker) -> FaceJSON {
            // reason: division by zero when nothing traded; the last price stands in.
            let value = try? ticker.quoteVolume.divided(
                by: ticker.volume, scale: market.feedDecimals, rounding: .halfEven)
            return price(value ?? ticker.last)
        }
        return [
            "a": level(day.ask),
            "b": level(day.bid),
            "c": [price(day.last), market.volume(day.lastQuantity)],
            "v": [market.volume(today.volume), market.volume(day.volume)],
            "p": [average(today), average(day)],
            "t": [.integer(today.tradeCount), .integer(day.tradeCount)],
            "l": [price(today.low), price(day.low)],
            "h": [price(today.high), price(day.high)],
            "o": price(today.open),
        ]
    }
}
