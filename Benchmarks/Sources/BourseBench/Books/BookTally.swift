import AdapterProtocol
import AdapterRuntime
import Synchronization

/// What all readers have seen: which books are live, how late they come, which markers there were.
final class BookTally: Sendable {
    private struct State: Sendable {
        var live: Set<BookName> = []
        var markers: [String: Int] = [:]
        var failure: (any Error)?
        var window = Window()
    }

    /// What came within some time.
    struct Window: Sendable {
        /// From the venue's own time of the change to the reader: what the simulated venue takes is in it.
        var lag = LagWindow(step: .milliseconds(1))
        /// From the socket to the reader.
        var wait = LagWindow(step: .microseconds(10))
        var updates = 0
    }

    /// One of the books: the same market is followed on several connections.
    struct BookName: Hashable, Sendable, CustomStringConvertible {
        let connection: String
        let symbol: Symbol

        var description: String { "\(symbol) of \(connection)" }
    }

    private let state = Mutex(State())
    private let clock = SystemClock()

    /// Those of the books that are not live.
    ///
    /// - Throws: What ended a stream.
    func missing(of books: [BookName]) throws -> [BookName] {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            return books.filter { !state.live.contains($0) }
        }
    }

    /// A stream ended.
    func fail(_ error: any Error) {
        state.withLock { $0.failure = $0.failure ?? error }
    }

    func take(_ event: StreamEvent<LiveBook>, on connection: String) {
        switch event {
        case .value(let book, let arrival): take(book, arrival, on: connection)
        case .marker(let marker):
            state.withLock { $0.markers["\(marker.kind.rawValue) \(marker.cause)", default: 0] += 1 }
        }
    }

    private func take(_ book: LiveBook, _ arrival: Timestamp, on connection: String) {
        let name = BookName(connection: connection, symbol: book.symbol)
        let now = clock.now
        state.withLock { state in
            if book.state.isLive { state.live.insert(name) } else { state.live.remove(name) }
            state.window.updates += 1
            state.window.wait.record(now.duration(since: arrival))
            if let time = book.time { state.window.lag.record(now.duration(since: time)) }
        }
    }

    /// What came since the last time that it was asked.
    func nextWindow() -> Window {
        state.withLock { state in
            defer {
                state.window.lag.clear()
                state.window.wait.clear()
                state.window.updates = 0
            }
            return state.window
        }
    }

    /// The markers so far, by kind and cause.
    var markers: [String: Int] { state.withLock { $0.markers } }
}
