import AdapterProtocol
import VenueSimulator

// The `executions` channel (kraken.md J.2, L.19): one frame a step, in the order in which the engine took them.
extension KrakenFace {
    /// Tells what happened to the account's orders.
    mutating func tellExecutions(_ events: [EngineEvent]) {
        guard streams.connections.contains(where: { $0.executions != nil }) else { return }
        let refused = Set(
            events.compactMap { event -> Kraken.Ref? in
                if case .orderExpired(let order) = event, order.status == .rejected { Kraken.Ref(order) } else { nil }
            })
        for event in events {
            switch event {
            case .orderAccepted(let order): tellAccepted(order, isRefused: refused.contains(Kraken.Ref(order)))
            case .orderTriggered(let order): tellStep(order, "status", isEssential: false)
            case .orderTraded(let order, let fill):
                tell(tradeRow(order, fill), of: order, Kraken.Operation.fill)
                if order.status == .filled { tell(sumsRow(order, "filled"), of: order) }
            // An amendment that ends the order is followed by its end.
            case .orderAmended(let order, _): if order.status.isOpen { tellAmended(order) }
            case .orderCanceled(let order), .orderExpired(let order): tellEnd(order)
            case .matchPrevented(let order, _): if !order.status.isOpen { tellEnd(order) }
            default: continue
            }
        }
    }

    /// `pending_new` says everything, `new` what changed.
    private mutating func tellAccepted(_ order: EngineOrder, isRefused: Bool) {
        tell(wholeRow(order, "pending_new"), of: order, isEssential: false)
        // An order that its post-only flag refuses never is in the book.
        if !isRefused { tellStep(order, "new", isEssential: true) }
    }

    private mutating func tellStep(_ order: EngineOrder, _ type: String, isEssential: Bool) {
        var row = stepRow(order, type, status: "new")
        if order.kind.isTriggered { row = row.with("triggers", triggers(order)) }
        tell(row, of: order, isEssential: isEssential)
    }

    private mutating func tellAmended(_ order: EngineOrder) {
        tell(wholeRow(order, "amended"), of: order, isEssential: false)
    }

    /// The sample's cancel has neither symbol nor client id.
    private mutating func tellEnd(_ order: EngineOrder) {
        let row = orderRow(order)
        let isExpired = row.status == "expired"
        let word = isExpired ? "expired" : "canceled"
        var json = sumsRow(order, word, status: word)
        if !isExpired, let reason = row.reason {
            json = json.with("cancel_reason", .text(reason)).with("reason", .text(reason))
        }
        if switches.has("cancelRows", "whole") {
            json = json.with("symbol", Kraken.Markets.of(order.symbol).map { .text($0.display) })
                .with("cl_ord_id", order.clientOrderID.map { .text($0) })
        }
        tell(json, of: order)
    }

    /// Sends a row to everybody who follows; `order_status: false` leaves out all but the essential steps.
    private mutating func tell(
        _ row: FaceJSON?, of order: EngineOrder, _ operation: String = Kraken.Operation.order,
        isEssential: Bool = true
    ) {
        guard order.account == Kraken.Setup.account, let row else { return }
        for index in streams.connections.indices {
            guard let feed = streams.connections[index].executions, isEssential || feed.tellsAll else { continue }
            sendExecutions("update", [row], operation, to: index)
        }
    }
}
