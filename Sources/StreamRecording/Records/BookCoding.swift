import AdapterKit
import AdapterProtocol

/// A snapshot of a book, digit for digit: checksums are made of digits, not of values.
enum BookCoding {
    /// Writes the member `book`.
    static func write(_ book: OrderBook, to writer: inout JSONWriter) {
        writer.key("book")
        writer.object { writer in
            writer.member("symbol", book.symbol.description)
            // As a text: a sequence has 64 bits without a sign.
            writer.member("sequence", book.sequence.map(String.init))
            writer.number("time_ns", book.time?.nanoseconds)
            write("bids", book.bids, to: &writer)
            write("asks", book.asks, to: &writer)
        }
    }

    private static func write(_ name: String, _ levels: [BookLevel], to writer: inout JSONWriter) {
        writer.key(name)
        writer.array { writer in
            for level in levels {
                writer.array { writer in
                    writer.decimalString(level.price)
                    writer.decimalString(level.quantity)
                }
            }
        }
    }

    static func read(_ reader: inout JSONReader) throws(JSONError) -> OrderBook {
        var (symbol, sequence): (Symbol?, UInt64?) = (nil, nil)
        var time: Int64?
        var (bids, asks): ([BookLevel], [BookLevel]) = ([], [])
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "symbol": symbol = try InstrumentCoding.symbol(&reader)
            case "sequence":
                guard let text = try reader.optional({ reader throws(JSONError) in try reader.string() }) else {
                    return
                }
                guard let number = UInt64(text) else { throw reader.unexpected("a sequence") }
                sequence = number
            case "time_ns": time = try reader.optional { reader throws(JSONError) in try reader.integer() }
            case "bids": bids = try reader.list(level)
            case "asks": asks = try reader.list(level)
            default: try reader.skip()
            }
        }
        return OrderBook(
            symbol: try reader.require(symbol, "symbol"), bids: bids, asks: asks, sequence: sequence,
            time: time.map { Timestamp(nanoseconds: $0) })
    }

    private static func level(_ reader: inout JSONReader) throws(JSONError) -> BookLevel {
        let numbers = try reader.list { reader throws(JSONError) in try reader.decimal() }
        guard numbers.count == 2 else { throw reader.unexpected("price and quantity") }
        return BookLevel(price: numbers[0], quantity: numbers[1])
    }
}
