import AdapterProtocol
import Synchronization

// Trades are told once each and in order, also where two connections overlap and where a hole is filled.
extension MarketTopic {
    /// Tells a trade, unless it was told or must wait until a hole is filled.
    func deliver(_ trade: PublicTrade, _ now: StreamInstant, _ state: inout State) {
        if now.elapsed < state.comparesUntil, state.recent.contains(trade.id) { return }
        lag.record(now.time.duration(since: trade.time))
        guard state.gap != nil else { return tell(trade, at: now.time, &state) }
        state.gap?.held.append((trade, now.time))
        // A venue that does not answer must not make trades wait for ever.
        if let gap = state.gap, gap.held.count >= TradeGap.mostHeld { releaseHeld(&state) }
    }

    /// What was read to fill the hole; nil when it could not be read. The hole stays where the answer does not reach back
    /// far enough: a part of it would look like all of it.
    func fillGap(_ answer: [PublicTrade]?, at now: StreamInstant) {
        state.withLock { state in
            guard let gap = state.gap else { return }
            if let answer, let missing = gap.missing(in: answer, told: state.recent) {
                for trade in missing { tell(trade, at: now.time, &state) }
                tell(.backfilled, .disconnected, from: gap.from, to: gap.to, &state)
            }
            releaseHeld(&state)
        }
    }

    /// Goes on with the trades that came meanwhile.
    func releaseHeld(_ state: inout State) {
        guard let gap = state.gap else { return }
        state.gap = nil
        tell(.resynced, .disconnected, from: gap.from, to: gap.to, &state)
        for (trade, time) in gap.held where !state.recent.contains(trade.id) { tell(trade, at: time, &state) }
    }

    private func tell(_ trade: PublicTrade, at time: Timestamp, _ state: inout State) {
        state.recent.insert(trade.id)
        state.lastTime = max(state.lastTime ?? trade.time, trade.time)
        tell(.trade(trade), at: time, &state)
    }
}
