import AdapterProtocol
import VenueSimulator

// POST order and POST order/test (binance.md E.2).
extension BinanceFace {
    mutating func place(
        _ call: inout Binance.Call,
        _ parameters: inout Binance.Parameters
    ) throws(Binance.Refusal) -> Binance.JSON {
        let form = try Binance.OrderForm(&parameters)
        try parameters.finish()
        try admit(form)
        try orderCounts.check(call.switches, now: now)
        let report = try enter(form, call)
        call.countsOrders = true
        return report
    }

    /// Validates without entering: filters count, funds and the book do not (binance.md E, F.4).
    func testOrder(
        _ call: Binance.Call,
        _ parameters: inout Binance.Parameters
    ) throws(Binance.Refusal) -> Binance.JSON {
        let form = try Binance.OrderForm(&parameters)
        let computesRates = try parameters.flag("computeCommissionRates") ?? false
        try parameters.finish()
        try admit(form)
        return computesRates ? commissionForOrder : [:]
    }

    /// What is checked before the matching engine sees an order: status, self-trade mode, filters (L.8, L.9).
    func admit(_ form: Binance.OrderForm) throws(Binance.Refusal) {
        guard exchange.phase(form.market.symbol) == .trading else { throw .marketClosed }
        guard Binance.PreventionMode.allowed.contains(form.prevention) else { throw .preventionMode }
        let balance = exchange.account(Binance.Setup.account)?.balances.first { $0.asset == form.market.base }
        let filters = Binance.Filters(
            market: form.market,
            reference: referencePrice(of: form.market),
            openOrders: exchange.openOrders(account: Binance.Setup.account),
            position: (try? ExactDecimal.sum([balance?.free ?? .zero, balance?.locked ?? .zero])) ?? .zero
        )
        try filters.check(form)
    }

    /// Hands an admitted order to the matching engine and reports what became of it.
    mutating func enter(
        _ form: Binance.OrderForm,
        _ call: Binance.Call
    ) throws(Binance.Refusal) -> Binance.JSON {
        if case .quote = form.amount, isBookEmpty(for: form) { throw .emptyBook }
        let before = exchange.account(Binance.Setup.account)
        let placement: EnginePlacement
        do {
            placement = try exchange.place(keptInRange(newOrder(form), form.market), now: now)
        } catch {
            throw Binance.Refusal(error)
        }
        orderCounts.add(1, now: now)
        absorb(placement.events)
        hide(placement.order, before: nil, account: before, call)
        let report = Binance.OrderReport(order: placement.order, clientID: placement.order.clientOrderID ?? "")
        return report.placement(form.response, fills: placement.fills, at: now)
    }

    private mutating func newOrder(_ form: Binance.OrderForm) -> NewOrder {
        var labels: [String: String] = [:]
        labels[Binance.Label.iceberg] = form.icebergQuantity?.description
        labels[Binance.Label.strategyID] = form.strategyID.map(String.init)
        labels[Binance.Label.strategyType] = form.strategyType.map(String.init)
        return NewOrder(
            symbol: form.market.symbol,
            account: Binance.Setup.account,
            side: form.side.engine,
            kind: form.type.kind,
            amount: form.engineAmount,
            price: form.price,
            triggerPrice: form.stopPrice,
            timeInForce: form.timeInForce.engine,
            selfTradeMode: form.prevention.engine,
            clientOrderID: form.clientID ?? ledger.makeClientID(),
            labels: labels
        )
    }

    private func isBookEmpty(for form: Binance.OrderForm) -> Bool {
        form.side == .buy
            ? exchange.bestAsk(form.market.symbol) == nil : exchange.bestBid(form.market.symbol) == nil
    }

    /// Keeps a write from reads for as long as the request's read lag says.
    mutating func hide(
        _ order: EngineOrder,
        before past: EngineOrder?,
        account: EngineAccount?,
        _ call: Binance.Call
    ) {
        let lag = call.switches.visibilityLag
        guard lag > 0 else { return }
        visibility.hide(order, before: past, now: now, until: now + lag)
        if let account { visibility.hide(account, until: now + lag) }
    }

    /// What PERCENT_PRICE and NOTIONAL compare with (binance.md C.3).
    func referencePrice(of market: Binance.Market) -> ExactDecimal {
        if market.referencePrice == .set, let last = exchange.lastPrice(market.symbol) { return last }
        let average = exchange.averagePrice(market.symbol, minutes: market.averageMinutes, now: now)?.price
        return average ?? exchange.lastPrice(market.symbol) ?? market.openingPrice
    }
}

extension Binance.OrderForm {
    fileprivate var engineAmount: EngineAmount {
        switch amount {
        case .base(let quantity): .base(quantity)
        case .quote(let amount): .quote(amount)
        }
    }
}
