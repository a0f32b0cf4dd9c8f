import VenueSimulator

// Cancels that take effect after their answer, orders with a lifetime, and the dead man's switch (kucoin.md E.2, L).
extension KuCoinFace {
    /// Lets everything that is due by now happen, earliest first.
    mutating func runTimers(until time: Int64) {
        if let dead = state.deadCancel, dead.trigger <= time {
            state.deadCancel = nil
            fire(dead)
        }
        guard state.timers.contains(where: { $0.due <= time }) else { return }
        let due = state.timers.filter { $0.due <= time }
            .sorted { ($0.due, $0.symbol, $0.orderID) < ($1.due, $1.symbol, $1.orderID) }
        state.timers.removeAll { $0.due <= time }
        for timer in due { end(timer, at: timer.due) }
    }

    private mutating func end(_ timer: KuCoin.Timer, at time: Int64) {
        let before = exchange.account(KuCoin.Setup.account)
        do {
            let change = try exchange.cancel(
                .id(timer.orderID), symbol: timer.symbol, account: KuCoin.Setup.account, now: time)
            absorb(change.events)
            guard timer.lag > 0 else { return }
            visibility.hide(change.order, before: change.previous, now: time, until: time + timer.lag)
            if let before { visibility.hide(before, until: time + timer.lag) }
        } catch {
            // The order was filled or canceled meanwhile: the cancel lost the race (K12).
            return
        }
    }

    private mutating func fire(_ dead: KuCoin.DeadCancel) {
        for symbol in dead.symbols.isEmpty ? exchange.symbols : dead.symbols {
            do {
                for change in try exchange.cancelAll(
                    symbol: symbol, account: KuCoin.Setup.account, now: dead.trigger)
                {
                    absorb(change.events)
                }
            } catch {
                continue
            }
            if switches.has(.deadCancelStops, "yes") {
                for stop in state.stops where stop.symbol == symbol && stop.isWaiting { tellStop(stop, "cancel") }
                state.stops.removeAll { $0.symbol == symbol && $0.isWaiting }
            }
        }
    }

    /// Ends the order after `delay` milliseconds; without delay at once.
    mutating func schedule(_ order: EngineOrder, after delay: Int64, lag: Int64) {
        let timer = KuCoin.Timer(symbol: order.symbol, orderID: order.id, due: now + delay, lag: lag)
        if delay <= 0 {
            end(timer, at: now)
        } else {
            state.timers.append(timer)
        }
    }
}
