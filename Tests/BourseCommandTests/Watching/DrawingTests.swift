import AdapterKit
import AdapterProtocol
import StreamRecording
import Testing

@testable import BourseCommand

/// What `book --watch` and `watch` draw, and the lines that they write into a pipe.
@Suite struct DrawingTests {
    private static let time = Timestamp(milliseconds: 1_790_000_000_123)

    private static func book(_ state: BookState = .live) throws -> LiveBook {
        var book = LiveBook(symbol: try symbol("BTC/USDT"), priceScale: 2, integrity: .sequence)
        for (price, quantity) in [("99.50", "2"), ("100.00", "0.50")] {
            try book.set(.buy, price: ExactDecimal(parsing: price), quantity: ExactDecimal(parsing: quantity))
        }
        try book.set(.sell, price: ExactDecimal(parsing: "1000.25"), quantity: 3)
        book.sequence = 7
        book.time = time
        book.mark(state)
        return book
    }

    private static func symbol(_ text: String) throws -> Symbol { try #require(Symbol(text)) }

    private static func line(_ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        body(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test func `A book is drawn with asks above bids and its state on top`() throws {
        let lines = BookDrawing(book: try Self.book(), note: "").lines(rows: 24)
        #expect(
            lines == [
                "BTC/USDT  live  #7  2026-09-21T14:13:20.123Z", "", "ask 1000.25  3",
                "    spread 900.25   mid 550.125", "bid  100.00  0.50", "bid   99.50  2",
            ])
    }

    @Test func `What is not right says so, also in the smallest terminal`() throws {
        var book = try Self.book(.stale(.disconnected))
        book.mark(isVerified: false)
        let lines = BookDrawing(book: book, note: "stale BTC/USDT: disconnected").lines(rows: 1)
        #expect(lines.first?.hasPrefix("BTC/USDT  stale: disconnected  UNVERIFIED") == true)
        #expect(lines.last == "stale BTC/USDT: disconnected")
        // One level a side at least.
        #expect(lines.count { $0.hasPrefix("bid") } == 1)
        let empty = LiveBook(symbol: try Self.symbol("BTC/USDT"), priceScale: 2, integrity: .sequence)
        #expect(BookDrawing(book: empty, note: "").lines(rows: 10).contains("    spread -   mid -"))
    }

    @Test func `A board shows each market's best prices, last trade and state, and no more lines than there are`()
        throws
    {
        let symbols = [try Self.symbol("BTC/USDT"), try Self.symbol("ETH/USDT")]
        var board = MarketBoard(symbols)
        board.show(try Self.book())
        for number in 1...300 {
            board.show(
                PublicTrade(
                    id: "\(number)", symbol: symbols[0], price: ExactDecimal(number), quantity: 1, aggressor: .buy,
                    time: Self.time))
        }
        board.show(StreamMarker(.gap, .sequence, symbol: symbols[0]))
        let lines = board.lines(rows: 12)
        #expect(lines.count == 11)
        #expect(lines[1].split(separator: " ").joined(separator: " ") == "BTC/USDT 100.00 x 0.50 1000.25 x 3 300 live")
        #expect(lines[2].split(separator: " ") == ["ETH/USDT", "-", "-", "-", "waiting"])
        #expect(lines[4] == "gap BTC/USDT: sequence")
        // The newest trade first.
        #expect(lines[5].split(separator: " ")[2] == "300")
        #expect(board.lines(rows: 0).count == 5)
    }

    @Test func `Without names the board shows what comes`() throws {
        var board = MarketBoard([])
        board.show(try Self.book())
        #expect(board.lines(rows: 24)[1].hasPrefix("BTC/USDT"))
    }

    @Test func `Lines have the shapes of the documentation`() throws {
        let live = Self.line { writer in
            if let book = try? Self.book() {
                StreamDocuments.write(book, depth: 1, receivedAt: Self.time, to: &writer)
            }
        }
        #expect(
            live
                == #"{"kind":"book","symbol":"BTC/USDT","state":"live","cause":null,"is_verified":true,"sequence":7,"#
                + #""time":"2026-09-21T14:13:20.123Z","received_at":"2026-09-21T14:13:20.123Z","#
                + #""bids":[["100.00","0.50"]],"asks":[["1000.25","3"]]}"#)
        let marker = StreamMarker(.stale, .silent, symbol: nil, from: Self.time)
        #expect(
            Self.line { StreamDocuments.write(marker, to: &$0) }
                == #"{"kind":"stale","symbol":null,"cause":"silent","from":"2026-09-21T14:13:20.123Z","to":null}"#)
        let trade = PublicTrade(
            id: "9", symbol: try Self.symbol("BTC/USDT"), price: 1, quantity: 2, aggressor: nil, time: Self.time)
        let told = Self.line { StreamDocuments.write(.trade(trade), receivedAt: Self.time, to: &$0) }
        #expect(told.hasPrefix(#"{"kind":"trade","received_at":"2026-09-21T14:13:20.123Z","trade":{"id":"9","#))
    }
}
