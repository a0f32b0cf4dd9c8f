import VenueSimulator

// Books as they were, for snapshots that lag behind the stream (kucoin.md I.5.3).
extension KuCoin.Streams {
    /// The book as it was ``bookDelay`` ago, or as early as it is known; nil when it is shown as it is.
    func pastBook(_ symbol: String, at now: Int64) -> EngineBook? {
        guard bookDelay > 0, let books = pastBooks[symbol] else { return nil }
        return (books.last { $0.time <= now - bookDelay } ?? books.first)?.book
    }

    /// Keeps a book, and of the old ones the newest that is old enough.
    mutating func keep(_ book: EngineBook, at now: Int64) {
        var books = pastBooks[book.symbol] ?? []
        books.append((now, book))
        let enough = books.lastIndex { $0.time <= now - bookDelay } ?? 0
        books.removeFirst(enough)
        pastBooks[book.symbol] = books
    }
}

extension KuCoinFace {
    /// Keeps all books of this moment, while snapshots lag.
    mutating func keepBooks() {
        guard streams.bookDelay > 0 else { return }
        for symbol in exchange.symbols {
            if let book = exchange.book(symbol, depth: 10_000) { streams.keep(book, at: now) }
        }
    }
}
