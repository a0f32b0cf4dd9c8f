import AdapterProtocol
import VenueSimulator

extension Binance {
    /// Prints an order in the shapes that the endpoints of binance.md E.2, E.4, E.6 and E.7 answer with.
    struct OrderReport {
        let order: EngineOrder
        /// The client id that the venue shows for it.
        let clientID: String

        // What the customer sent, where the price range rule made the engine's order another one.
        var type: OrderType { OrderType(rawValue: order.labels[Label.type] ?? "") ?? OrderType(order.kind) }
        private var isCutByRange: Bool { order.labels[Label.type] != nil }
        var price: ExactDecimal { decimal(Label.price) ?? order.price ?? .zero }
        var quoteAmount: ExactDecimal { decimal(Label.quoteAmount) ?? order.quoteAmount ?? .zero }
        var timeInForce: String {
            order.labels[Label.timeInForce] ?? TimeInForce(order.timeInForce).rawValue
        }

        private func decimal(_ label: String) -> ExactDecimal? { order.labels[label].flatMap { ExactDecimal($0) } }

        /// The answer to a placement.
        func placement(_ response: ResponseType, fills: [EngineFill], at time: Int64) -> JSON {
            let ack: JSON = [
                "symbol": .text(order.symbol),
                "orderId": .id(order.id),
                "orderListId": -1,
                "clientOrderId": .text(clientID),
                "transactTime": .time(time),
            ]
            if response == .ack { return ack }
            var report = ack
            for (name, value) in amounts { report = report.with(name, value) }
            return
                report
                .with("workingTime", .time(order.workingSince ?? -1))
                .with("stopPrice", order.triggerPrice.map(JSON.money))
                .with("icebergQty", iceberg.map(JSON.money))
                .with("fills", response == .full ? .list(fills.map(Self.fill)) : nil)
                .adding(conditional)
                .with("selfTradePreventionMode", .text(PreventionMode(order.selfTradeMode).rawValue))
                .with("expiryReason", expiryReason.map(JSON.text))
        }

        /// The answer to a cancel; `cancelID` is the id of the cancel itself.
        func cancellation(cancelID: String, at time: Int64) -> JSON {
            var report: JSON = [
                "symbol": .text(order.symbol),
                "origClientOrderId": .text(clientID),
                "orderId": .id(order.id),
                "orderListId": -1,
                "clientOrderId": .text(cancelID),
                "transactTime": .time(time),
            ]
            for (name, value) in amounts { report = report.with(name, value) }
            return
                report
                .with("stopPrice", order.triggerPrice.map(JSON.money))
                .with("icebergQty", iceberg.map(JSON.money))
                .adding(conditional)
                .with("selfTradePreventionMode", .text(PreventionMode(order.selfTradeMode).rawValue))
        }

        /// The row of a query: always with stopPrice and icebergQty, never with fills.
        var row: JSON {
            let row: JSON = [
                "symbol": .text(order.symbol),
                "orderId": .id(order.id),
                "orderListId": -1,
                "clientOrderId": .text(clientID),
                "price": .money(price),
                "origQty": .money(order.quantity),
                "executedQty": .money(order.executedQuantity),
                "cummulativeQuoteQty": .money(order.executedQuote),
                "status": .text(order.status.binanceText),
                "timeInForce": .text(timeInForce),
                "type": .text(type.rawValue),
                "side": .text(Side(order.side).rawValue),
                "stopPrice": .money(order.triggerPrice ?? .zero),
                "icebergQty": .money(iceberg ?? .zero),
                "time": .time(order.createdAt),
                "updateTime": .time(order.updatedAt),
                "isWorking": .flag(order.isWorking),
                "workingTime": .time(order.workingSince ?? -1),
                "origQuoteOrderQty": .money(quoteAmount),
                "selfTradePreventionMode": .text(PreventionMode(order.selfTradeMode).rawValue),
            ]
            return row.adding(conditional)
        }

        /// The order inside the answer to an amendment; its field names are not those of the other answers.
        func amended(previousClientID: String) -> JSON {
            let report: JSON = [
                "symbol": .text(order.symbol),
                "orderId": .id(order.id),
                "orderListId": -1,
                "origClientOrderId": .text(previousClientID),
                "clientOrderId": .text(clientID),
                "price": .money(price),
                "qty": .money(order.quantity),
                "executedQty": .money(order.executedQuantity),
                "preventedQty": .money(order.preventedQuantity),
                "quoteOrderQty": .money(quoteAmount),
                "cumulativeQuoteQty": .money(order.executedQuote),
                "status": .text(order.status.binanceText),
                "timeInForce": .text(timeInForce),
                "type": .text(type.rawValue),
                "side": .text(Side(order.side).rawValue),
            ]
            return
                report
                .with("stopPrice", order.triggerPrice.map(JSON.money))
                .with("icebergQty", iceberg.map(JSON.money))
                .with("workingTime", .time(order.workingSince ?? -1))
                .with("selfTradePreventionMode", .text(PreventionMode(order.selfTradeMode).rawValue))
        }

        private var amounts: [(String, JSON)] {
            [
                ("price", .money(price)),
                ("origQty", .money(order.quantity)),
                ("executedQty", .money(order.executedQuantity)),
                ("origQuoteOrderQty", .money(quoteAmount)),
                ("cummulativeQuoteQty", .money(order.executedQuote)),
                ("status", .text(order.status.binanceText)),
                ("timeInForce", .text(timeInForce)),
                ("type", .text(type.rawValue)),
                ("side", .text(Side(order.side).rawValue)),
            ]
        }

        /// Fields that appear only on orders that have them.
        private var conditional: [(String, JSON?)] {
            [
                ("preventedMatchId", order.preventedMatchID.map(JSON.id)),
                ("preventedQuantity", order.preventedMatchID.map { _ in .money(order.preventedQuantity) }),
                ("strategyId", order.labels[Label.strategyID].flatMap { Int($0) }.map(JSON.integer)),
                ("strategyType", order.labels[Label.strategyType].flatMap { Int($0) }.map(JSON.integer)),
            ]
        }

        var iceberg: ExactDecimal? { decimal(Label.iceberg) }

        var expiryReason: String? {
            switch order.expiryReason {
            case .unfilledImmediateOrCancel where isCutByRange: "EXECUTION_RULE_PRICE_RANGE_EXCEEDED"
            case .unfilledFillOrKill where isCutByRange: "EXECUTION_RULE_PRICE_RANGE_EXCEEDED"
            case nil, .selfTradePrevention, .wouldTake: nil
            case .unfilledImmediateOrCancel: "UNFILLED_IOC_QUANTITY_EXPIRED"
            case .unfilledFillOrKill: "UNFILLED_FOK_ORDER_EXPIRED"
            case .insufficientLiquidity: "INSUFFICIENT_LIQUIDITY"
            case .insufficientFunds: "REJECTED"
            case .amendedBelowExecuted, .exchangeCanceled: "EXCHANGE_CANCELED"
            }
        }

        private static func fill(_ fill: EngineFill) -> JSON {
            [
                "price": .money(fill.price),
                "qty": .money(fill.quantity),
                "commission": .money(fill.fee),
                "commissionAsset": .text(fill.feeAsset),
                "tradeId": .id(fill.tradeID),
            ]
        }
    }

    /// What the engine keeps with an order for this face.
    enum Label {
        static let iceberg = "icebergQty"
        static let strategyID = "strategyId"
        static let strategyType = "strategyType"
        // The customer's own words for an order that the price range rule has changed.
        static let type = "type"
        static let price = "price"
        static let timeInForce = "timeInForce"
        static let quoteAmount = "quoteOrderQty"
    }
}

extension Binance.JSON {
    fileprivate func adding(_ members: [(String, Binance.JSON?)]) -> Binance.JSON {
        members.reduce(self) { $0.with($1.0, $1.1) }
    }
}
