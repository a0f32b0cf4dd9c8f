import AdapterProtocol
import VenueSimulator

// GET listtrades (luno.md E.8).
extension LunoFace {
    func listTrades(_ parameters: Luno.Parameters, _ switches: Luno.Switches) throws(Luno.Refusal) -> FaceJSON {
        let market = try parameters.market()
        let limit = try parameters.limit()
        let since = try parameters.time("since")
        let before = try parameters.time("before")
        let afterSequence = try parameters.integer("after_seq").flatMap { $0 == 0 ? nil : $0 }
        let beforeSequence = try parameters.integer("before_seq").flatMap { $0 == 0 ? nil : $0 }
        let sortsDescending = try parameters.flag("sort_desc")
        let isDescending = before != nil || sortsDescending || switches.listsTradesDescending
        // The lag of this list (luno.md E.10) comes on top of `before`, and both are exclusive.
        let end = min(before ?? .max, now - switches.fillLag + 1) - 1
        let isBounded = since != nil || afterSequence != nil || beforeSequence != nil
        // Rows come ascending from a bound on, so only a descending page with one has to see them all.
        let page = HistoryPage(
            fromID: isDescending ? afterSequence : afterSequence ?? 0, startTime: since, endTime: end,
            limit: isDescending && isBounded ? 10_000 : limit)
        var fills = exchange.fills(account: Luno.account, symbol: market.id, page)
            .filter { $0.tradeID < beforeSequence ?? .max && visibility.sees($0) }
        if isDescending { fills.reverse() }
        return ["trades": list(fills.prefix(limit).map { row($0, market) }, switches)]
    }

    private func row(_ fill: EngineFill, _ market: Luno.Market) -> FaceJSON {
        let isBase = fill.feeAsset == market.base
        // `is_buy` is the taker's side, `type` is mine (luno.md K20).
        let takerBuys = (fill.side == .buy) != fill.isMaker
        let ref = Luno.Ref(fill)
        return [
            "pair": .text(market.id),
            "sequence": .integer(fill.tradeID),
            "order_id": .text(Luno.OrderID.text(market: market, id: fill.orderID)),
            "type": .text(fill.side == .buy ? "BID" : "ASK"),
            "timestamp": .integer(fill.time),
            "price": Luno.money(fill.price),
            "volume": Luno.money(fill.quantity),
            "base": Luno.money(fill.quantity),
            "counter": Luno.money(fill.quoteAmount),
            "fee_base": isBase ? Luno.money(fill.fee) : "0.00",
            "fee_counter": isBase ? "0.00" : Luno.money(fill.fee),
            "is_buy": .flag(takerBuys),
            "client_order_id": .text(notes.note(ref)?.clientID ?? ""),
        ]
    }
}
