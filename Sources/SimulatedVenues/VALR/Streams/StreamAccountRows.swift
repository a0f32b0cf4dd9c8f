import AdapterProtocol
import VenueSimulator

// The shapes of account events (valr.md J.2): other names than on REST for the same things, here and there.
extension VALRFace {
    /// `executed*` are those of this event.
    func statusData(_ order: VALR.Tracked, _ step: VALR.Step) -> FaceJSON {
        state(order, step, switches).with("executedPrice", VALR.text(step.eventPrice))
            .with("executedQuantity", VALR.text(step.eventQuantity)).with("executedFee", VALR.text(step.eventFee))
            .with("timeInForce", .text(order.form.timeInForce))
            .with("stopPrice", order.form.stopPrice.map(VALR.text))
    }

    func fillData(_ fill: VALR.Fill) -> FaceJSON {
        let order = register.order(fill.order)
        let row: FaceJSON = [
            "price": VALR.text(fill.price),
            "quantity": VALR.text(fill.quantity),
            "currencyPair": .text(fill.symbol),
            "tradedAt": .text(VALR.Times.text(fill.time)),
            "side": .text(fill.side.rawValue),
            "orderId": .text(order.map(orderID) ?? ""),
            "id": .text(fillID(fill)),
        ]
        let clientID = order?.clientID.map(FaceJSON.text)
        guard switches.tellsStreamFees else { return row.with("customerOrderId", clientID) }
        return row.with(fill.isReward ? "makerReward" : "fee", VALR.text(fill.fee))
            .with(fill.isReward ? "makerRewardCurrency" : "feeCurrency", .text(fill.feeCurrency))
            .with("customerOrderId", clientID)
    }

    /// The field of a refusal's text is not known.
    func outcome(
        _ modification: VALR.Modification, _ reason: String?
    ) -> (word: String, operation: String, body: FaceJSON) {
        let clientID = ids.parts(modification.orderID).flatMap { register.order($0.number)?.clientID }
        let head: FaceJSON = ["success": .flag(reason == nil), "orderId": .text(modification.orderID)]
        let data = head.with("customerOrderId", clientID.map(FaceJSON.text))
            .with("modifyRequestId", .text(modification.id)).with("failureReason", reason.map(FaceJSON.text))
        return ("MODIFY_ORDER_OUTCOME", "stream.order", ["type": "MODIFY_ORDER_OUTCOME", "data": data])
    }

    /// All open orders of the account, whole; `quantity` is what remains.
    func openOrdersMessage(_ account: String) -> FaceJSON {
        let rows = register.openNow(account).reversed().compactMap { order in
            order.steps.last.map { openData(order, $0) }
        }
        let list: FaceJSON = .list(rows)
        return [
            "type": "OPEN_ORDERS_UPDATE",
            "data": switches.wrapsOpenOrders ? ["accountId": .text(account), "orders": list] : list,
        ]
    }

    private func openData(_ order: VALR.Tracked, _ step: VALR.Step) -> FaceJSON {
        let filled = VALR.quotient(VALR.product(step.executed, 100), step.original, scale: 2)
        let head: FaceJSON = [
            "orderId": .text(orderID(order)),
            "side": .text(order.form.side.rawValue),
            "quantity": VALR.text(step.remaining),
            "price": VALR.text(step.price),
            "currencyPair": .text(order.symbol),
            "createdAt": .text(VALR.Times.text(order.createdAt)),
            "originalQuantity": VALR.text(step.original),
            "filledPercentage": .text(filled.text(minimumScale: 2)),
        ]
        return head.with("customerOrderId", clientID(order, switches))
            .with("type", .text(order.form.kind.rawValue))
            .with("status", .text(step.status.rawValue))
            .with("updatedAt", .text(VALR.Times.text(step.time)))
            .with("timeInForce", .text(order.form.timeInForce))
            .with("allowMargin", false)
    }

    /// One asset, absolute; the rand's symbol is `R` (valr.md C.1).
    func balanceMessage(_ balance: EngineBalance, _ time: Int64) -> FaceJSON {
        let total = VALR.sum(balance.free, balance.locked)
        let value = VALR.product(total, reference(balance.asset))
        let rounded = (try? value.rounded(scale: 8, .down)) ?? value
        return [
            "type": "BALANCE_UPDATE",
            "data": [
                "currency": VALR.Currency.streamJSON(balance.asset),
                "available": VALR.text(balance.free),
                "reserved": VALR.text(balance.locked),
                "total": VALR.text(total),
                "updatedAt": .text(VALR.Times.text(time)),
                "lendReserved": "0",
                "borrowCollateralReserved": "0",
                "borrowedAmount": "0",
                "totalInReference": VALR.text(rounded),
                "totalInReferenceWeighted": VALR.text(rounded),
                "referenceCurrency": "USDC",
            ],
        ]
    }
}

extension VALR.Currency {
    /// A currency as streams write it: an object, with whole numbers for decimals (valr.md A.1).
    static func streamJSON(_ name: String) -> FaceJSON {
        guard let currency = all.first(where: { $0.shortName == name }) else {
            return ["symbol": .text(name), "shortName": .text(name)]
        }
        return [
            "symbol": .text(currency.symbol),
            "decimalPlaces": .integer(currency.decimals),
            "isActive": .flag(currency.isActive),
            "shortName": .text(currency.shortName),
            "longName": .text(currency.longName),
            "supportedWithdrawDecimalPlaces": .integer(currency.withdrawalDecimals),
            "collateral": .flag(currency.collateral != nil),
            "collateralWeight": .text(currency.collateral ?? "0.0"),
        ]
    }
}
