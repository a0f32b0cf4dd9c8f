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

    /// When orders were placed of which nothing may have been told.
    struct Placements: Sendable {
        var first: Timestamp
        var last: Timestamp
    }

    struct State: Sendable {
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
        /// By market, when its fills were last read over REST: what happened before is told. Not the newest fill told: a
        /// stream may have lost one before it.
        var fillsReadAt: [Symbol: Timestamp] = [:]
        var lossCause: StreamCause?
        /// Whether the venue has taken a connection that is not lost.
        var isConnected = false
        /// Markets on which this process has placed orders, whose news may have been lost.
        var traded: Set<Symbol> = []
        /// By market, placements that no reading of the history has settled yet.
        var placed: [Symbol: Placements] = [:]
        /// Counts readings of the whole account that were begun, and connections that were lost: an answer of an earlier
        /// one is of no use.
        var round: UInt64 = 0
        /// Counts balances that the stream told: one that REST read before such a one is older.
        var balanceEvents: UInt64 = 0
    }

    let state: Mutex<State>

    init(begin: Timestamp) {
        state = Mutex(State(begin: begin))
    }

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

    /// An order may be placed on a market.
    func expect(ordersOn symbol: Symbol, at time: Timestamp) {
        state.withLock { state in
            state.traded.insert(symbol)
            let known = state.placed[symbol] ?? Placements(first: time, last: time)
            state.placed[symbol] = Placements(first: min(known.first, time), last: max(known.last, time))
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

    /// Tells every reader.
    static func put(_ event: AccountEvent, at time: Timestamp, _ state: borrowing State) {
        for channel in state.readers.values { channel.put(event, key: 0, at: time) }
    }

    static func put(_ marker: StreamMarker, _ state: borrowing State) {
        for channel in state.readers.values { channel.put(marker, key: 0) }
    }
}
