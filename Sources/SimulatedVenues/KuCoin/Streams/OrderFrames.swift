import AdapterProtocol
import VenueSimulator

// Order events (kucoin.md E.5, J.2): received, open, match, update, filled, canceled; no fee and no quote sum.
extension KuCoinFace {
    /// Tells what happened to the account's orders, in its order.
    mutating func tellOrders(_ events: [EngineEvent]) {
        guard
            streams.followers[KuCoin.StreamTopics.orders] != nil
                || streams.followers[KuCoin.StreamTopics.olderOrders] != nil
        else { return }
        var placed: [EngineOrder] = []
        var ended: Set<EngineOrderRef> = []
        for event in events {
            switch event {
            case .orderAccepted(let order) where order.account == KuCoin.Setup.account:
                streams.remember(order)
                placed.append(order)
                tell(order, .received)
            case .orderTraded(let order, let fill) where order.account == KuCoin.Setup.account:
                tell(order, .match(fill))
                update(&placed, order)
                if !order.status.isOpen { tellEnd(order, &ended) }
            case .orderCanceled(let order), .orderExpired(let order):
                guard order.account == KuCoin.Setup.account else { continue }
                update(&placed, order)
                tellEnd(order, &ended)
            case .orderAmended(let order, _), .matchPrevented(let order, _):
                guard order.account == KuCoin.Setup.account else { continue }
                update(&placed, order)
                if order.status.isOpen { tellUpdate(order) } else { tellEnd(order, &ended) }
            default: continue
            }
        }
        // What is left of a new order rests when everything else has happened.
        for order in placed where order.status.isOpen { tell(order, .open) }
    }

    private func update(_ placed: inout [EngineOrder], _ order: EngineOrder) {
        guard let place = placed.firstIndex(where: { EngineOrderRef($0) == EngineOrderRef(order) }) else { return }
        placed[place] = order
    }

    /// A size that shrank; nothing when it is as it was told.
    private mutating func tellUpdate(_ order: EngineOrder) {
        let old = streams.sizes[EngineOrderRef(order)]?.shown
        streams.remember(order)
        guard let old, old != streams.sizes[EngineOrderRef(order)]?.shown else { return }
        tell(order, .update(oldSize: old))
    }

    /// An order by funds is filled when all of them are spent; what is left of them is returned, and makes it canceled
    /// (K1).
    private mutating func tellEnd(_ order: EngineOrder, _ ended: inout Set<EngineOrderRef>) {
        guard ended.insert(EngineOrderRef(order)).inserted else { return }
        let report = KuCoin.OrderReport(order)
        let isFilled =
            report.orderedFunds.map { KuCoin.difference($0, order.executedQuote).isZero }
            ?? (order.status == .filled)
        tell(order, isFilled ? .filled : .canceled)
        streams.sizes[EngineOrderRef(order)] = nil
    }

    private mutating func tell(_ order: EngineOrder, _ event: KuCoin.OrderMessage.Event) {
        let origin = streams.sizes[EngineOrderRef(order)]?.origin ?? order.quantity
        let message = KuCoin.OrderMessage(
            order: order, event: event, originSize: origin, isOrderTimeNano: switches.has(.orderTimeUnit, "ns"))
        for topic in [KuCoin.StreamTopics.orders, KuCoin.StreamTopics.olderOrders] {
            if topic == KuCoin.StreamTopics.olderOrders, case .received = event { continue }
            streams.publish(topic, event.operation) { Self.privateMessage(topic, "orderChange", message.data) }
        }
    }

    static func privateMessage(_ topic: String, _ subject: String, id: FaceJSON? = nil, _ data: FaceJSON) -> FaceJSON {
        FaceJSON.members([
            .init("topic", .text(topic)), .init("type", "message"), .init("subject", .text(subject)),
        ])
        .with("id", id).with("userId", .text(user)).with("channelType", "private").with("data", data)
    }
}

extension KuCoin {
    /// One order event on its way.
    struct OrderMessage {
        /// What happened.
        enum Event {
            case received, open, filled, canceled
            case match(EngineFill)
            case update(oldSize: ExactDecimal)

            var operation: String {
                if case .match = self { "stream.fill" } else { "stream.order" }
            }

            /// `type` and `status`; a match as maker leaves the order open (E.5).
            var words: (type: FaceJSON, status: FaceJSON) {
                switch self {
                case .received: ("received", "new")
                case .open: ("open", "open")
                case .filled: ("filled", "done")
                case .canceled: ("canceled", "done")
                case .match(let fill): ("match", fill.isMaker ? "open" : "match")
                case .update: ("update", "open")
                }
            }
        }

        let order: EngineOrder
        let event: Event
        let originSize: ExactDecimal
        let isOrderTimeNano: Bool

        private var funds: ExactDecimal? { OrderReport(order).orderedFunds }
        private var isReceived: Bool { if case .received = event { true } else { false } }
        private var isEnded: Bool {
            switch event {
            case .filled, .canceled: true
            case .received, .open, .match, .update: false
            }
        }

        /// The members of J.2; which ones there are depends on the event and on how the order was placed.
        var data: FaceJSON {
            let time = isOrderTimeNano ? order.createdAt * 1_000_000 : order.createdAt
            let identity = FaceJSON.members([]).with("clientOid", order.clientOrderID.map(FaceJSON.text))
                .with("orderId", .text(OrderID.text(order))).with("orderTime", .integer(time))
                .with("orderType", order.kind == .market ? "market" : "limit")
                .with("price", order.price.map(FaceJSON.amount)).with("side", .text(order.side.word))
                .with("status", event.words.status).with("symbol", .text(order.symbol))
                .with("ts", .integer(order.updatedAt * 1_000_000)).with("type", event.words.type)
            let amounts = funds.map { withFunds(identity, $0) } ?? withSizes(identity)
            return withEvent(amounts)
        }

        private func withSizes(_ data: FaceJSON) -> FaceJSON {
            let data = data.with("originSize", .amount(originSize))
            if isReceived { return data }
            let remain = order.remainingQuantity
            let done = sum(order.executedQuantity, remain)
            return data.with("size", .amount(difference(order.quantity, order.preventedQuantity)))
                .with("filledSize", .amount(order.executedQuantity)).with("remainSize", .amount(remain))
                .with("canceledSize", .amount(difference(originSize, done)))
        }

        private func withFunds(_ data: FaceJSON, _ funds: ExactDecimal) -> FaceJSON {
            let data = data.with("originFunds", .amount(funds))
            if isReceived { return data }
            let left = difference(funds, order.executedQuote)
            return data.with("filledSize", .amount(order.executedQuantity))
                .with("remainFunds", .amount(isEnded ? .zero : left))
                .with("canceledFunds", .amount(isEnded ? left : .zero))
        }

        private func withEvent(_ data: FaceJSON) -> FaceJSON {
            switch event {
            case .received, .open, .filled, .canceled: data
            case .update(let oldSize): data.with("oldSize", .amount(oldSize))
            case .match(let fill):
                data.with("feeType", fill.isMaker ? "makerFee" : "takerFee")
                    .with("liquidity", fill.isMaker ? "maker" : "taker").with("matchPrice", .amount(fill.price))
                    .with("matchSize", .amount(fill.quantity)).with("tradeId", .text(String(fill.tradeID)))
            }
        }
    }
}
