import AdapterProtocol
import VenueSimulator

// Public reads (luno.md D).
extension LunoFace {
    func readMarket(
        _ endpoint: Luno.Endpoint, _ parameters: Luno.Parameters, _ switches: Luno.Switches
    ) throws(Luno.Refusal) -> FaceJSON {
        switch endpoint {
        case .markets: try markets(parameters, switches)
        case .ticker: ticker(try parameters.market(), switches)
        case .tickers: ["tickers": .list(try selected(parameters).map { ticker($0, switches) })]
        case .bookTop: try bookTop(parameters)
        case .bookFull: try bookFull(parameters)
        case .trades: try trades(parameters, switches)
        default: try candles(parameters, switches)
        }
    }

    /// The markets named by `pair`, or all; unknown names select nothing (luno.md D, recorded).
    private func selected(_ parameters: Luno.Parameters) throws(Luno.Refusal) -> [Luno.Market] {
        let wanted = try parameters.list("pair")
        return wanted.isEmpty ? Luno.Markets.all : wanted.compactMap(Luno.Markets.market)
    }

    private func markets(
        _ parameters: Luno.Parameters, _ switches: Luno.Switches
    ) throws(Luno.Refusal) -> FaceJSON {
        let rows = try selected(parameters).map { market -> FaceJSON in
            [
                "market_id": .text(market.id),
                "trading_status": .text(market.status(switches).rawValue),
                "base_currency": .text(market.base),
                "counter_currency": .text(market.counter),
                "min_volume": Luno.money(market.minimumVolume),
                "max_volume": Luno.money(market.maximumVolume),
                "volume_scale": .integer(market.volumeScale),
                "min_price": Luno.money(market.minimumPrice),
                "max_price": Luno.money(market.maximumPrice),
                "price_scale": .integer(market.priceScale),
                "fee_scale": .integer(market.feeScale),
            ]
        }
        return ["markets": .list(rows)]
    }

    private func ticker(_ market: Luno.Market, _ switches: Luno.Switches) -> FaceJSON {
        // A market in its launch phase has no yesterday.
        let statistics =
            market.isLaunching
            ? exchange.ticker(market.id, since: openedAt, now: now) : exchange.ticker(market.id, now: now)
        let volume = hasTraded(market) ? statistics?.volume ?? .zero : .zero
        func price(_ value: ExactDecimal?) -> FaceJSON {
            value.map { Luno.money($0, minimumScale: market.tickerScale) } ?? "0.00"
        }
        return [
            "pair": .text(market.id),
            "timestamp": .integer(changeTime(market)),
            "bid": price(exchange.bestBid(market.id)?.price),
            "ask": price(exchange.bestAsk(market.id)?.price),
            "last_trade": price(hasTraded(market) ? exchange.lastPrice(market.id) : nil),
            "rolling_24_hour_volume": volume.isZero
                ? "0.00" : Luno.money(volume, minimumScale: market.tickerScale == 2 ? market.volumeScale : 8),
            "status": .text(market.status(switches).tickerText),
        ]
    }

    func hasTraded(_ market: Luno.Market) -> Bool { lastTrade(market) != nil }

    /// The newest trade. The engine invents a past for every market; a launching one has none.
    private func lastTrade(_ market: Luno.Market) -> EngineTrade? {
        let trade = exchange.trades(market.id, HistoryPage(limit: 1))?.last
        return trade.flatMap { market.isLaunching && $0.time <= openedAt ? nil : $0 }
    }

    /// The venue gives the time of the book's last change; here that is the last trade, or the opening.
    private func changeTime(_ market: Luno.Market) -> Int64 {
        lastTrade(market)?.time ?? openedAt
    }

    private static func level(_ price: ExactDecimal, _ volume: ExactDecimal) -> FaceJSON {
        ["price": Luno.money(price, minimumScale: 18), "volume": Luno.money(volume, minimumScale: 18)]
    }

    private func bookTop(_ parameters: Luno.Parameters) throws(Luno.Refusal) -> FaceJSON {
        let market = try parameters.market()
        guard let book = exchange.book(market.id, depth: 100) else { throw .market }
        return [
            "timestamp": .integer(changeTime(market)),
            "asks": .list(book.asks.map { Self.level($0.price, $0.quantity) }),
            "bids": .list(book.bids.map { Self.level($0.price, $0.quantity) }),
        ]
    }

    private func bookFull(_ parameters: Luno.Parameters) throws(Luno.Refusal) -> FaceJSON {
        let market = try parameters.market()
        var bids: [FaceJSON] = []
        var asks: [FaceJSON] = []
        for order in exchange.bookOrders(market.id) ?? [] {
            let row: FaceJSON = ["volume": Luno.money(order.quantity), "price": Luno.money(order.price)]
            if order.side == .buy { bids.append(row) } else { asks.append(row) }
        }
        return ["timestamp": .integer(changeTime(market)), "bids": .list(bids), "asks": .list(asks)]
    }

    /// At most 100 of the last 24 hours, newest first; `since` pages forward.
    private func trades(
        _ parameters: Luno.Parameters, _ switches: Luno.Switches
    ) throws(Luno.Refusal) -> FaceJSON {
        let market = try parameters.market()
        let dayAgo = now - 86_400_000
        let since = try parameters.time("since")
        if let since, since < dayAgo { throw .arguments }
        let page =
            since.map { HistoryPage(startTime: $0, limit: 100) } ?? HistoryPage(limit: 100)
        let rows = (exchange.trades(market.id, page) ?? []).reversed()
            .filter { $0.time >= dayAgo && !(market.isLaunching && $0.time <= openedAt) }
            .map { trade -> FaceJSON in
                [
                    "sequence": .integer(trade.id),
                    "timestamp": .integer(trade.time),
                    "price": Luno.money(trade.price, minimumScale: 8),
                    "volume": Luno.money(trade.quantity, minimumScale: 8),
                    "is_buy": .flag(trade.takerSide == .buy),
                ]
            }
        return ["trades": list(Array(rows), switches)]
    }
}
