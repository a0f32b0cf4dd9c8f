import AdapterProtocol
import VenueSimulator

// GET order, openOrders, allOrders, myTrades, myPreventedMatches (binance.md E.7).
extension BinanceFace {
    func query(_ call: Binance.Call, _ parameters: inout Binance.Parameters) throws(Binance.Refusal) -> Binance.JSON {
        let market = try parameters.market()
        let key = try parameters.orderKey("orderId", "origClientOrderId")
        try parameters.finish()
        guard let order = visibility.seen(try order(key, market)) else { throw .noSuchOrder }
        let isOver = order.status == .canceled || order.status == .expired || order.status == .expiredInMatch
        if isOver, order.executedQuantity.isZero, now - order.updatedAt > 90 * 86_400_000 { throw .archived }
        return row(order)
    }

    /// The order that a reader means. Where cancels replace client ids, a cancelled order answers to the cancel's id.
    private func order(_ key: OrderKey, _ market: Binance.Market) throws(Binance.Refusal) -> EngineOrder {
        let found: EngineOrder
        do {
            found = try exchange.order(key, symbol: market.symbol, account: Binance.Setup.account)
        } catch .clientOrderIDMismatch {
            return try renamed(key, market, or: .idsDisagree)
        } catch {
            return try renamed(key, market, or: .noSuchOrder)
        }
        guard ledger.cancelID(of: EngineOrderRef(found)) != nil else { return found }
        switch key {
        case .id: return found
        case .clientOrderID: throw .noSuchOrder
        case .both: throw .idsDisagree
        }
    }

    private func renamed(
        _ key: OrderKey,
        _ market: Binance.Market,
        or refusal: Binance.Refusal
    ) throws(Binance.Refusal) -> EngineOrder {
        let (clientID, id): (String, Int64?) =
            switch key {
            case .id(let id): ("", id)
            case .clientOrderID(let clientID): (clientID, nil)
            case .both(let id, let clientID): (clientID, id)
            }
        guard let renamed = ledger.order(renamedTo: clientID, symbol: market.symbol), id == nil || id == renamed,
            let order = try? exchange.order(.id(renamed), symbol: market.symbol, account: Binance.Setup.account)
        else { throw refusal }
        return order
    }

    func row(_ order: EngineOrder) -> Binance.JSON {
        let cancelID = order.status.isOpen ? nil : ledger.cancelID(of: EngineOrderRef(order))
        return Binance.OrderReport(order: order, clientID: cancelID ?? order.clientOrderID ?? "").row
    }

    func openOrders(_ parameters: inout Binance.Parameters) throws(Binance.Refusal) -> Binance.JSON {
        let market = try parameters.optionalMarket()
        try parameters.finish()
        let open = exchange.openOrders(account: Binance.Setup.account, symbol: market?.symbol)
        return .list(visibility.seen(open: open, symbol: market?.symbol).map(row))
    }

    func allOrders(_ parameters: inout Binance.Parameters) throws(Binance.Refusal) -> Binance.JSON {
        let market = try parameters.market()
        let from = try parameters.id("orderId")
        let span = try parameters.daySpan()
        let limit = try parameters.limit(default: 500, maximum: 1_000)
        try parameters.finish()
        let page = HistoryPage(fromID: from, startTime: span.start, endTime: span.end, limit: limit)
        let orders = exchange.orders(account: Binance.Setup.account, symbol: market.symbol, page)
        return .list(orders.compactMap(visibility.seen).map(row))
    }

    func myTrades(_ parameters: inout Binance.Parameters) throws(Binance.Refusal) -> Binance.JSON {
        let market = try parameters.market()
        let orderID = try parameters.id("orderId")
        let from = try parameters.id("fromId")
        let span = try parameters.daySpan()
        let limit = try parameters.limit(default: 500, maximum: 1_000)
        try parameters.finish()
        // One of: nothing, orderId, orderId+fromId, fromId, startTime, endTime, startTime+endTime.
        if span.start != nil || span.end != nil, orderID != nil || from != nil { throw .combination }
        let page = HistoryPage(fromID: from, startTime: span.start, endTime: span.end, limit: limit)
        let fills = exchange.fills(
            account: Binance.Setup.account,
            symbol: market.symbol,
            orderID: orderID,
            page
        )
        return .list(fills.filter(visibility.sees).map(Self.row))
    }

    private static func row(_ fill: EngineFill) -> Binance.JSON {
        [
            "symbol": .text(fill.symbol),
            "id": .id(fill.tradeID),
            "orderId": .id(fill.orderID),
            "orderListId": -1,
            "price": .money(fill.price),
            "qty": .money(fill.quantity),
            "quoteQty": .money(fill.quoteAmount),
            "commission": .money(fill.fee),
            "commissionAsset": .text(fill.feeAsset),
            "time": .time(fill.time),
            "isBuyer": .flag(fill.side == .buy),
            "isMaker": .flag(fill.isMaker),
            "isBestMatch": true,
        ]
    }

    /// By match id or by order (binance.md E); one of them is needed.
    func preventedMatches(_ parameters: inout Binance.Parameters) throws(Binance.Refusal) -> Binance.JSON {
        let market = try parameters.market()
        let matchID = try parameters.id("preventedMatchId")
        let orderID = try parameters.id("orderId")
        let from = try parameters.id("fromPreventedMatchId")
        let limit = try parameters.limit(default: 500, maximum: 1_000)
        try parameters.finish()
        if matchID == nil, orderID == nil { throw .missing("preventedMatchId", or: "orderId") }
        if matchID != nil, orderID != nil || from != nil { throw .combination }
        let all = exchange.preventedMatches(account: Binance.Setup.account, symbol: market.symbol)
        let rows = all.filter { match in
            if let matchID { return match.id == matchID }
            return (match.takerOrderID == orderID || match.makerOrderID == orderID) && match.id >= (from ?? 0)
        }
        return .list(rows.prefix(limit).map(Self.row))
    }

    private static func row(_ match: PreventedMatch) -> Binance.JSON {
        let row: Binance.JSON = [
            "symbol": .text(match.symbol),
            "preventedMatchId": .id(match.id),
            "takerOrderId": .id(match.takerOrderID),
            "makerSymbol": .text(match.symbol),
            "makerOrderId": .id(match.makerOrderID),
            "tradeGroupId": 1,
            "selfTradePreventionMode": .text(Binance.PreventionMode(match.mode).rawValue),
            "price": .money(match.price),
        ]
        let maker = match.makerPreventedQuantity
        let taker = match.takerPreventedQuantity
        return
            row
            .with("takerPreventedQuantity", taker.isZero ? nil : .money(taker))
            .with("makerPreventedQuantity", maker.isZero ? nil : .money(maker))
            .with("transactTime", .time(match.time))
    }
}

extension Binance.Parameters {
    /// `startTime` and `endTime`, at most 24 hours apart (binance.md E.7, -1127).
    mutating func daySpan() throws(Binance.Refusal) -> (start: Int64?, end: Int64?) {
        let start = try time("startTime")
        let end = try time("endTime")
        if let start, let end, end - start > 86_400_000 { throw .moreThanADay }
        return (start, end)
    }
}
