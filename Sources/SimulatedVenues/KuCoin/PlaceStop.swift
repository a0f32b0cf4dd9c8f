import AdapterProtocol
import VenueSimulator

// POST and DELETE stop-order..., and what triggers them (kucoin.md E.4).
extension KuCoinFace {
    /// Stop orders kept for queries after their end.
    private static let keptStops = 1_000

    mutating func placeStop(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        let form = try KuCoin.OrderForm(call.fields, now: now)
        guard let stopPrice = try call.fields.decimal("stopPrice"), stopPrice.isPositive else {
            throw call.fields.invalid("stopPrice")
        }
        let direction: KuCoin.StopOrder.Direction? = try call.fields.choice("stop")
        let market = try tradedMarket(form.symbol, call.switches)
        let rules = KuCoin.OrderRules(market: market, lastPrice: stopPrice, switches: call.switches)
        try rules.check(form)
        guard stopPrice.isMultiple(of: market.priceIncrement) else {
            throw .priceIncrement(code: call.switches.text(.incrementCode))
        }
        try rules.checkOpen(now: now)
        try checkUnused(form, call.switches)
        let waiting = state.stops.filter { $0.symbol == form.symbol && $0.isWaiting }
        if waiting.count >= 20 { throw .tooManyOrders }
        let stop = KuCoin.StopOrder(
            form, id: nextStopID(), stopPrice: stopPrice, direction: direction ?? .loss, now: now)
        if switches.has(.stopHoldsFunds, "yes"), let need = need(stop), available(need.currency) < need.amount {
            throw .balance
        }
        state.stops.append(stop)
        tellStop(stop, "open")
        if state.stops.count > 2 * Self.keptStops {
            let old = Set(state.stops.filter { !$0.isWaiting }.dropLast(Self.keptStops).map(\.id))
            state.stops.removeAll { old.contains($0.id) }
        }
        runStops(at: now)
        return ["orderId": .text(stop.id)]
    }

    private func checkUnused(_ form: KuCoin.OrderForm, _ switches: KuCoin.Switches) throws(KuCoin.Refusal) {
        guard let id = form.clientID else { return }
        if state.stops.contains(where: { $0.clientID == id && $0.isWaiting }) {
            throw .duplicate(code: switches.text(.duplicateCode))
        }
    }

    /// `vs` and 22 letters and digits.
    private mutating func nextStopID() -> String {
        state.serial += 1
        var mixed = configuration.seed &+ UInt64(bitPattern: state.serial) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        let serial = String(state.serial, radix: 36)
        let noise = String(mixed ^ (mixed >> 27), radix: 36).prefix(13)
        let body = String(repeating: "0", count: max(0, 9 - serial.count)) + serial
        return "vs" + noise + String(repeating: "0", count: max(0, 13 - noise.count)) + body
    }

    mutating func cancelStop(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        guard let index = state.stops.firstIndex(where: { $0.id == call.variable && $0.isWaiting }) else {
            throw .unknownOrder(code: call.switches.text(.unknownOrderCode))
        }
        end(stop: index)
        return ["cancelledOrderIds": [.text(call.variable)]]
    }

    mutating func cancelStopByClient(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        let clientID = try call.fields.required("clientOid")
        let symbol = try call.fields.text("symbol")
        guard
            let index = state.stops.firstIndex(where: {
                $0.clientID == clientID && $0.isWaiting && (symbol == nil || $0.symbol == symbol)
            })
        else { throw .unknownOrder(code: call.switches.text(.unknownOrderCode)) }
        end(stop: index)
        return ["cancelledOrderId": .text(state.stops[index].id), "clientOid": .text(clientID)]
    }

    /// All waiting stop orders, or those of a pair or a list of ids.
    mutating func cancelStops(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        let symbol = try call.fields.text("symbol")
        let ids = try call.fields.text("orderIds").map { Set($0.split(separator: ",").map(String.init)) }
        var ended: [FaceJSON] = []
        for index in state.stops.indices where state.stops[index].isWaiting {
            let stop = state.stops[index]
            guard symbol == nil || stop.symbol == symbol, ids?.contains(stop.id) ?? true else { continue }
            end(stop: index)
            ended.append(.text(stop.id))
        }
        return ["cancelledOrderIds": .list(ended)]
    }

    private mutating func end(stop index: Int) {
        state.stops[index].isEnded = true
        tellStop(state.stops[index], "cancel")
    }

    /// Turns every stop order that the last price has reached into a normal order; a refused one just ends.
    mutating func runStops(at time: Int64) {
        guard state.stops.contains(where: \.isWaiting) else { return }
        // Each round ends at least one waiting order, so that a chain of triggers comes to an end.
        while let index = state.stops.firstIndex(where: { stop in
            stop.isWaiting && (exchange.lastPrice(stop.symbol).map(stop.isReached) ?? false)
        }) {
            state.stops[index].triggeredAt = time
            let stop = state.stops[index]
            var labels = [KuCoin.Label.stop: stop.direction.rawValue]
            if switches.has(.stopOrderID, "kept") { labels[KuCoin.Label.stopID] = stop.id }
            do {
                let form = try KuCoin.OrderForm(KuCoin.Fields(stop.body, status: 200), now: time)
                let order = try enter(form, switches, labels: labels)
                // The order may have triggered others; this one is where it was, because none is ever removed here.
                state.stops[index].orderID = order.id
                tellStop(stop, "triggered")
            } catch {
                state.stops[index].isEnded = true
                tellStop(stop, "triggered", failure: error.message)
            }
        }
    }
}
