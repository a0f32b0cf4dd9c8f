import AdapterProtocol
import VenueSimulator

// POST hf/orders/alter (kucoin.md E.3): cancel and new order in one call. New id, same clientOid, queue place lost.
extension KuCoinFace {
    mutating func alter(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        let fields = call.fields
        let market = try tradedMarket(fields.required("symbol"), call.switches)
        let order = try altered(call, market)
        let newPrice = try fields.decimal("newPrice")
        let newSize = try fields.decimal("newSize")
        guard newPrice != nil || newSize != nil else { throw fields.invalid("newPrice or newSize") }
        let rules = KuCoin.OrderRules(
            market: market, lastPrice: exchange.lastPrice(market.symbol) ?? market.openingPrice,
            switches: call.switches)
        try rules.checkOpen(now: now)
        guard let price = newPrice ?? order.price else { throw fields.invalid("newPrice") }
        guard price.isPositive, price.isMultiple(of: market.priceIncrement), price < KuCoin.dec(1_000_000_000_000)
        else { throw .priceIncrement(code: call.switches.text(.incrementCode)) }
        if let newSize { try rules.check(size: newSize) }
        if call.switches.has(.priceProtection, "refuse"), let refusal = rules.protection(order.side, newPrice) {
            throw refusal
        }
        let size = remainder(of: order, newSize, call.switches)
        guard size.isPositive else { return try cancelInstead(order, call) }
        let next = KuCoin.product(price, size)
        if next < market.minFunds {
            throw .minimumFunds(market.minFunds.text(trimmingZeros: true), market.quote)
        }
        try checkFunds(replacing: order, price: price, size: size, market)
        return try replace(order, price: price, size: size, call)
    }

    private func altered(_ call: KuCoin.Call, _ market: KuCoin.Market) throws(KuCoin.Refusal) -> EngineOrder {
        let order: EngineOrder
        if let id = try call.fields.text("orderId") {
            order = try owned(id: id, market.symbol, call.switches)
        } else if let clientID = try call.fields.clientID("clientOid") {
            order = try owned(.clientOrderID(clientID), market.symbol, call.switches)
        } else {
            throw call.fields.invalid("orderId or clientOid")
        }
        guard order.status.isOpen else { throw .notCancelable }
        return order
    }

    /// What the new order is for: the new size less what the old one has filled, or the new size itself.
    private func remainder(
        of order: EngineOrder, _ newSize: ExactDecimal?, _ switches: KuCoin.Switches
    ) -> ExactDecimal {
        guard let newSize else { return order.remainingQuantity }
        if newSize <= order.executedQuantity { return .zero }
        return switches.has(.alterSize, "total") ? KuCoin.difference(newSize, order.executedQuantity) : newSize
    }

    /// A new size that is already filled just cancels; the answer names the old order.
    private mutating func cancelInstead(
        _ order: EngineOrder, _ call: KuCoin.Call
    ) throws(KuCoin.Refusal) -> FaceJSON {
        schedule(order, after: 0, lag: call.switches.visibilityLag)
        return FaceJSON.members([.init("newOrderId", .text(KuCoin.OrderID.text(order)))])
            .with("clientOid", order.clientOrderID.map(FaceJSON.text))
    }

    private func checkFunds(
        replacing order: EngineOrder, price: ExactDecimal, size: ExactDecimal, _ market: KuCoin.Market
    ) throws(KuCoin.Refusal) {
        let factor = KuCoin.sum(.one, KuCoin.Setup.feeRate)
        let isBuy = order.side == .buy
        let need = isBuy ? KuCoin.product(KuCoin.product(price, size), factor) : size
        let freed = isBuy ? KuCoin.product(order.lockedAmount, factor) : order.lockedAmount
        guard KuCoin.sum(available(isBuy ? market.quote : market.base), freed) >= need else { throw .balance }
    }

    private mutating func replace(
        _ order: EngineOrder, price: ExactDecimal, size: ExactDecimal, _ call: KuCoin.Call
    ) throws(KuCoin.Refusal) -> FaceJSON {
        schedule(order, after: 0, lag: call.switches.visibilityLag)
        let placement: EnginePlacement
        do {
            placement = try exchange.place(
                NewOrder(
                    symbol: order.symbol, account: order.account, side: order.side, kind: order.kind,
                    amount: .base(size), price: price, timeInForce: order.timeInForce,
                    selfTradeMode: order.selfTradeMode, clientOrderID: order.clientOrderID, labels: order.labels),
                now: now)
        } catch {
            throw KuCoin.Refusal(error, call.switches)
        }
        absorb(placement.events)
        if call.switches.placementLag > 0 {
            visibility.hide(placement.order, before: nil, now: now, until: now + call.switches.placementLag)
        }
        if placement.order.status.isOpen,
            let seconds = order.labels[KuCoin.Label.cancelAfter].flatMap({ Int64($0) })
        {
            schedule(placement.order, after: seconds * 1_000, lag: 0)
        }
        runStops(at: now)
        return FaceJSON.members([.init("newOrderId", .text(KuCoin.OrderID.text(placement.order)))])
            .with("clientOid", order.clientOrderID.map(FaceJSON.text))
    }
}
