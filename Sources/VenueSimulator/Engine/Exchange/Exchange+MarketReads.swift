public import AdapterProtocol

extension SimulatedExchange {
    /// The markets' names, in the venue's order.
    public var symbols: [String] { configuration.markets.map(\.symbol) }

    /// A market's description; `nil` when unknown.
    public func market(_ symbol: String) -> MarketSpec? { marketIndexes[symbol].map { markets[$0].spec } }

    /// A market's phase now.
    public func phase(_ symbol: String) -> TradingPhase? { marketIndexes[symbol].map { markets[$0].phase } }

    /// The price of the last trade; before the first one the start price.
    public func lastPrice(_ symbol: String) -> ExactDecimal? { marketIndexes[symbol].map(lastPrice(at:)) }

    /// The best `depth` levels of both sides.
    public func book(_ symbol: String, depth: Int) -> EngineBook? {
        guard let index = marketIndexes[symbol] else { return nil }
        let market = markets[index]
        return EngineBook(
            symbol: symbol, updateID: market.book.updateID, bids: market.levels(.buy, depth: depth),
            asks: market.levels(.sell, depth: depth))
    }

    /// Every resting order, bids then asks, best first, oldest first inside a level.
    public func bookOrders(_ symbol: String) -> [EngineBookOrder]? {
        guard let index = marketIndexes[symbol] else { return nil }
        let units = markets[index].units
        var orders: [EngineBookOrder] = []
        for side in [Side.buy, .sell] {
            markets[index].book.walk(side) { node in
                orders.append(
                    EngineBookOrder(
                        id: node.orderID, side: side, price: units.price(node.ticks),
                        quantity: units.quantity(node.lots)))
                return true
            }
        }
        return orders
    }

    /// The best bid; `nil` for an empty side or an unknown market.
    public func bestBid(_ symbol: String) -> EngineLevel? {
        marketIndexes[symbol].flatMap { markets[$0].levels(.buy, depth: 1).first }
    }

    /// The best ask; `nil` for an empty side or an unknown market.
    public func bestAsk(_ symbol: String) -> EngineLevel? {
        marketIndexes[symbol].flatMap { markets[$0].levels(.sell, depth: 1).first }
    }

    /// Public trades, ascending by id.
    public func trades(_ symbol: String, _ page: HistoryPage = HistoryPage()) -> [EngineTrade]? {
        guard let index = marketIndexes[symbol] else { return nil }
        let units = markets[index].units
        return page.select(from: markets[index].history.trades, id: \.id, time: \.time).map { EngineTrade($0, units) }
    }

    /// Volume-weighted average price of the last minutes (whole minutes, as ``EngineTicker/openTime``), rounded down
    /// to the quote precision; the last price when nothing traded.
    public func averagePrice(
        _ symbol: String, minutes: Int, now: Int64
    ) -> (price: ExactDecimal, lastTradeTime: Int64)? {
        guard let index = marketIndexes[symbol] else { return nil }
        let market = markets[index]
        let since = EngineTime.clamped(now) - Int64(min(max(1, minutes), 1_000_000)) * 60_000
        let window = market.window(since: since)
        let lastTime = market.history.trades.last?.time ?? clock
        guard let total = window.total, total.lots > 0 else { return (lastPrice(at: index), lastTime) }
        do throws(DecimalError) {
            let volume = market.units.volume(total.lots)
            let scale = max(market.spec.quotePrecision, market.units.price(1).scale)
            let price = try market.units.quote(ofArea: total.area).divided(
                by: volume, scale: scale, rounding: .down)
            return (price, lastTime)
        } catch {
            // Beyond 34 digits: the last price stands in, as it does for a quiet market.
            return (lastPrice(at: index), lastTime)
        }
    }
}

extension MarketState {
    /// The best levels of one side.
    func levels(_ side: Side, depth: Int) -> [EngineLevel] {
        let levels = book.side(side)
        return levels.levels.suffix(min(max(0, depth), Limits.page)).reversed().map { level in
            EngineLevel(
                price: units.price(levels.ticks(level)), quantity: units.volume(level.lots),
                orderCount: level.orderCount)
        }
    }

    /// Everything that traded in the minutes that end after `time`, and the close before them.
    func window(since time: Int64) -> (total: Bar?, previousClose: Int64?) {
        let bars = history.minutes
        let first = bars.firstIndex(endingAfter: time)
        var total: Bar?
        for index in first..<bars.count {
            if total == nil { total = bars[index] } else { total?.merge(bars[index]) }
        }
        return (total, first > 0 ? bars[first - 1].close : nil)
    }
}
