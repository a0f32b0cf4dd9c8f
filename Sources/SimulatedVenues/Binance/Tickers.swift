import AdapterProtocol
import VenueSimulator

// GET ticker/24hr, ticker/price, ticker/bookTicker, executionRules, referencePrice (binance.md D).
extension BinanceFace {
    private enum TickerType: String {
        case full = "FULL"
        case mini = "MINI"
    }

    func ticker24(_ parameters: inout Binance.Parameters) throws(Binance.Refusal) -> Binance.JSON {
        let selection = try Binance.MarketSelection(&parameters)
        let type: TickerType = try parameters.choice("type") ?? .full
        let markets = try narrowed(selection, &parameters)
        let rows = markets.compactMap { exchange.ticker($0.symbol, now: now) }
        return Self.shape(rows.map { type == .full ? Self.full($0) : Self.mini($0) }, selection)
    }

    func tickerPrice(_ parameters: inout Binance.Parameters) throws(Binance.Refusal) -> Binance.JSON {
        let selection = try Binance.MarketSelection(&parameters)
        let markets = try narrowed(selection, &parameters)
        let rows = markets.map { market -> Binance.JSON in
            ["symbol": .text(market.symbol), "price": .money(exchange.lastPrice(market.symbol) ?? .zero)]
        }
        return Self.shape(rows, selection)
    }

    func bookTicker(_ parameters: inout Binance.Parameters) throws(Binance.Refusal) -> Binance.JSON {
        let selection = try Binance.MarketSelection(&parameters)
        let markets = try narrowed(selection, &parameters)
        let rows = markets.map { market -> Binance.JSON in
            let bid = exchange.bestBid(market.symbol)
            let ask = exchange.bestAsk(market.symbol)
            return [
                "symbol": .text(market.symbol),
                "bidPrice": .money(bid?.price ?? .zero),
                "bidQty": .money(bid?.quantity ?? .zero),
                "askPrice": .money(ask?.price ?? .zero),
                "askQty": .money(ask?.quantity ?? .zero),
            ]
        }
        return Self.shape(rows, selection)
    }

    func executionRules(_ parameters: inout Binance.Parameters) throws(Binance.Refusal) -> Binance.JSON {
        let selection = try Binance.MarketSelection(&parameters)
        let markets = try narrowed(selection, &parameters)
        let rows = markets.compactMap { market -> Binance.JSON? in
            guard let range = market.executionRange else { return nil }
            let rule: Binance.JSON = [
                "ruleType": "PRICE_RANGE", "bidLimitMultUp": .text(range.up), "bidLimitMultDown": .text(range.down),
                "askLimitMultUp": .text(range.up), "askLimitMultDown": .text(range.down),
            ]
            return ["symbol": .text(market.symbol), "rules": [rule]]
        }
        return ["symbolRules": .list(rows)]
    }

    func referencePrice(_ parameters: inout Binance.Parameters) throws(Binance.Refusal) -> Binance.JSON {
        let market = try parameters.market()
        try parameters.finish()
        let price: Binance.JSON
        switch market.referencePrice {
        case .set:
            let last = exchange.lastPrice(market.symbol) ?? .zero
            price = .text(Binance.fixed(last, places: market.price.step.normalized.scale))
        case .unset: price = .null
        case .never: throw .noReferencePrice
        }
        return ["symbol": .text(market.symbol), "referencePrice": price, "timestamp": .time(now)]
    }

    private func narrowed(
        _ selection: Binance.MarketSelection,
        _ parameters: inout Binance.Parameters
    ) throws(Binance.Refusal) -> [Binance.Market] {
        let status = try parameters.marketStatus()
        try parameters.finish()
        return try selection.narrowed(to: status, statuses: statuses)
    }

    private static func shape(_ rows: [Binance.JSON], _ selection: Binance.MarketSelection) -> Binance.JSON {
        if selection.isSingle, let row = rows.first { return row }
        return .list(rows)
    }

    private static func full(_ ticker: EngineTicker) -> Binance.JSON {
        let change = (try? ticker.last - ticker.open) ?? .zero
        let isOpen = !ticker.open.isZero
        let hundredfold = try? change * 100
        let percent = isOpen ? try? hundredfold?.divided(by: ticker.open, scale: 3, rounding: .halfUp) : nil
        let average =
            ticker.volume.isZero
            ? nil : try? ticker.quoteVolume.divided(by: ticker.volume, scale: 8, rounding: .halfUp)
        return [
            "symbol": .text(ticker.symbol),
            "priceChange": .money(change),
            "priceChangePercent": .text(Binance.fixed(percent ?? .zero, places: 3)),
            "weightedAvgPrice": .money(average ?? .zero),
            "prevClosePrice": .money(ticker.previousClose),
            "lastPrice": .money(ticker.last),
            "lastQty": .money(ticker.lastQuantity),
            "bidPrice": .money(ticker.bid?.price ?? .zero),
            "bidQty": .money(ticker.bid?.quantity ?? .zero),
            "askPrice": .money(ticker.ask?.price ?? .zero),
            "askQty": .money(ticker.ask?.quantity ?? .zero),
            "openPrice": .money(ticker.open),
            "highPrice": .money(ticker.high),
            "lowPrice": .money(ticker.low),
            "volume": .money(ticker.volume),
            "quoteVolume": .money(ticker.quoteVolume),
            "openTime": .time(ticker.openTime),
            "closeTime": .time(ticker.closeTime),
            "firstId": .id(ticker.firstTradeID ?? -1),
            "lastId": .id(ticker.lastTradeID ?? -1),
            "count": .id(ticker.tradeCount),
        ]
    }

    private static func mini(_ ticker: EngineTicker) -> Binance.JSON {
        [
            "symbol": .text(ticker.symbol),
            "openPrice": .money(ticker.open),
            "highPrice": .money(ticker.high),
            "lowPrice": .money(ticker.low),
            "lastPrice": .money(ticker.last),
            "volume": .money(ticker.volume),
            "quoteVolume": .money(ticker.quoteVolume),
            "openTime": .time(ticker.openTime),
            "closeTime": .time(ticker.closeTime),
            "firstId": .id(ticker.firstTradeID ?? -1),
            "lastId": .id(ticker.lastTradeID ?? -1),
            "count": .id(ticker.tradeCount),
        ]
    }
}
