import AdapterProtocol
import VenueSimulator

// Rows of the `executions` channel, with the members of the samples (kraken.md J.2).
extension KrakenFace {
    /// An order as REST would word it.
    func orderRow(_ order: EngineOrder) -> Kraken.OrderRow {
        let market = Kraken.Markets.of(order.symbol) ?? Kraken.Markets.all[0]
        return Kraken.OrderRow(
            order: order, market: market, note: books.note(Kraken.Ref(order)), fills: [], ids: ids,
            switches: switches)
    }

    /// An open order of the snapshot.
    func snapshotRow(_ order: EngineOrder) -> FaceJSON? {
        guard let market = Kraken.Markets.of(order.symbol) else { return nil }
        let row = terms(order, market, "new", status: order.status == .partiallyFilled ? "partially_filled" : "new")
        return sums(row, order).with("post_only", .flag(order.kind == .limitMaker)).with("reduce_only", false)
            .with("margin", false).with("timestamp", Kraken.StreamText.time(micro: Kraken.Times.opened(order)))
    }

    /// The row that says everything.
    func wholeRow(_ order: EngineOrder, _ type: String) -> FaceJSON? {
        guard let market = Kraken.Markets.of(order.symbol) else { return nil }
        let isNew = type == "pending_new"
        let status = isNew ? "pending_new" : order.status == .partiallyFilled ? "partially_filled" : "new"
        let row = terms(order, market, type, status: status)
        return (isNew ? row.with("cum_cost", .number("0.0")) : sums(row, order))
            .with("timestamp", time(order, isNew: isNew))
    }

    /// A step that changes nothing but the state.
    func stepRow(_ order: EngineOrder, _ type: String, status: String) -> FaceJSON {
        [
            "timestamp": time(order, isNew: true), "order_status": .text(status), "exec_type": .text(type),
            "order_userref": userref(order), "order_id": .text(ids.order(Kraken.Ref(order))),
        ]
    }

    /// A step that tells what was traded in all.
    func sumsRow(_ order: EngineOrder, _ type: String, status: String = "filled") -> FaceJSON {
        let row: FaceJSON = [
            "timestamp": time(order, isNew: false), "order_status": .text(status), "exec_type": .text(type),
            "order_userref": userref(order), "order_id": .text(ids.order(Kraken.Ref(order))),
        ]
        return sums(row, order)
    }

    /// A fill.
    func tradeRow(_ order: EngineOrder, _ fill: EngineFill) -> FaceJSON? {
        let status = order.status == .filled ? "filled" : "partially_filled"
        return tradeRow(fill, order, status)
    }

    /// A fill of before, for the snapshot.
    func oldTradeRow(_ fill: EngineFill) -> FaceJSON? {
        guard let order = order(Kraken.Ref(orderOf: fill)) else { return nil }
        return tradeRow(fill, order, order.status == .filled ? "filled" : "partially_filled")
    }

    private func tradeRow(_ fill: EngineFill, _ order: EngineOrder, _ status: String) -> FaceJSON? {
        guard let market = Kraken.Markets.of(fill.symbol), let feeAsset = Kraken.Markets.asset(fill.feeAsset) else {
            return nil
        }
        let row: FaceJSON = [
            "order_id": .text(ids.order(Kraken.Ref(orderOf: fill))), "exec_id": .text(ids.trade(fill)),
            "exec_type": "trade", "trade_id": .integer(fill.tradeID), "symbol": .text(market.display),
            "side": .text(fill.side.rawValue), "last_qty": number(fill.quantity), "last_price": number(fill.price),
            "liquidity_ind": fill.isMaker ? "m" : "t", "cost": number(fill.quoteAmount),
            "order_userref": userref(order), "order_status": .text(status),
            "order_type": .text(order.venueType.rawValue), "fee_usd_equiv": number(fill.fee),
            "fees": [["asset": .text(feeAsset.display), "qty": number(fill.fee)]],
            "timestamp": Kraken.StreamText.time(micro: Kraken.Times.traded(fill)),
        ]
        return row.with("cl_ord_id", order.clientOrderID.map { .text($0) })
    }

    private func number(_ value: ExactDecimal) -> FaceJSON { Kraken.StreamText.number(value, switches) }

    private func userref(_ order: EngineOrder) -> FaceJSON { .number(order.labels[Kraken.Label.userref] ?? "0") }

    private func time(_ order: EngineOrder, isNew: Bool) -> FaceJSON {
        let isOver = !order.status.isOpen && !isNew
        return Kraken.StreamText.time(micro: isOver ? Kraken.Times.closed(order) : Kraken.Times.opened(order))
    }

    private func sums(_ row: FaceJSON, _ order: EngineOrder) -> FaceJSON {
        let places = Kraken.Markets.of(order.symbol)?.costDecimals ?? 8
        return row.with("cum_qty", number(order.executedQuantity)).with("cum_cost", number(order.executedQuote))
            .with("avg_price", number(order.averagePrice(places: places))).with("fee_usd_equiv", .number("0.0"))
    }

    /// What the order asks for.
    private func terms(
        _ order: EngineOrder, _ market: Kraken.Market, _ type: String, status: String
    ) -> FaceJSON {
        let isQuote = order.quoteAmount != nil
        let flags = order.labels[Kraken.Label.flags] ?? "fciq"
        var row = FaceJSON.members([.init("order_id", .text(ids.order(Kraken.Ref(order))))])
            .with("cl_ord_id", order.clientOrderID.map { .text($0) }).with("order_userref", userref(order))
            .with("symbol", .text(market.display))
            .with(isQuote ? "cash_order_qty" : "order_qty", number(order.orderedVolume))
            .with("time_in_force", .text(order.labels[Kraken.Label.timeInForce] ?? "GTC"))
            .with("exec_type", .text(type)).with("side", .text(order.side.rawValue))
            .with("order_type", .text(order.venueType.rawValue)).with("limit_price_type", "static")
            .with("limit_price", order.price.map(number)).with("stop_price", .number("0.0"))
            .with("order_status", .text(status)).with("fee_ccy_pref", flags.contains("fcib") ? "fcib" : "fciq")
        if type == "pending_new" { row = row.with("fee_usd_equiv", .number("0.0")) }
        return order.kind.isTriggered ? row.with("triggers", triggers(order)) : row
    }

    func triggers(_ order: EngineOrder) -> FaceJSON {
        [
            "reference": .text(order.labels[Kraken.Label.reference] ?? "last"),
            "price": order.triggerPrice.map(number) ?? .null, "price_type": "static",
            "status": order.isWorking ? "triggered" : "untriggered",
        ]
    }
}
