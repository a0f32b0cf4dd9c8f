import AdapterProtocol
import Synchronization

/// What is known of the account and who is told: the meeting place of stream and REST. Everything here is done under one
/// lock and never waits.
final class AccountDesk: Sendable {
    typealias Channel = StreamChannel<LosslessBuffer<AccountEvent>>

    /// What must be read over REST.
    struct Errand: Sendable {
        var orders: [OrderReference: Symbol?] = [:]
        var fills: Set<Symbol> = []
        var wantsAllFills = false
        var wantsBalances = false

        var isEmpty: Bool { orders.isEmpty && fills.isEmpty && !wantsAllFills && !wantsBalances }
    }

    private struct State: Sendable {
        var ledger = AccountLedger()
        var readers: [UInt64: Channel] = [:]
        var nextReader: UInt64 = 0
        var errand = Errand()
        /// Events of a stream whose account has not been read yet; nil while they are told at once.
        var kept: [(event: AccountStreamEvent, time: Timestamp)]? = []
        var hasOverflowed = false
        /// Whether the account has been read at least once.
        var isKnown = false
        /// When the stream was last known to be right.
        var lastGood: Timestamp?
        /// Fills from here on are told; what happened before anybody asked is history.
        var begin: Timestamp
        var lossCause: StreamCause?
        /// Whether the venue has taken a connection that is not lost.
        var isConnected = false
        /// Counts readings of the whole account that were begun, and connections that were lost: an answer of an earlier
        /// one is of no use.
        var round: UInt64 = 0
        /// Counts balances that the stream told: one that REST read before such a one is older.
        var balanceEvents: UInt64 = 0
    }

    private let state: Mutex<State>

    init(begin: Timestamp) {
        state = Mutex(State(begin: begin))
    }

    // MARK: Readers

    /// A new reader, which is told first what is.
    func enter(_ channel: Channel, at time: Timestamp) -> UInt64 {
        state.withLock { state in
            let id = state.nextReader
            state.nextReader += 1
            state.readers[id] = channel
            guard state.isKnown else { return id }
            for event in state.ledger.standing { channel.put(event, key: 0, at: time) }
            if let cause = state.lossCause {
                channel.put(StreamMarker(.stale, cause, symbol: nil, from: state.lastGood, to: time), key: 0)
            }
            return id
        }
    }

    /// A reader left; how many are there.
    func leave(_ id: UInt64) -> Int {
        state.withLock { state in
            state.readers[id] = nil
            return state.readers.count
        }
    }

    /// How many readers there are.
    var readers: Int { state.withLock { $0.readers.count } }

    /// Ends all streams.
    func finish(_ error: VenueError?) {
        state.withLock { state in
            for channel in state.readers.values { channel.finish(error) }
            state.readers = [:]
        }
    }

    // MARK: The stream

    /// Takes what a session tells; whether something must be read for it.
    func take(_ event: AccountStreamEvent, at time: Timestamp) -> Bool {
        state.withLock { state in
            state.lastGood = time
            guard state.kept == nil else {
                if (state.kept?.count ?? 0) < AccountSettings.mostKept {
                    state.kept?.append((event, time))
                } else {
                    state.hasOverflowed = true
                }
                return false
            }
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

    /// Forgets everything: nobody reads any more.
    func forget(begin: Timestamp) {
        state.withLock { state in
            guard state.readers.isEmpty else { return }
            let nextReader = state.nextReader
            state = State(begin: begin)
            state.nextReader = nextReader
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

    // MARK: REST

    /// What a reading of the whole account must ask for.
    struct Plan: Sendable {
        let openOrders: [Order]
        /// Markets on which something is known to have happened.
        let symbols: Set<Symbol>
        /// Balances that the stream had told until then.
        let balanceEvents: UInt64

        /// The markets whose fills are read.
        func markets(with orders: [Order]) -> [Symbol] { symbols.union(orders.map(\.symbol)).sorted() }
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
                openOrders: state.ledger.openOrders, symbols: state.ledger.symbols,
                balanceEvents: state.balanceEvents)
        }
    }

    /// The market of a known order.
    func symbol(of reference: OrderReference) -> Symbol? { state.withLock { $0.ledger.symbol(of: reference) } }

    /// From when on a market's fills must be read.
    func fillsFrom(_ symbol: Symbol) -> Timestamp { state.withLock { Self.fillsFrom(symbol, $0) } }

    /// What was read of the whole account; then the kept events, then everything as it comes.
    func complete(
        orders: [Order], fills: [Fill], balances: [Balance], of round: UInt64, at time: Timestamp
    ) -> Completion {
        state.withLock { state in
            guard state.round == round else { return .overtaken }
            let isFirst = !state.isKnown
            state.isKnown = true
            var hadFills = false
            for fill in fills.sorted(by: Self.isEarlier) where isRecent(fill, state) {
                guard let event = state.ledger.take(fill) else { continue }
                hadFills = true
                Self.put(event, at: time, state)
            }
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
    func deliver(orders: [Order], fills: [Fill], balances: [Balance]?, of plan: Plan, at time: Timestamp) -> Bool {
        state.withLock { state in
            for fill in fills.sorted(by: Self.isEarlier) where isRecent(fill, state) {
                if let event = state.ledger.take(fill) { Self.put(event, at: time, state) }
            }
            for order in orders {
                if let event = state.ledger.take(order) { Self.put(event, at: time, state) }
            }
            guard let balances else { return true }
            guard state.balanceEvents == plan.balanceEvents else { return false }
            for event in state.ledger.take(all: balances) { Self.put(event, at: time, state) }
            return true
        }
    }

    private func isRecent(_ fill: Fill, _ state: borrowing State) -> Bool {
        guard let time = fill.time else { return true }
        return time >= state.begin
    }

    private static func isEarlier(_ left: Fill, _ right: Fill) -> Bool {
        (left.time?.nanoseconds ?? 0, left.id.rawValue) < (right.time?.nanoseconds ?? 0, right.id.rawValue)
    }

    private static func fillsFrom(_ symbol: Symbol, _ state: borrowing State) -> Timestamp {
        let overlap = Duration.zero - AccountSettings.fillOverlap
        return state.ledger.newestFill[symbol]?.advanced(by: overlap) ?? state.begin
    }

    /// Tells an event, or remembers what to read for it.
    private static func tell(_ event: AccountStreamEvent, at time: Timestamp, _ state: inout State) -> Bool {
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

    private static func put(_ event: AccountEvent, at time: Timestamp, _ state: borrowing State) {
        for channel in state.readers.values { channel.put(event, key: 0, at: time) }
    }

    private static func put(_ marker: StreamMarker, _ state: borrowing State) {
        for channel in state.readers.values { channel.put(marker, key: 0) }
    }
}
