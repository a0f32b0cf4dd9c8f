import AdapterProtocol
import VenueSimulator

// The `ticker` channel (kraken.md I.5): the last 24 hours.
extension KrakenFace {
    /// Tells tickers of markets that traded, and for those who want it of markets whose best prices changed.
    mutating func tellTickers(traded: Set<String>, changed: Set<String>) {
        for index in streams.connections.indices {
            for place in streams.connections[index].topics.indices {
                let topic = streams.connections[index].topics[place]
                guard case .ticker(let isByBook) = topic.channel, let market = topic.market else { continue }
                let hasTraded = traded.contains(market.key)
                guard hasTraded || isByBook && changed.contains(market.key) else { continue }
                if !hasTraded, bestPrices(market) == topic.bestTold { continue }
                sendTicker(to: index, place, isSnapshot: false)
            }
        }
    }

    private func bestPrices(_ market: Kraken.Market) -> Kraken.BestPrices {
        [exchange.bestBid(market.key), exchange.bestAsk(market.key)].flatMap { level in
            [level?.price.description ?? "", level?.quantity.description ?? ""]
        }
    }

    /// Sends one market's ticker.
    mutating func sendTicker(to index: Int, _ place: Int, isSnapshot: Bool) {
        guard let market = streams.connections[index].topics[place].market,
            let ticker = exchange.ticker(market.key, now: now)
        else { return }
        streams.connections[index].topics[place].bestTold = bestPrices(market)
        let frame: FaceJSON = [
            "channel": "ticker", "type": isSnapshot ? "snapshot" : "update", "data": [tickerRow(ticker, market)],
        ]
        streams.send(frame, Kraken.Operation.ticker, to: index, at: now)
    }

    private func tickerRow(_ ticker: EngineTicker, _ market: Kraken.Market) -> FaceJSON {
        func number(_ value: ExactDecimal?) -> FaceJSON { Kraken.StreamText.number(value ?? .zero, switches) }
        // reason: quotients at these scales fit; without trades the last price and no change stand in.
        let average = try? ticker.quoteVolume.divided(
            by: ticker.volume, scale: market.pairDecimals, rounding: .halfEven)
        let change = (try? ticker.last - ticker.open) ?? .zero
        let percent = try? (change * 100).divided(by: ticker.open, scale: 2, rounding: .halfEven)
        let row: FaceJSON = [
            "symbol": .text(market.display), "bid": number(ticker.bid?.price), "bid_qty": number(ticker.bid?.quantity),
            "ask": number(ticker.ask?.price), "ask_qty": number(ticker.ask?.quantity), "last": number(ticker.last),
            "volume": number(ticker.volume), "vwap": number(average ?? ticker.last), "low": number(ticker.low),
            "high": number(ticker.high), "change": number(change), "change_pct": number(percent),
        ]
        return row.with("timestamp", Kraken.StreamText.time(of: now, ticker.tradeCount, switches))
    }
}
