import AdapterProtocol
import VenueSimulator

extension Binance {
    /// The levels that have changed since the last depth message; every message begins where the one before ended
    /// (binance.md I.1).
    struct DepthFeed: Sendable {
        /// The last number that was sent.
        private var sent: Int64
        private var last: Int64
        private var bids: [ExactDecimal: ExactDecimal] = [:]
        private var asks: [ExactDecimal: ExactDecimal] = [:]
        /// The next message will not be sent, though its numbers are used up.
        var isSkipping = false

        init(startingAfter number: Int64) {
            sent = number
            last = number
        }

        mutating func take(_ change: BookChange) {
            guard change.updateID > last else { return }
            last = change.updateID
            if change.side == .buy {
                bids[change.price] = change.quantity
            } else {
                asks[change.price] = change.quantity
            }
        }

        /// The next message's body; nil without a change, or when it is skipped.
        mutating func flush(_ symbol: String, at time: Int64) -> JSON? {
            guard last > sent else { return nil }
            let message: JSON = [
                "e": "depthUpdate", "E": .time(time), "s": .text(symbol), "U": .id(sent + 1), "u": .id(last),
                "b": Self.rows(bids.sorted { $0.key > $1.key }), "a": Self.rows(asks.sorted { $0.key < $1.key }),
            ]
            sent = last
            bids = [:]
            asks = [:]
            guard isSkipping else { return message }
            isSkipping = false
            return nil
        }

        private static func rows(_ levels: [(key: ExactDecimal, value: ExactDecimal)]) -> JSON {
            .list(levels.map { [.money($0.key), .money($0.value)] })
        }
    }

    /// A book of limited depth.
    struct ShownBook {
        let updateID: Int64
        let bids: [EngineLevel]
        let asks: [EngineLevel]
    }

    /// Books as they were, for snapshots that come too late (binance.md L.20).
    struct PastBooks: Sendable {
        /// How old a snapshot is; 0 for now.
        var delay: Int64 = 0
        private var books: [String: [(time: Int64, book: EngineBook)]] = [:]

        var isOn: Bool { delay > 0 }

        mutating func remember(_ book: EngineBook, at time: Int64) {
            var known = books[book.symbol, default: []]
            known.append((time, book))
            // Of those that are old enough the newest one stays.
            while known.count > 1, known[1].time <= time - delay { known.removeFirst() }
            books[book.symbol] = known
        }

        mutating func forget() { books = [:] }

        /// The newest book that is old enough, or the oldest known.
        func book(_ symbol: String, at time: Int64) -> EngineBook? {
            guard let known = books[symbol] else { return nil }
            return (known.last { $0.time <= time - delay } ?? known.first)?.book
        }
    }
}

extension BinanceFace {
    /// The deepest snapshot (binance.md D).
    private static var deepest: Int { 5_000 }

    /// A book as snapshots show it.
    func snapshotBook(_ symbol: String, depth: Int) -> Binance.ShownBook? {
        let past = streams.pastBooks.isOn ? streams.pastBooks.book(symbol, at: now) : nil
        guard let book = past ?? exchange.book(symbol, depth: depth) else { return nil }
        return Binance.ShownBook(
            updateID: book.updateID, bids: Array(book.bids.prefix(depth)), asks: Array(book.asks.prefix(depth)))
    }

    /// Keeps the books as they are, while snapshots are to be late.
    mutating func rememberBooks(at time: Int64) {
        guard streams.pastBooks.isOn else { return streams.pastBooks.forget() }
        for market in Binance.Markets.all {
            if let book = exchange.book(market.symbol, depth: Self.deepest) {
                streams.pastBooks.remember(book, at: time)
            }
        }
    }
}
