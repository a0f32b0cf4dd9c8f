import AdapterProtocol
import VenueSimulator

// The shapes in which reads tell about an order (valr.md E.8, E.9).
extension VALRFace {
    func clientID(_ order: VALR.Tracked, _ switches: VALR.Switches) -> FaceJSON? {
        // Spelt out: a bare nil would be JSON's null here, and the venue sends no key at all (A.1).
        order.clientID.map(FaceJSON.text) ?? (switches.sendsEmptyFields ? FaceJSON.text("") : Optional<FaceJSON>.none)
    }

    private func price(_ order: VALR.Tracked, _ step: VALR.Step) -> FaceJSON { VALR.text(step.price) }

    /// One state, as the status and the detail endpoints show it.
    func state(_ order: VALR.Tracked, _ step: VALR.Step, _ switches: VALR.Switches) -> FaceJSON {
        let row: FaceJSON = [
            "orderId": .text(orderID(order)),
            "orderStatusType": .text(step.status.rawValue),
            "currencyPair": .text(order.symbol),
            "originalPrice": price(order, step),
            "remainingQuantity": VALR.text(step.remaining),
            "originalQuantity": VALR.text(step.original),
            "orderSide": .text(order.form.side.rawValue),
            "orderType": .text(order.form.kind.rawValue),
            "failedReason": .text(step.reason),
            "orderUpdatedAt": .text(VALR.Times.text(step.time)),
            "orderCreatedAt": .text(VALR.Times.text(order.createdAt)),
        ]
        return row.with("customerOrderId", clientID(order, switches))
    }

    func statusRow(_ order: VALR.Tracked, _ step: VALR.Step, _ switches: VALR.Switches) -> FaceJSON {
        state(order, step, switches).with("stopPrice", order.form.stopPrice.map(VALR.text))
            .with("timeInForce", .text(order.form.timeInForce))
    }

    func detailRow(_ order: VALR.Tracked, _ step: VALR.Step, _ switches: VALR.Switches) -> FaceJSON {
        state(order, step, switches).with("executedFee", VALR.text(step.eventFee))
            .with("executedPrice", VALR.text(step.eventPrice)).with("executedQuantity", VALR.text(step.eventQuantity))
            .with("stopPrice", order.form.stopPrice.map(VALR.text))
            .with("timeInForce", .text(order.form.timeInForce))
    }

    /// A row of the history; the summary of one order has the same fields.
    func historyRow(_ order: VALR.Tracked, _ step: VALR.Step, _ switches: VALR.Switches) -> FaceJSON {
        let market = VALR.Markets.listed(order.symbol)
        let average = VALR.quotient(step.executedQuote, step.executed, scale: market.tick.scale + 8)
        let head: FaceJSON = ["orderId": .text(orderID(order))]
        return head.with("customerOrderId", clientID(order, switches))
            .with("orderStatusType", .text(step.status.rawValue))
            .with("currencyPair", .text(order.symbol))
            .with("averagePrice", VALR.text(average))
            .with("originalPrice", price(order, step))
            .with("remainingQuantity", VALR.text(step.remaining))
            .with("originalQuantity", VALR.text(step.original))
            .with("total", VALR.text(step.executedQuote))
            .with("totalExecutedQuantity", VALR.text(step.executed))
            .with("totalFee", VALR.text(step.fee))
            .with("feeCurrency", .text(order.form.side == .buy ? market.base : market.quote))
            .with("orderSide", .text(order.form.side.rawValue))
            .with("orderType", .text(order.form.kind.rawValue))
            .with("failedReason", .text(step.reason))
            .with("orderUpdatedAt", .text(VALR.Times.text(step.time)))
            .with("orderCreatedAt", .text(VALR.Times.text(order.createdAt)))
            .with("stopPrice", order.form.stopPrice.map(VALR.text))
            .with("timeInForce", .text(order.form.timeInForce))
    }

    /// A row of the open orders: other names for the same things.
    func openRow(_ order: VALR.Tracked, _ step: VALR.Step, _ switches: VALR.Switches) -> FaceJSON {
        let filled = VALR.quotient(VALR.product(step.executed, 100), step.original, scale: 2)
        let row: FaceJSON = [
            "orderId": .text(orderID(order)),
            "side": .text(order.form.side.rawValue),
            "remainingQuantity": VALR.text(step.remaining),
            "price": VALR.text(step.price),
            "currencyPair": .text(order.symbol),
            "createdAt": .text(VALR.Times.text(order.createdAt)),
            "originalQuantity": VALR.text(step.original),
            "filledPercentage": .text(filled.text(minimumScale: 2)),
        ]
        return row.with("customerOrderId", clientID(order, switches))
            .with("stopPrice", order.form.stopPrice.map(VALR.text))
            .with("updatedAt", .text(VALR.Times.text(step.time)))
            .with("status", .text(step.status.rawValue))
            .with("type", .text(order.form.kind.rawValue))
            .with("timeInForce", .text(order.form.timeInForce))
            .with("allowMargin", false)
    }
}
