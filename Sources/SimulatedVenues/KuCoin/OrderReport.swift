import AdapterProtocol
import VenueSimulator

extension KuCoin {
    /// An order as the venue shows it (kucoin.md E.5). There is no status word; the amounts and flags tell.
    struct OrderReport {
        let order: EngineOrder
        /// The ordered amount of quote of a market order by funds.
        let orderedFunds: ExactDecimal?

        init(_ order: EngineOrder) {
            self.order = order
            orderedFunds = order.labels[Label.funds].flatMap { ExactDecimal($0) }
        }

        private var isActive: Bool { order.status.isOpen }
        /// The ordered size; zero for an order by funds.
        var size: ExactDecimal { orderedFunds == nil ? order.quantity : .zero }
        private var openSize: ExactDecimal { KuCoin.difference(size, order.executedQuantity) }
        var remainSize: ExactDecimal { isActive ? order.remainingQuantity : .zero }
        var cancelledSize: ExactDecimal {
            isActive ? KuCoin.difference(openSize, order.remainingQuantity) : openSize
        }

        private var funds: ExactDecimal {
            orderedFunds ?? order.price.map { KuCoin.product($0, order.quantity) } ?? .zero
        }
        /// Both sides have the same rate, and the precision is that of the product (``Setup``).
        private var fee: ExactDecimal { KuCoin.product(order.executedQuote, Setup.feeRate) }
        private var openFunds: ExactDecimal { KuCoin.difference(funds, order.executedQuote) }
        private var isFilled: Bool {
            orderedFunds == nil ? openSize.isZero && order.executedQuantity.isPositive : openFunds.isZero
        }
        private var isCancelled: Bool { !isActive && !isFilled }
        private var cancelledFunds: ExactDecimal {
            guard isCancelled else { return .zero }
            let isFeeIncluded = order.side == .buy && order.quoteAmount.map { $0 < funds } ?? false
            return isFeeIncluded ? KuCoin.difference(openFunds, fee) : openFunds
        }

        /// The row of queries and lists.
        func row(id: String) -> FaceJSON {
            let market = Markets.bySymbol[order.symbol]
            let labels = order.labels
            return [
                "id": .text(id), "clientOid": .text(order.clientOrderID ?? ""), "symbol": .text(order.symbol),
                "opType": "DEAL", "type": order.kind == .market ? "market" : "limit",
                "side": .text(order.side.word), "price": .amount(order.price ?? .zero), "size": .amount(size),
                "funds": .amount(funds), "dealSize": .amount(order.executedQuantity),
                "dealFunds": .amount(order.executedQuote), "fee": .amount(fee),
                "feeCurrency": .text(market?.quote ?? ""), "stp": .optional(labels[Label.prevention]),
                "timeInForce": .text(labels[Label.timeInForce] ?? "GTC"),
                "postOnly": .flag(labels[Label.postOnly] != nil), "hidden": .flag(labels[Label.hidden] != nil),
                "iceberg": .flag(labels[Label.iceberg] != nil),
                "visibleSize": .text(labels[Label.visibleSize] ?? "0"),
                "cancelAfter": .number(labels[Label.cancelAfter] ?? "0"), "channel": "API",
                "remark": .optional(labels[Label.remark]), "tags": .optional(labels[Label.tags]),
                "cancelExist": .flag(isCancelled || (isActive && cancelledSize.isPositive)), "tradeType": "TRADE",
                "inOrderBook": .flag(isActive), "cancelledSize": .amount(cancelledSize),
                "cancelledFunds": .amount(cancelledFunds), "remainSize": .amount(remainSize),
                "remainFunds": .amount(isCancelled || order.kind == .market ? .zero : openFunds), "tax": "0",
                "active": .flag(isActive), "createdAt": .integer(order.createdAt),
                "lastUpdatedAt": .integer(order.updatedAt),
            ]
        }
    }
}
