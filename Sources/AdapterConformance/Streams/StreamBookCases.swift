import AdapterProtocol

/// Live books.
enum StreamBookCases {
    static let all: [ConformanceCase] = [
        ConformanceCase(
            "stream.book.equal", "While nobody trades, the live book is the one that the venue shows over REST.",
            because: "A bot prices its orders from it.", proves: [.bookStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let books = stage.watch(stage.venue.books([stage.symbol], depth: 20))
                try await stage.until("the book is live") { books.last?.state.isLive ?? false }
                try await stage.pass(.seconds(5))
                try await stage.holdEqualBook(books)
            }
        }
    ]
}

extension StreamStage {
    /// Everybody else stops trading, and what they did is told.
    func freeze() async throws {
        controls?.freezeMarket(true)
        try await pass(.seconds(2))
    }

    /// The live book must be the one over REST. At a real venue, where nobody stops trading, once is enough.
    func holdEqualBook(_ books: StreamWatch<LiveBook>, depth: Int = 20) async throws {
        try await freeze()
        var difference = ""
        for _ in 0..<(controls == nil ? 30 : 1) {
            let rest = try await restBook(depth: depth)
            guard let book = books.last else { throw CaseStop.broken("no book was told") }
            guard book.state.isLive else {
                difference = "the book is \(book.state)"
                continue
            }
            guard let found = Self.difference(book, rest, depth: depth) else { return }
            difference = found
            try await pass(.milliseconds(500))
        }
        throw CaseStop.broken(difference)
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
