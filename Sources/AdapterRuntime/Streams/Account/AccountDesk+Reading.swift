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
        /// By market, from when on orders may have come and gone unseen.
        let history: [Symbol: Timestamp]
        /// When it was made; what is read is as of then or later.
        let madeAt: Timestamp

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
    func plan(at time: Timestamp) -> Plan {
        state.withLock { state in
            let symbols = state.ledger.symbols.union(state.traded)
            return Plan(
                openOrders: state.ledger.openOrders, symbols: symbols, balanceEvents: state.balanceEvents,
                history: Self.history(of: symbols, state), madeAt: time)
        }
    }

    /// A reading of a plan was told: the history of what was placed long enough before it need not be read again. Of what
    /// was placed shortly before it the venue may not have known yet (histories lag most, binance.md E.8).
    func settle(_ plan: Plan) { state.withLock { Self.settle(plan, &$0) } }

    private static func settle(_ plan: Plan, _ state: inout State) {
        let known = plan.madeAt.advanced(by: .zero - AccountSettings.fillOverlap)
        for symbol in plan.history.keys {
            guard let placed = state.placed[symbol] else { continue }
            state.placed[symbol] =
                placed.last < known
                ? nil : Placements(first: max(placed.first, known), last: placed.last)
        }
    }

    /// From when on orders may have come and gone unseen: on every market since the stream was last right, if it is lost;
    /// and on those where we placed orders since the last reading, for also a healthy stream loses single messages.
    /// Whatever else ends was open when the account was read before, and is asked for by its id. A market without a
    /// placement costs nothing: every history is a call of its own (20 of Binance's weight, binance.md C).
    private static func history(of symbols: Set<Symbol>, _ state: borrowing State) -> [Symbol: Timestamp] {
        let overlap = Duration.zero - AccountSettings.fillOverlap
        var history = state.placed.mapValues { $0.first.advanced(by: overlap) }
        guard state.lossCause != nil else { return history }
        let lost = (state.lastGood ?? state.begin).advanced(by: overlap)
        for symbol in symbols { history[symbol] = min(history[symbol] ?? lost, lost) }
        return history
    }

    /// The market of a known order.
    func symbol(of reference: OrderReference) -> Symbol? { state.withLock { $0.ledger.symbol(of: reference) } }

    /// From when on a market's fills must be read.
    func fillsFrom(_ symbol: Symbol) -> Timestamp { state.withLock { Self.fillsFrom(symbol, $0) } }

    /// What was read of the whole account; then the kept events, then everything as it comes.
    func complete(
        orders: [Order], fills: ReadFills, balances: [Balance], of plan: Plan, in round: UInt64, at time: Timestamp
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
            Self.settle(plan, &state)
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
