import AdapterProtocol
import Synchronization

// What is read over REST.
extension AccountDesk {
    /// What a reading of the whole account must ask for.
    struct Plan: Sendable {
        let openOrders: [Order]
        /// Markets on which something is known to have happened.
        let symbols: Set<Symbol>
        /// Balances that the stream had told until then.
        let balanceEvents: UInt64
        /// From when on orders may have come and gone unseen; nil while the stream was up.
        let missedSince: Timestamp?

        /// The markets whose fills are read.
        func markets(with orders: [Order]) -> [Symbol] { symbols.union(orders.map(\.symbol)).sorted() }
    }

    /// Fills that were read, and when each market's were asked for.
    struct ReadFills: Sendable {
        var fills: [Fill] = []
        var askedAt: [Symbol: Timestamp] = [:]

        mutating func add(_ read: [Fill], of symbol: Symbol, askedAt time: Timestamp) {
            fills += read
            askedAt[symbol] = time
        }
    }

    /// What came of a reading.
    enum Completion: Sendable {
        case done
        /// Events were let go meanwhile: read once more.
        case again
        /// Another reading, or a lost connection, came in between.
        case overtaken
    }

    /// What to read.
    func plan() -> Plan {
        state.withLock { state in
            Plan(
                openOrders: state.ledger.openOrders, symbols: state.ledger.symbols.union(state.traded),
                balanceEvents: state.balanceEvents,
                missedSince: state.lossCause == nil
                    ? nil : (state.lastGood ?? state.begin).advanced(by: .zero - AccountSettings.fillOverlap))
        }
    }

    /// The market of a known order.
    func symbol(of reference: OrderReference) -> Symbol? { state.withLock { $0.ledger.symbol(of: reference) } }

    /// From when on a market's fills must be read.
    func fillsFrom(_ symbol: Symbol) -> Timestamp { state.withLock { Self.fillsFrom(symbol, $0) } }

    /// What was read of the whole account; then the kept events, then everything as it comes.
    func complete(
        orders: [Order], fills: ReadFills, balances: [Balance], of round: UInt64, at time: Timestamp
    ) -> Completion {
        state.withLock { state in
            guard state.round == round else { return .overtaken }
            let isFirst = !state.isKnown
            state.isKnown = true
            let hadFills = Self.tell(fills, at: time, &state)
            for order in orders {
                if let event = state.ledger.take(order) { Self.put(event, at: time, state) }
            }
            for event in state.ledger.take(all: balances) { Self.put(event, at: time, state) }
            guard !state.hasOverflowed else {
                state.hasOverflowed = false
                state.kept = []
                return .again
            }
            if let cause = state.lossCause {
                state.lossCause = nil
                if hadFills {
                    Self.put(StreamMarker(.backfilled, cause, symbol: nil, from: state.lastGood, to: time), state)
                }
                Self.put(StreamMarker(.resynced, cause, symbol: nil, from: state.lastGood, to: time), state)
            } else if isFirst {
                Self.put(StreamMarker(.resynced, .started, symbol: nil, to: time), state)
            }
            let kept = state.kept ?? []
            state.kept = nil
            for (event, time) in kept { _ = Self.tell(event, at: time, &state) }
            return .done
        }
    }

    /// Takes the errands that have come up.
    func takeErrand() -> Errand {
        state.withLock { state in
            defer { state.errand = Errand() }
            return state.errand
        }
    }

    /// Balances must be read.
    func wantBalances() { state.withLock { $0.errand.wantsBalances = true } }

    /// An errand that failed is done again.
    func giveBack(_ errand: Errand) {
        state.withLock { state in
            state.errand.orders.merge(errand.orders) { now, _ in now }
            state.errand.fills.formUnion(errand.fills)
            state.errand.wantsAllFills = state.errand.wantsAllFills || errand.wantsAllFills
            state.errand.wantsBalances = state.errand.wantsBalances || errand.wantsBalances
        }
    }

    /// What was read while the stream went on. Orders and fills are merged whatever their age; balances are absolute, so
    /// that those which the stream has overtaken are of no use.
    ///
    /// - Returns: Whether the balances were of use.
    @discardableResult
    func deliver(orders: [Order], fills: ReadFills, balances: [Balance]?, of plan: Plan, at time: Timestamp) -> Bool {
        state.withLock { state in
            Self.tell(fills, at: time, &state)
            for order in orders {
                if let event = state.ledger.take(order) { Self.put(event, at: time, state) }
            }
            guard let balances else { return true }
            guard state.balanceEvents == plan.balanceEvents else { return false }
            for event in state.ledger.take(all: balances) { Self.put(event, at: time, state) }
            return true
        }
    }

    /// Tells the fills that were not told; whether there were any.
    @discardableResult
    private static func tell(_ read: ReadFills, at time: Timestamp, _ state: inout State) -> Bool {
        var hadFills = false
        for fill in read.fills.sorted(by: isEarlier) where isRecent(fill, state) {
            guard let event = state.ledger.take(fill) else { continue }
            hadFills = true
            put(event, at: time, state)
        }
        state.fillsReadAt.merge(read.askedAt) { _, new in new }
        return hadFills
    }

    private static func isRecent(_ fill: Fill, _ state: borrowing State) -> Bool {
        guard let time = fill.time else { return true }
        return time >= state.begin
    }

    private static func isEarlier(_ left: Fill, _ right: Fill) -> Bool {
        (left.time?.nanoseconds ?? 0, left.id.rawValue) < (right.time?.nanoseconds ?? 0, right.id.rawValue)
    }

    private static func fillsFrom(_ symbol: Symbol, _ state: borrowing State) -> Timestamp {
        let overlap = Duration.zero - AccountSettings.fillOverlap
        return state.fillsReadAt[symbol]?.advanced(by: overlap) ?? state.begin
    }
}
