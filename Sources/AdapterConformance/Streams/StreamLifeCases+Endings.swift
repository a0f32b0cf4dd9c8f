import AdapterProtocol

extension StreamLifeCases {
    static let endings: [ConformanceCase] = [
        ConformanceCase(
            "stream.life.everything", "After a cut line everything that was read is read again.",
            because: "What is forgotten in the second life is missed in no list.",
            proves: [.bookStreams, .tradeStreams, .tickerStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let symbols = try await stage.markets(2)
                let books = stage.watch(stage.venue.books(symbols, depth: 20))
                let trades = stage.watch(stage.venue.trades([stage.symbol]))
                let tickers = stage.watch(stage.venue.tickers([stage.symbol]))
                func isAll(from book: Int, _ trade: Int, _ ticker: Int) -> Bool {
                    symbols.allSatisfy { symbol in
                        books.values(from: book).contains { $0.symbol == symbol && $0.state.isLive }
                    } && !trades.values(from: trade).isEmpty && !tickers.values(from: ticker).isEmpty
                }
                try await stage.until("everything is told", within: .seconds(240)) { isAll(from: 0, 0, 0) }
                let (book, trade, ticker) = (books.count, trades.count, tickers.count)
                stage.cut()
                try await stage.until("everything is told again", within: .seconds(300)) {
                    isAll(from: book, trade, ticker)
                }
            }
        },
        ConformanceCase(
            "stream.life.restart", "A venue that closes all its streams at once is followed again.",
            because: "Venues restart, at night and without a word.", proves: [.bookStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let controls = try stage.mustObey()
                let books = try await stage.watchBook()
                for _ in 0..<3 {
                    let start = books.count
                    controls.closeStreams(code: 1012)
                    try await stage.untilLive(books, after: start, within: .seconds(300))
                }
                try await stage.holdEqualBook(books)
            }
        },
        ConformanceCase(
            "stream.life.deaf", "A line on which nothing arrives any more is noticed, told, and replaced.",
            because: "A dead line looks like a quiet market.", proves: [.bookStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let books = try await stage.watchBook()
                stage.controls?.freezeMarket(true)
                let start = books.count
                stage.tap.deafen(true)
                try await stage.until(
                    "it is told", within: .seconds(150), step: .milliseconds(500), seen: { books.stateText }
                ) { books.hasMarker(.stale, from: start) }
                stage.tap.deafen(false)
                try await stage.untilLive(books, after: start, within: .seconds(300))
                try await stage.holdEqualBook(books)
            }
        },
        ConformanceCase(
            "stream.life.quiet", "In a market where nothing happens the line stays up, and the book stays live.",
            because: "Silence of a market is not the loss of a line.", proves: [.bookStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                _ = try stage.mustObey()
                let books = try await stage.watchBook()
                try await stage.freeze()
                let opened = stage.tap.opened
                try await stage.pass(.seconds(200), step: .milliseconds(500))
                try hold(stage.tap.opened == opened, "\(stage.tap.opened - opened) new connections")
                try hold(books.last?.state.isLive ?? false, books.stateText)
                try hold(books.markers.isEmpty, books.markerText)
                try await stage.holdEqualBook(books)
            }
        },
        ConformanceCase(
            "stream.life.close",
            "Closing ends all streams without an error and their connections, and they can begin anew.",
            because: "A host that stops must not leave lines behind.", proves: [.bookStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let books = try await stage.watchBook()
                let trades = stage.watch(stage.venue.trades([stage.symbol]))
                try await stage.pass(.seconds(2))
                let venue = stage.venue
                try await stage.wait { await venue.closeStreams() }
                try await stage.until("the streams end", within: .seconds(10)) { books.isOver && trades.isOver }
                try hold(books.error == nil && trades.error == nil, "closing is told as an error")
                try hold(stage.tap.openLines == 0, "\(stage.tap.openLines) connections are still open")
                try hold(stage.controls?.openStreams ?? 0 == 0, "the venue still has some open")
                let again = try await stage.watchBook()
                try await stage.holdEqualBook(again)
            }
        },
        ConformanceCase(
            "stream.life.token", "A market stream whose token has ended goes on with a new one.",
            because: "A token is good for one line, and lines are cut.", proves: [.bookStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let controls = try stage.mustObey()
                let books = try await stage.watchBook()
                controls.disturb(.expireTokens)
                try await stage.pass(.seconds(3))
                let start = books.count
                stage.cut()
                try await stage.untilLive(books, after: start, within: .seconds(300))
                try await stage.holdEqualBook(books)
            }
        },
    ]
}
