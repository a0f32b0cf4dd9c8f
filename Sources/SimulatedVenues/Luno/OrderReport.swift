import AdapterProtocol
import VenueSimulator

extension Luno {
    /// An order as reads print it (luno.md E.7).
    struct OrderReport {
        enum State: String {
            case awaiting = "AWAITING"
            case pending = "PENDING"
            case complete = "COMPLETE"
        }

        let order: EngineOrder
        let note: Note?
        let market: Market
        let switches: Switches
        let now: Int64

        /// Within the acceptance delay the matching engine has not told yet what it did (luno.md E.10).
        var isFresh: Bool { order.createdAt + switches.acceptanceDelay > now }

        var state: State {
            if isFresh || order.status == .armed { return .awaiting }
            return order.status.isOpen ? .pending : .complete
        }

        private var type: String {
            switch order.kind {
            case .limit, .limitMaker: "LIMIT"
            case .market: "MARKET"
            case .stopLoss, .stopLossLimit, .takeProfit, .takeProfitLimit: "STOP_LIMIT"
            }
        }

        private var timeInForce: String {
            if order.kind == .market { return "" }
            return switch order.timeInForce {
            case .goodTillCanceled: "GTC"
            case .immediateOrCancel: "IOC"
            case .fillOrKill: "FOK"
            }
        }

        private var stopDirection: String {
            switch (order.kind, order.side) {
            case (.stopLossLimit, .buy), (.takeProfitLimit, .sell): "ABOVE"
            case (.stopLossLimit, .sell), (.takeProfitLimit, .buy): "BELOW"
            default: ""
            }
        }

        private var filled: FaceJSON { Luno.volume(isFresh ? .zero : order.executedQuantity, of: market) }
        private var counter: FaceJSON { Luno.money(isFresh ? .zero : order.executedQuote) }
        private var feeBase: FaceJSON { Luno.money(isFresh ? .zero : note?.feeBase ?? .zero) }
        private var feeCounter: FaceJSON { Luno.money(isFresh ? .zero : note?.feeCounter ?? .zero) }
        private var completedAt: Int64 { state == .complete ? order.updatedAt : 0 }

        /// A limit or stop value: what market orders have there is open (luno.md Z8).
        private func limit(_ value: FaceJSON) -> FaceJSON? {
            guard order.kind == .market else { return value }
            return switch switches.marketOrderLimits {
            case "empty": ""
            case "missing": nil
            default: "0.00"
            }
        }

        private var limitPrice: FaceJSON? { limit(Luno.money(order.price ?? .zero)) }
        private var limitVolume: FaceJSON? { limit(Luno.volume(order.quantity, of: market)) }

        /// What v2 and v3 answer.
        var version2: FaceJSON {
            let head: FaceJSON = [
                "order_id": .text(OrderID.text(market: market, id: order.id)),
                "client_order_id": .text(order.clientOrderID ?? ""),
                "pair": .text(market.id),
                "type": .text(type),
                "side": .text(order.side == .buy ? "BUY" : "SELL"),
                "status": .text(state.rawValue),
                "time_in_force": .text(timeInForce),
            ]
            return
                head
                .with("limit_price", limitPrice)
                .with("limit_volume", limitVolume)
                .with("base", filled)
                .with("counter", counter)
                .with("fee_base", feeBase)
                .with("fee_counter", feeCounter)
                .with("stop_price", limit(Luno.money(order.triggerPrice ?? .zero)))
                .with("stop_direction", .text(stopDirection))
                .with("base_account_id", .integer(Accounts.id(market.base)))
                .with("counter_account_id", .integer(Accounts.id(market.counter)))
                .with("creation_timestamp", .integer(order.createdAt))
                .with("expiration_timestamp", .integer(note?.cancelledAt ?? 0))
                .with("completed_timestamp", .integer(completedAt))
        }

        /// What v1 answers: no client id, no accounts, no stop, other words for side and state.
        var version1: FaceJSON {
            let isMarket = order.kind == .market
            let type = order.side == .buy ? (isMarket ? "BUY" : "BID") : (isMarket ? "SELL" : "ASK")
            let head: FaceJSON = [
                "order_id": .text(OrderID.text(market: market, id: order.id)),
                "pair": .text(market.id),
                "type": .text(type),
                "state": .text(state == .complete ? "COMPLETE" : "PENDING"),
            ]
            return
                head
                .with("limit_price", limitPrice)
                .with("limit_volume", limitVolume)
                .with("base", filled)
                .with("counter", counter)
                .with("fee_base", feeBase)
                .with("fee_counter", feeCounter)
                .with("creation_timestamp", .integer(order.createdAt))
                .with("expiration_timestamp", .integer(note?.cancelledAt ?? 0))
                .with("completed_timestamp", .integer(completedAt))
                .with("time_in_force", .text(timeInForce))
        }
    }
}
