import AdapterProtocol
import Synchronization

// What the stream tells.
extension AccountDesk {
    /// Takes what a session tells; whether something must be read for it.
    func take(_ event: AccountStreamEvent, at time: Timestamp) -> Bool {
        state.withLock { state in
            guard state.kept == nil else {
                if (state.kept?.count ?? 0) < AccountSettings.mostKept {
                    state.kept?.append((event, time))
                } else {
                    state.hasOverflowed = true
                }
                return false
            }
            // Not while events are kept: until the account has been read, what was missed is counted from before the loss.
            state.lastGood = time
            return Self.tell(event, at: time, &state)
        }
    }

    /// The venue has taken a connection.
    func connect() { state.withLock { $0.isConnected = true } }

    /// Whether there is a connection that the venue has taken.
    var isConnected: Bool { state.withLock { $0.isConnected } }

    /// From now on events are kept, until the account has been read.
    func beginReading() -> UInt64 {
        state.withLock { state in
            if state.kept == nil { state.kept = [] }
            state.hasOverflowed = false
            state.round += 1
            return state.round
        }
    }

    /// The connection is lost.
    func lose(_ cause: StreamCause, at time: Timestamp) {
        state.withLock { state in
            state.kept = []
            state.hasOverflowed = false
            state.errand = Errand()
            state.isConnected = false
            state.round += 1
            guard state.isKnown, state.lossCause == nil else { return }
            state.lossCause = cause
            Self.put(StreamMarker(.stale, cause, symbol: nil, from: state.lastGood, to: time), state)
        }
    }

    /// Tells an event, or remembers what to read for it.
    static func tell(_ event: AccountStreamEvent, at time: Timestamp, _ state: inout State) -> Bool {
        switch event {
        case .live: return false
        case .order(let order):
            if let event = state.ledger.take(order) { put(event, at: time, state) }
        case .fill(let fill):
            if let event = state.ledger.take(fill) { put(event, at: time, state) }
        case .balance(let balance):
            state.balanceEvents += 1
            if let event = state.ledger.take(balance) { put(event, at: time, state) }
        case .marker(let marker): put(marker, state)
        case .read(.order(let reference, let symbol)):
            state.errand.orders[reference] = .some(symbol)
            return true
        case .read(.fills(let symbol)):
            if let symbol { state.errand.fills.insert(symbol) } else { state.errand.wantsAllFills = true }
            return true
        case .read(.balances):
            state.errand.wantsBalances = true
            return true
        }
        return false
    }
}
