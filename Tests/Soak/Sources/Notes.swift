import AdapterProtocol
import StreamTesting
import Synchronization

/// What the readers of one venue have heard.
final class Notes: Sendable {
    /// A marker, and when it was read.
    struct Marked: Sendable {
        let at: Duration
        let stream: String
        let marker: StreamMarker
    }

    /// What a marker speaks of.
    struct Place: Sendable, Hashable {
        let stream: String
        let symbol: Symbol?

        init(_ marked: Marked) {
            stream = marked.stream
            symbol = marked.marker.symbol
        }
    }

    /// Something that should not have happened, and when.
    struct Mishap: Sendable {
        let at: Duration
        let text: String
    }

    /// A book of one stream.
    struct BookName: Sendable, Hashable {
        let stream: String
        let symbol: Symbol
    }

    struct State: Sendable {
        var books: [BookName: LiveBook] = [:]
        var told = 0
        var equal = 0
        var unknown = 0
        var different: [String] = []
        var markers: [Marked] = []
        var trades = 0
        /// Hashes of the trades' ids: of some 100,000 two are the same by chance once in 10^9 soaks, and the ids themselves
        /// would be most of what the soak holds.
        var tradeIDs: [Symbol: Set<Int>] = [:]
        var tickers = 0
        var fills: [FillName: Fill] = [:]
        var orders: [VenueOrderID: Order] = [:]
        var orderEvents = 0
        var balances = 0
        var placed = 0
        /// Told twice, or backwards.
        var repeated: [String] = []
        /// Streams that ended by themselves.
        var endings: [Mishap] = []
        /// What REST refused to the placer of orders.
        var refusals: [Mishap] = []
        var readers = 0
        var isClosing = false
    }

    /// The identity of a fill.
    struct FillName: Sendable, Hashable {
        let symbol: Symbol
        let order: VenueOrderID
        let id: FillID

        init(_ fill: Fill) {
            symbol = fill.symbol
            order = fill.venueOrderID
            id = fill.id
        }
    }

    private static let mostShown = 50

    let state = Mutex(State())
    private let now: @Sendable () -> Duration

    init(now: @escaping @Sendable () -> Duration) {
        self.now = now
    }

    /// Everything so far.
    var all: State { state.withLock { $0 } }

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

    func take(_ marker: StreamMarker, on stream: String) {
        let at = now()
        state.withLock { $0.markers.append(Marked(at: at, stream: stream, marker: marker)) }
    }

    func refuse(_ text: String) {
        let at = now()
        state.withLock { $0.refusals.append(Mishap(at: at, text: text)) }
    }

    /// A reader's stream is over.
    func end(_ stream: String, _ error: VenueError?) {
        let at = now()
        state.withLock { state in
            state.readers -= 1
            guard !state.isClosing else { return }
            state.endings.append(Mishap(at: at, text: "\(stream): \(error.map { "\($0)" } ?? "ended")"))
        }
    }
}

extension Notes.State {
    /// A live book is the engine's of that very number, or one too many.
    mutating func take(_ book: LiveBook, on stream: String, _ verdict: EngineWitness.Verdict) {
        told += 1
        books[Notes.BookName(stream: stream, symbol: book.symbol)] = book
        guard book.state.isLive else { return }
        switch verdict {
        case .equal: equal += 1
        case .unknown: unknown += 1
        case .different(let engine):
            guard different.count < 50 else { return }
            let number = book.sequence.map { "\($0)" } ?? book.time.map { "\($0)" } ?? "-"
            different.append("\(book.symbol) at \(number): \(EngineTop(book)), the engine had \(engine)")
        }
    }

    mutating func take(_ trade: PublicTrade) {
        trades += 1
        guard !tradeIDs[trade.symbol, default: []].insert(trade.id.hashValue).inserted else { return }
        repeated.append("trade \(trade.symbol) \(trade.id)")
    }

    mutating func take(_ event: AccountEvent) {
        switch event {
        case .balance: balances += 1
        case .fill(let fill):
            guard fills.updateValue(fill, forKey: Notes.FillName(fill)) != nil else { return }
            repeated.append("fill \(fill.symbol) \(fill.id)")
        case .order(let order):
            orderEvents += 1
            if let known = orders[order.venueOrderID] {
                if known.phase.isEnded, !order.phase.isEnded {
                    repeated.append("order \(order.venueOrderID) lives again")
                }
                if order.filledBase < known.filledBase {
                    repeated.append("order \(order.venueOrderID) fills backwards")
                }
            }
            orders[order.venueOrderID] = order
        }
    }
}
