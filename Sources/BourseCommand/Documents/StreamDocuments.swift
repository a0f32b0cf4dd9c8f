import AdapterKit
import AdapterProtocol

/// Elements of streams as JSON lines: the shapes of docs/command-line.md.
enum StreamDocuments {
    static func write(_ book: LiveBook, depth: Int, receivedAt: Timestamp, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("kind", "book")
            writer.member("symbol", book.symbol.description)
            writer.member("state", state(book.state))
            writer.member("cause", cause(book.state))
            writer.flag("is_verified", book.isVerified)
            writer.number("sequence", book.sequence.flatMap { Int64(exactly: $0) })
            writer.member("time", book.time?.description)
            writer.member("received_at", receivedAt.description)
            side("bids", book.levels(.buy, depth: depth), to: &writer)
            side("asks", book.levels(.sell, depth: depth), to: &writer)
        }
    }

    static func write(_ marker: StreamMarker, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("kind", marker.kind.rawValue)
            writer.member("symbol", marker.symbol?.description)
            writer.member("cause", marker.cause.rawValue)
            writer.member("from", marker.from?.description)
            writer.member("to", marker.to?.description)
        }
    }

    static func write(
        _ kind: String, receivedAt: Timestamp, to writer: inout JSONWriter, _ value: (inout JSONWriter) -> Void
    ) {
        writer.object { writer in
            writer.member("kind", kind)
            writer.member("received_at", receivedAt.description)
            writer.key(kind)
            value(&writer)
        }
    }

    private static func state(_ state: BookState) -> String {
        switch state {
        case .live: "live"
        case .resyncing: "resyncing"
        case .stale: "stale"
        }
    }

    private static func cause(_ state: BookState) -> String? {
        switch state {
        case .live: nil
        case .resyncing(let cause), .stale(let cause): cause.rawValue
        }
    }

    private static func side(_ name: String, _ levels: [BookLevel], to writer: inout JSONWriter) {
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
}
