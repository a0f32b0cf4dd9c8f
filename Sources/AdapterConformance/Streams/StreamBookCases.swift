import AdapterProtocol

/// Live books.
enum StreamBookCases {
    static let all = plain + reading

    private static let plain: [ConformanceCase] = [
        ConformanceCase(
            "stream.book.equal", "While nobody trades, the live book is the one that the venue shows over REST.",
            because: "A bot prices its orders from it.", proves: [.bookStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let books = try await stage.watchBook()
                try await stage.pass(.seconds(5))
                try await stage.holdEqualBook(books)
            }
        },
        ConformanceCase(
            "stream.book.instants",
            "At each of several moments, the live book is the one that the venue shows over REST.",
            because: "A book that drifts is right in the beginning.", proves: [.bookStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let books = try await stage.watchBook()
                for _ in 0..<5 {
                    try await stage.holdEqualBook(books)
                    stage.thaw()
                    try await stage.pass(.seconds(4))
                }
                try hold(stage.tap.opened == 1, "\(stage.tap.opened) connections were needed")
            }
        },
        ConformanceCase(
            "stream.book.deep", "A book of a hundred levels has as many as the venue shows over REST.",
            because: "Whoever asks for depth sizes large orders by it.", proves: [.bookStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let books = try await stage.watchBook(depth: 100)
                try await stage.pass(.seconds(5))
                try await stage.holdEqualBook(books, depth: 50)
            }
        },
        ConformanceCase(
            "stream.book.sane", "No live book is crossed, empty, out of order or of another market.",
            because: "A crossed book is an invitation to buy above the best offer.", proves: [.bookStreams],
            needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let books = try await stage.watchBook()
                try await stage.pass(.seconds(30))
                try hold(books.live.count > 5, "only \(books.live.count) live books in half a minute")
                for book in books.live { try StreamBookCases.holdSane(book, of: stage.symbol) }
            }
        },
        ConformanceCase(
            "stream.book.onwards", "Numbers and times of a live book never go back.",
            because: "Who sees the past again trades on it again.", proves: [.bookStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let books = try await stage.watchBook()
                try await stage.pass(.seconds(20))
                let numbers = books.live.compactMap(\.sequence)
                try hold(zip(numbers, numbers.dropFirst()).allSatisfy { $0 <= $1 }, "a number went back")
                let times = books.live.compactMap(\.time)
                try hold(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 }, "a time went back")
            }
        },
        ConformanceCase(
            "stream.book.markets", "Books of several markets in one stream are each their own market's.",
            because: "Prices of one market on another are the dearest mistake there is.", proves: [.bookStreams],
            needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let symbols = try await stage.markets(3)
                let books = stage.watch(stage.venue.books(symbols, depth: 20))
                try await stage.until("every book is live", seen: { books.stateText }) {
                    symbols.allSatisfy { symbol in books.live.contains { $0.symbol == symbol } }
                }
                try await stage.pass(.seconds(5))
                try await stage.freeze()
                for symbol in symbols { try await stage.holdBook(in: books, of: symbol) }
            }
        },
    ]

    private static let reading: [ConformanceCase] = [
        ConformanceCase(
            "stream.book.twoReaders", "A second reader gets the book at once, and the venue is not asked again.",
            because: "A dashboard next to a bot must not cost a second subscription.", proves: [.bookStreams],
            needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let first = try await stage.watchBook()
                try await stage.pass(.seconds(3))
                let (sent, opened) = (stage.tap.sent, stage.tap.opened)
                let second = try await stage.watchBook()
                try hold(stage.tap.sent == sent && stage.tap.opened == opened, "the venue was asked again")
                try await stage.pass(.seconds(3))
                try await stage.holdEqualBook(first)
                try await stage.holdEqualBook(second)
            }
        },
        ConformanceCase(
            "stream.book.slow", "A reader that comes late to its own stream finds the newest book, and no old ones.",
            because: "Whoever works through a backlog of books trades on the past.", proves: [.bookStreams],
            needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let unread = stage.venue.books([stage.symbol], depth: 20)
                let other = try await stage.watchBook()
                try await stage.pass(.seconds(15))
                try await stage.freeze()
                let late = stage.watch(unread)
                try await stage.untilLive(late)
                let isRecent = late.values.count <= 2 || stage.controls == nil
                try hold(isRecent, "\(late.values.count) books had been kept")
                try await stage.holdEqualBook(late)
                try hold(other.live.count > 3, "the other reader was held up")
            }
        },
        ConformanceCase(
            "stream.book.leave", "A reader that leaves ends the subscription, and the connection that nobody needs.",
            because: "Connections that nobody reads count against the venue's limits.", proves: [.bookStreams],
            needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let books = try await stage.watchBook()
                books.stop()
                try await stage.until("the stream ends") { books.isOver }
                try hold(books.error == nil, "leaving is told as an error: \(String(describing: books.error))")
                try await stage.until("the connection is closed", within: .seconds(30)) { stage.tap.openLines == 0 }
                try hold(stage.controls?.openStreams ?? 0 == 0, "the venue still has it open")
                let received = stage.tap.received
                try await stage.pass(.seconds(5))
                try hold(stage.tap.received == received, "messages still arrive")
            }
        },
        ConformanceCase(
            "stream.book.comeBack", "A reader that comes back at once finds the book still live.",
            because: "A bot that restarts its loop must not wait for a snapshot.", proves: [.bookStreams],
            needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let books = try await stage.watchBook()
                let opened = stage.tap.opened
                books.stop()
                try await stage.pass(.seconds(1))
                let again = try await stage.watchBook()
                try hold(stage.tap.opened == opened, "a new connection was opened")
                try await stage.pass(.seconds(8))
                try await stage.holdEqualBook(again)
            }
        },
    ]

    static func holdSane(_ book: LiveBook, of symbol: Symbol) throws(CaseStop) {
        try hold(book.symbol == symbol, "a book of \(book.symbol)")
        let snapshot = book.snapshot(depth: 50)
        try hold(snapshot.isOrdered, "\(snapshot.bids.prefix(3)) against \(snapshot.asks.prefix(3))")
        try hold(!snapshot.bids.isEmpty && !snapshot.asks.isEmpty, "a live book has an empty side")
        let isSolid = (snapshot.bids + snapshot.asks).allSatisfy { $0.quantity.isPositive && $0.price.isPositive }
        try hold(isSolid, "a level has no quantity, or no price")
    }
}
