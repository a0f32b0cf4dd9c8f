import AdapterKit
import AdapterProtocol
import Synchronization

/// What the elements of several streams do to the board, one after the other.
final class WatchView: Sendable {
    private struct State {
        var board: MarketBoard
        var shown = 0
    }

    private let state: Mutex<State>
    private let asJSON: Bool
    private let limit: Int
    private let isDrawn: Bool

    init(_ board: MarketBoard, asJSON: Bool, limit: Int?) {
        state = Mutex(State(board: board))
        self.asJSON = asJSON
        self.limit = limit ?? .max
        isDrawn = !asJSON && TerminalScreen.isThere
    }

    /// Runs `body` with the terminal taken, where there is one to draw on.
    func show(_ body: () async throws -> Void) async throws {
        if isDrawn { TerminalScreen.enter() }
        defer { if isDrawn { TerminalScreen.leave() } }
        try await body()
    }

    func follow(_ books: EventStream<LiveBook>) async throws {
        for try await event in books {
            let isOver = take(event) { board, book in
                board.show(book)
            } document: { book, time, writer in
                StreamDocuments.write(book, depth: 1, receivedAt: time, to: &writer)
            }
            if isOver { return }
        }
    }

    func follow(_ trades: EventStream<PublicTrade>) async throws {
        for try await event in trades {
            let isOver = take(event) { board, trade in
                board.show(trade)
            } document: { trade, time, writer in
                StreamDocuments.write("trade", receivedAt: time, to: &writer) { MarketDocuments.write(trade, to: &$0) }
            }
            if isOver { return }
        }
    }

    func follow(_ tickers: EventStream<Ticker>) async throws {
        for try await event in tickers {
            let isOver = take(event) { board, ticker in
                board.show(ticker)
            } document: { ticker, time, writer in
                StreamDocuments.write("ticker", receivedAt: time, to: &writer) {
                    MarketDocuments.write(ticker, to: &$0)
                }
            }
            if isOver { return }
        }
    }

    /// Shows one element; true when it was the last to show.
    func take<Value>(
        _ event: StreamEvent<Value>, _ show: (inout MarketBoard, Value) -> Void,
        document: (Value, Timestamp, inout JSONWriter) -> Void
    ) -> Bool {
        let isOver = state.withLock { state in
            guard state.shown < limit else { return true }
            state.shown += 1
            switch event {
            case .value(let value, _): show(&state.board, value)
            case .marker(let marker): state.board.show(marker)
            }
            if isDrawn { TerminalScreen.draw(state.board.lines(rows: TerminalScreen.size.rows)) }
            return false
        }
        guard !isOver, !isDrawn else { return isOver }
        Output.document(asJSON: true) { writer in
            switch event {
            case .value(let value, let time): document(value, time, &writer)
            case .marker(let marker): StreamDocuments.write(marker, to: &writer)
            }
        }
        return false
    }
}
