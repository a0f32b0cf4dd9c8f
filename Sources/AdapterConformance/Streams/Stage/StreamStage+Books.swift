import AdapterProtocol
import AdapterRuntime

// Live books against REST.
extension StreamStage {
    /// Everybody else stops trading, and what they did is told.
    func freeze() async throws {
        controls?.freezeMarket(true)
        try await pass(.seconds(2))
    }

    /// Everybody else trades again.
    func thaw() { controls?.freezeMarket(false) }

    /// Follows the book, from where it is live.
    func watchBook(depth: Int = 20) async throws -> StreamWatch<LiveBook> {
        let books = watch(venue.books([symbol], depth: depth))
        try await untilLive(books)
        return books
    }

    /// Waits until the newest book is live.
    func untilLive(_ books: StreamWatch<LiveBook>, within limit: Duration = .seconds(120)) async throws {
        try await until("the book is live", within: limit, seen: { books.stateText }) {
            books.last?.state.isLive ?? false
        }
    }

    /// Waits until a book that was told after an event's number is live.
    func untilLive(
        _ books: StreamWatch<LiveBook>, after start: Int, within limit: Duration = .seconds(180)
    ) async throws {
        try await until("the book is live again", within: limit, seen: { books.stateText }) {
            books.values(from: start).last?.state.isLive ?? false
        }
    }

    /// Cuts every connection, as a network does.
    func cut() { tap.end(.cut("cut by the case")) }

    /// Cuts the line of a book, and waits until the book is live again.
    func reconnect(_ books: StreamWatch<LiveBook>) async throws {
        let start = books.count
        cut()
        try await until("the reader is told that the book is stale") { books.hasMarker(.stale, from: start) }
        try await untilLive(books, after: start)
    }

    /// The live book must be the one over REST. At a real venue, where nobody stops trading, once is enough.
    func holdEqualBook(_ books: StreamWatch<LiveBook>, depth: Int = 20) async throws {
        try await freeze()
        for _ in 0..<(controls == nil ? 30 : 0) {
            let rest = try await restBook(depth: depth)
            if let book = books.last, book.state.isLive, Self.difference(book, rest, depth: depth) == nil { return }
            try await pass(.milliseconds(500))
        }
        let rest = try await restBook(depth: depth)
        try await holdNow {
            let book = try hold(books.last, "no book was told")
            try hold(book.state.isLive, books.stateText)
            if let difference = Self.difference(book, rest, depth: depth) { throw CaseStop.broken(difference) }
        }
    }

    /// The book as the venue shows it now.
    func restBook(depth: Int = 20) async throws -> OrderBook {
        let (venue, symbol) = (venue, symbol)
        return try await wait { try await venue.orderBook(symbol, depth: depth) }
    }

    /// What is different within the depth; nil for nothing.
    static func difference(_ book: LiveBook, _ rest: OrderBook, depth: Int) -> String? {
        for (side, theirs) in [(Side.buy, rest.bids), (Side.sell, rest.asks)] {
            let ours = book.levels(side, depth: depth)
            let count = min(ours.count, theirs.count, depth)
            guard count > 0 || theirs.isEmpty else { return "the \(side) side is empty, and REST has one" }
            guard ours.count == min(theirs.count, depth) || ours.count > theirs.count else {
                return "\(ours.count) levels on the \(side) side, and REST has \(theirs.count)"
            }
            for index in 0..<count where ours[index] != theirs[index] {
                let (left, right) = (ours[index], theirs[index])
                return "\(side) level \(index) is \(left.quantity) at \(left.price), and REST has "
                    + "\(right.quantity) at \(right.price)"
            }
        }
        return nil
    }
}

extension StreamWatch where Value == LiveBook {
    /// The books that were told as live.
    var live: [LiveBook] { values.filter(\.state.isLive) }

    /// Whether a live book was told after a marker of the kind, before anything said that it is right again.
    func isLive(after kind: StreamMarker.Kind, from start: Int) -> Bool {
        let rest = events.dropFirst(start).drop { $0.marker?.kind != kind }
        for event in rest.dropFirst() {
            if event.marker?.kind == .resynced { return false }
            if let book = event.value { return book.state.isLive }
        }
        return false
    }

    /// How the newest book stands, for what a case tells.
    var stateText: String { "\(last.map { "it is \($0.state)" } ?? "no book was told"), \(markerText)" }
}

extension StreamStage {
    /// Several open markets on which somebody bids and somebody asks, the one to work on first.
    func markets(_ count: Int) async throws -> [Symbol] {
        let venue = venue
        let (catalog, tickers) = try await wait { (try await venue.instruments(), try await venue.tickers()) }
        let quotes = examination.adapter.profile.quoteAssets
        let others = tickers.filter { $0.bidPrice != nil && $0.askPrice != nil && $0.symbol != symbol }.map(\.symbol)
            .filter { catalog[$0]?.mode == .open && quotes.contains($0.quote.code) }
        let found = [symbol] + others.sorted().prefix(count - 1)
        guard found.count == count else { throw CaseStop.notApplicable("the venue has \(found.count) such markets") }
        return found
    }

    /// A market's live book is the one over REST; at a real venue it only has its prices.
    func holdBook(in books: StreamWatch<LiveBook>, of symbol: Symbol) async throws {
        let venue = venue
        let rest = try await wait { try await venue.orderBook(symbol, depth: 20) }
        guard controls == nil else {
            return try await holdNow {
                let book = try hold(books.live.last { $0.symbol == symbol }, "no live book of \(symbol)")
                let difference = Self.difference(book, rest, depth: 20)
                try hold(difference == nil, "\(symbol): \(difference ?? "")")
            }
        }
        let book = try hold(books.live.last { $0.symbol == symbol }, "no live book of \(symbol)")
        guard let ours = book.bestBid?.price, let theirs = rest.bestBid?.price else { return }
        let distance = try ours > theirs ? ours - theirs : theirs - ours
        try hold(try distance * 20 <= theirs, "\(symbol): \(ours) is bid, and REST has \(theirs)")
    }
}
