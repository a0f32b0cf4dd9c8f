import AdapterKit
import AdapterProtocol
import StreamRecording

extension WatchView {
    /// Follows all streams of a recorded market at once.
    func follow(_ updates: EventStream<MarketUpdate>) async throws {
        for try await event in updates {
            let isOver = take(event) { board, update in
                switch update {
                case .book(let book): board.show(book)
                case .trade(let trade): board.show(trade)
                case .ticker(let ticker): board.show(ticker)
                case .candle: return
                }
            } document: { update, time, writer in
                StreamDocuments.write(update, receivedAt: time, to: &writer)
            }
            if isOver { return }
        }
    }
}
