import AdapterProtocol
import VenueSimulator

// DELETE hf/orders... (kucoin.md E.2).
extension KuCoinFace {
    /// A cancel request: acknowledged now, carried out a little later (L).
    mutating func cancel(_ call: KuCoin.Call, byClientID: Bool) throws(KuCoin.Refusal) -> FaceJSON {
        let order = try cancelable(call, byClientID: byClientID)
        schedule(order, after: Int64(call.switches.number(.cancelDelayMilliseconds)), lag: call.switches.visibilityLag)
        return byClientID
            ? ["clientOid": .text(call.variable)] : ["orderId": .text(call.variable)]
    }

    /// Answers after the cancel, with the sizes it left.
    mutating func cancelSync(_ call: KuCoin.Call, byClientID: Bool) throws(KuCoin.Refusal) -> FaceJSON {
        let order = try cancelable(call, byClientID: byClientID)
        schedule(order, after: 0, lag: call.switches.visibilityLag)
        let ended = try owned(.id(order.id), order.symbol, call.switches)
        let report = KuCoin.OrderReport(ended)
        let sizes: [FaceJSON.Member] = [
            .init("originSize", .amount(report.size)), .init("dealSize", .amount(ended.executedQuantity)),
            .init("remainSize", .amount(report.remainSize)), .init("canceledSize", .amount(report.cancelledSize)),
            .init("status", ended.status.isOpen ? "open" : "done"),
        ]
        let name: FaceJSON.Member =
            byClientID
            ? .init("clientOid", .text(call.variable)) : .init("orderId", .text(call.variable))
        return .members([name] + sizes)
    }

    /// Takes a part off an order, which keeps its place in the queue.
    mutating func cancelPart(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        let order = try cancelable(call, byClientID: false)
        guard let market = KuCoin.Markets.bySymbol[order.symbol], let size = try call.fields.decimal("cancelSize")
        else { throw call.fields.invalid("cancelSize") }
        guard size.isPositive, size.isMultiple(of: market.baseIncrement) else { throw .sizeIncrement }
        guard size <= order.remainingQuantity else { throw .sizeInvalid }
        if size == order.remainingQuantity {
            schedule(order, after: 0, lag: call.switches.visibilityLag)
        } else {
            do {
                let change = try exchange.amend(
                    .id(order.id), symbol: order.symbol, account: KuCoin.Setup.account,
                    quantity: KuCoin.difference(order.quantity, size), clientOrderID: nil, now: now)
                streams.remember(change.previous)
                absorb(change.events)
                hide(change, call.switches)
            } catch {
                throw KuCoin.Refusal(error, call.switches)
            }
        }
        return ["orderId": .text(call.variable), "cancelSize": .amount(size)]
    }

    /// All orders of one pair; a request only.
    mutating func cancelSymbol(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        let market = try tradedMarket(call.fields.required("symbol"), call.switches)
        try checkCanceling(call.switches)
        cancelOrders(of: market.symbol, call.switches)
        return "success"
    }

    mutating func cancelAll(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        try checkCanceling(call.switches)
        var symbols: [String] = []
        for symbol in exchange.symbols where cancelOrders(of: symbol, call.switches) { symbols.append(symbol) }
        return ["succeedSymbols": .list(symbols.map(FaceJSON.text)), "failedSymbols": []]
    }

    @discardableResult
    private mutating func cancelOrders(of symbol: String, _ switches: KuCoin.Switches) -> Bool {
        let open = exchange.openOrders(account: KuCoin.Setup.account, symbol: symbol)
        for order in open {
            schedule(order, after: Int64(switches.number(.cancelDelayMilliseconds)), lag: switches.visibilityLag)
        }
        return !open.isEmpty
    }

    /// The open order that a cancel or an alter names.
    private func cancelable(_ call: KuCoin.Call, byClientID: Bool) throws(KuCoin.Refusal) -> EngineOrder {
        let symbol = try call.fields.required("symbol")
        _ = try tradedMarket(symbol, call.switches)
        try checkCanceling(call.switches)
        let order =
            byClientID
            ? try owned(.clientOrderID(call.variable), symbol, call.switches)
            : try owned(id: call.variable, symbol, call.switches)
        let isHidden = visibility.seen(order) == nil
        if isHidden, call.switches.has(.cancelBeforeVisible, "refused") { throw .notCancelable }
        guard order.status.isOpen else { throw .notCancelable }
        return order
    }

    private func checkCanceling(_ switches: KuCoin.Switches) throws(KuCoin.Refusal) {
        if switches.has(.venueStatus, "close") { throw .cancelingSuspended }
    }

    /// Keeps a change from reads for as long as the request's read lag says.
    func hidden(_ switches: KuCoin.Switches) -> Int64? { switches.visibilityLag > 0 ? switches.visibilityLag : nil }

    mutating func hide(_ change: EngineChange, _ switches: KuCoin.Switches) {
        guard let lag = hidden(switches) else { return }
        visibility.hide(change.order, before: change.previous, now: now, until: now + lag)
    }
}
