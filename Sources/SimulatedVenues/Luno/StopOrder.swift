import VenueSimulator

// POST stoporder (luno.md E.6).
extension LunoFace {
    mutating func stopOrder(
        _ parameters: Luno.Parameters, _ switches: Luno.Switches
    ) throws(Luno.Refusal) -> FaceJSON {
        let text = try parameters.required("order_id")
        guard Luno.OrderID.isWellFormed(text) else { throw .orderReference }
        guard let order = findOrder(text), order.status.isOpen,
            order.status != .armed || switches.cancelsWaitingStops
        else { return try unknownStop(switches) }
        let ref = Luno.Ref(order)
        // Asking again while the first request is on its way changes nothing and is harmless (luno.md G.3).
        if notes.note(ref)?.cancelledAt ?? 0 > 0 { return ["success": true] }
        if switches.cancelDelay > 0 {
            notes.noteCancel(ref, at: now)
            notes.postponeCancel(ref, to: now + switches.cancelDelay)
            return ["success": true]
        }
        let before = exchange.account(Luno.account)
        do {
            let change = try exchange.cancel(.id(ref.id), symbol: ref.symbol, account: Luno.account, now: now)
            notes.noteCancel(ref, at: now)
            absorb(change.events)
            hide(change.order, before: change.previous, account: before, switches)
        } catch {
            throw Luno.Refusal(error)
        }
        return ["success": true]
    }

    private func unknownStop(_ switches: Luno.Switches) throws(Luno.Refusal) -> FaceJSON {
        switch switches.stopUnknown {
        case "false": return ["success": false]
        case "notFound": throw .orderNotFound(status: switches.orderNotFoundStatus)
        case "reference": throw .orderReference
        default: throw .cannotStop
        }
    }

    /// Ends what was acknowledged earlier, if it is not over already: it may have filled in between.
    mutating func finishCancels(at time: Int64) {
        for ref in notes.dueCancels(at: time) {
            guard let change = try? exchange.cancel(.id(ref.id), symbol: ref.symbol, account: Luno.account, now: time)
            else { continue }  // reason: a filled order needs no cancel.
            absorb(change.events, at: time)
        }
    }

    /// The order of an id that this venue gave out, in any state, as it is.
    func findOrder(_ text: String) -> EngineOrder? {
        guard let (market, id) = Luno.OrderID.read(text) else { return nil }
        // reason: an unknown order is the answer nil.
        return try? exchange.order(.id(id), symbol: market.id, account: Luno.account)
    }
}
