import AdapterProtocol
import VenueSimulator

// GET hf/orders... (kucoin.md E.2, E.7).
extension KuCoinFace {
    func order(_ call: KuCoin.Call, byClientID: Bool) throws(KuCoin.Refusal) -> FaceJSON {
        let symbol = try tradedMarket(call.fields.required("symbol"), call.switches).symbol
        let order =
            byClientID
            ? try owned(.clientOrderID(call.variable), symbol, call.switches)
            : try owned(id: call.variable, symbol, call.switches)
        guard let seen = visibility.seen(order), isKept(seen, call.switches) else {
            throw .unknownOrder(code: call.switches.text(.unknownOrderCode))
        }
        return row(seen)
    }

    /// The newest changes first.
    func active(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        let symbol = try tradedMarket(call.fields.required("symbol"), call.switches).symbol
        let orders = openOrders(symbol)
        if orders.isEmpty, call.switches.has(.emptyActive, "null") { return .null }
        return .list(orders.map(row))
    }

    func activePage(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        let symbol = try tradedMarket(call.fields.required("symbol"), call.switches).symbol
        let number = try call.fields.count("pageNum", in: 1...1_000_000, initial: 1)
        let size = try call.fields.count("pageSize", in: 1...50, initial: 20)
        return KuCoin.Page(number: number, size: size).answer(openOrders(symbol), row)
    }

    func activeSymbols() -> FaceJSON {
        ["symbols": .list(exchange.symbols.filter { !openOrders($0).isEmpty }.map(FaceJSON.text))]
    }

    func openOrders(_ symbol: String) -> [EngineOrder] {
        let open = exchange.openOrders(account: KuCoin.Setup.account, symbol: symbol)
        return visibility.seen(open: open, symbol: symbol)
            .sorted { ($0.updatedAt, $0.id) > ($1.updatedAt, $1.id) }
    }

    /// Done orders, newest first, by pages of `lastId`.
    func done(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        let filter = try KuCoin.HistoryFilter(call, tradedMarket(call.fields.required("symbol"), call.switches))
        let rows = filter.collect { count -> [EngineOrder] in
            let page = HistoryPage(endTime: filter.end, limit: count)
            return exchange.orders(account: KuCoin.Setup.account, symbol: filter.symbol, page)
        } chosen: { order -> EngineOrder? in
            guard let seen = visibility.seen(order), !seen.status.isOpen, isKept(seen, call.switches),
                filter.takes(
                    side: seen.side, isMarket: seen.kind == .market, row: KuCoin.RowID.order(seen),
                    time: seen.createdAt)
            else { return nil }
            return seen
        }
        return KuCoin.lastPage(rows, id: KuCoin.RowID.order, row)
    }

    func fills(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        let symbol = try tradedMarket(call.fields.required("symbol"), call.switches).symbol
        if let id = try call.fields.text("orderId") {
            let order = try owned(id: id, symbol, call.switches)
            let fills = exchange.fills(
                account: KuCoin.Setup.account, symbol: symbol, orderID: order.id, HistoryPage(limit: 1_000))
            let rows = fills.reversed().filter(visibility.sees).map { (fill: $0, order: order) }
            return KuCoin.lastPage(rows, id: { KuCoin.RowID.fill($0.fill) }) { row($0.fill, of: $0.order) }
        }
        let filter = try KuCoin.HistoryFilter(call, tradedMarket(symbol, call.switches))
        let rows = filter.collect { count -> [EngineFill] in
            let page = HistoryPage(endTime: filter.end, limit: count)
            return exchange.fills(account: KuCoin.Setup.account, symbol: symbol, page)
        } chosen: { fill -> (fill: EngineFill, order: EngineOrder)? in
            guard visibility.sees(fill), filter.isBefore(KuCoin.RowID.fill(fill)),
                let order = try? owned(.id(fill.orderID), symbol, call.switches),
                filter.takes(
                    side: fill.side, isMarket: order.kind == .market, row: KuCoin.RowID.fill(fill), time: fill.time)
            else { return nil }
            return (fill, order)
        }
        return KuCoin.lastPage(rows, id: { KuCoin.RowID.fill($0.fill) }) { row($0.fill, of: $0.order) }
    }

    /// The row of an order; one that came from a stop order may keep that one's id (Annex 2.6).
    func row(_ order: EngineOrder) -> FaceJSON {
        KuCoin.OrderReport(order).row(id: order.labels[KuCoin.Label.stopID] ?? KuCoin.OrderID.text(order))
    }

    private func row(_ fill: EngineFill, of order: EngineOrder) -> FaceJSON {
        [
            "id": .integer(KuCoin.RowID.fill(fill)),
            "orderId": .text(order.labels[KuCoin.Label.stopID] ?? KuCoin.OrderID.text(order)),
            "counterOrderId": .text(KuCoin.OrderID.foreign(fill.tradeID, at: fill.time)),
            "tradeId": .integer(fill.tradeID), "symbol": .text(fill.symbol), "side": .text(fill.side.word),
            "liquidity": fill.isMaker ? "maker" : "taker",
            "type": order.kind == .market ? "market" : "limit", "forceTaker": false, "price": .amount(fill.price),
            "size": .amount(fill.quantity), "funds": .amount(fill.quoteAmount), "fee": .amount(fill.fee),
            "feeRate": .amount(KuCoin.Setup.feeRate), "feeCurrency": .text(fill.feeAsset),
            "stop": .text(order.labels[KuCoin.Label.stop] ?? ""), "tradeType": "TRADE", "taxRate": "0", "tax": "0",
            "createdAt": .integer(fill.time),
        ]
    }

    /// Whether a done order is still shown (E.7).
    private func isKept(_ order: EngineOrder, _ switches: KuCoin.Switches) -> Bool {
        if order.status.isOpen { return true }
        let isEmpty = order.executedQuantity.isZero
        let days: Int64 = switches.has(.retention, "3") ? 3 : isEmpty ? 2 : 7
        return now - order.updatedAt <= days * 86_400_000
    }

    /// The account's order of an engine key.
    func owned(_ key: OrderKey, _ symbol: String, _ switches: KuCoin.Switches) throws(KuCoin.Refusal) -> EngineOrder {
        do {
            return try exchange.order(key, symbol: symbol, account: KuCoin.Setup.account)
        } catch {
            throw KuCoin.Refusal(error, switches)
        }
    }

    /// The account's order of an id as the venue writes it.
    func owned(id text: String, _ symbol: String, _ switches: KuCoin.Switches) throws(KuCoin.Refusal) -> EngineOrder {
        if let stop = state.stops.first(where: { $0.id == text && $0.symbol == symbol }), let id = stop.orderID,
            switches.has(.stopOrderID, "kept")
        {
            return try owned(.id(id), symbol, switches)
        }
        let unknown = KuCoin.Refusal.unknownOrder(code: switches.text(.unknownOrderCode))
        guard let id = KuCoin.OrderID.id(text, symbol: symbol) else { throw unknown }
        let order = try owned(.id(id), symbol, switches)
        guard KuCoin.OrderID.text(order) == text.lowercased() else { throw unknown }
        return order
    }
}
