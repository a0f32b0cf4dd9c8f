import AdapterKit
import AdapterProtocol
import StreamRecording

extension StreamDocuments {
    /// Levels a side that a replay shows of each book.
    static let replayedDepth = 5

    static func write(_ update: MarketUpdate, receivedAt: Timestamp, to writer: inout JSONWriter) {
        switch update {
        case .book(let book): write(book, depth: replayedDepth, receivedAt: receivedAt, to: &writer)
        case .trade(let trade):
            write("trade", receivedAt: receivedAt, to: &writer) { MarketDocuments.write(trade, to: &$0) }
        case .ticker(let ticker):
            write("ticker", receivedAt: receivedAt, to: &writer) { MarketDocuments.write(ticker, to: &$0) }
        case .candle(let candle):
            write("candle", receivedAt: receivedAt, to: &writer) { MarketDocuments.write(candle.candle, to: &$0) }
        }
    }
}

/// What a recording holds, as `record` tells at its end.
enum RecordingDocument {
    static func write(_ summary: RecordingSummary, of path: String, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("file", path)
            writer.number("messages", Int64(clamping: summary.messages))
            writer.number("inputs", Int64(clamping: summary.inputs))
            writer.number("lost", Int64(clamping: summary.lost))
        }
    }
}
