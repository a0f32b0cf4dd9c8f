import AdapterProtocol

/// What happens to the messages of a book, and to the book then.
enum StreamMishapCases {
    static let all = messages + venue + [numbered]

    private static let messages: [ConformanceCase] = [
        mishap("drop", "Lost messages are noticed: readers are told, and the book becomes right again.", isTold: true) {
            $0 % 5 == 0 ? .drop : .pass
        },
        mishap("duplicate", "Messages that come twice leave the book right.") { _ in .duplicate },
        mishap("swap", "Messages in the wrong order never leave a book live and wrong.") {
            $0 % 4 == 0 ? .swap : .pass
        },
        mishap("truncate", "Messages that are cut off never leave a book live and wrong.", isTold: true) {
            $0 % 9 == 0 ? .truncate : .pass
        },
        mishap(
            "corrupt", "A changed digit is noticed where the venue gives a checksum.",
            only: [.checksum, .sequenceAndChecksum]
        ) { $0 % 6 == 0 ? .corrupt : .pass },
    ]

    /// - Parameters:
    ///   - isTold: Whether readers must have been told, where a message is not a whole book.
    ///   - only: The kinds of integrity at which it can be noticed; nil for all.
    private static func mishap(
        _ name: String, _ promise: String, isTold: Bool = false, only: Set<BookIntegrity>? = nil,
        _ fate: @escaping @Sendable (Int) -> StreamTap.Fate
    ) -> ConformanceCase {
        ConformanceCase(
            "stream.book.mishap.\(name)", promise, because: "A wrong book that says it is live costs money.",
            proves: [.bookStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let books = try await stage.watchBook()
                let integrity = books.last?.integrity ?? .replacement
                guard only?.contains(integrity) ?? true else {
                    throw CaseStop.notApplicable("the venue gives no checksum to notice it by")
                }
                stage.tap.befall(fate)
                try await stage.pass(.seconds(10))
                stage.tap.befall(nil)
                if isTold, integrity != .replacement {
                    try await stage.until("readers are told", within: .seconds(60)) { !books.markers.isEmpty }
                }
                try await stage.recover(books)
            }
        }
    }

    private static let venue: [ConformanceCase] = [
        ConformanceCase(
            "stream.book.mishap.skip", "A number that the venue leaves out is a gap: told, not live, then right again.",
            because: "What was in the missing message nobody knows.", proves: [.bookStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let controls = try stage.mustObey()
                let books = try await stage.watchBook()
                guard books.last?.integrity != .checksum, books.last?.integrity != .replacement else {
                    throw CaseStop.notApplicable("the venue does not number its messages")
                }
                try await stage.pass(.seconds(3))
                let start = books.count
                controls.disturb(.skipSequence)
                try await stage.until("a gap is told", within: .seconds(30), seen: { books.stateText }) {
                    books.hasMarker(.gap, from: start)
                }
                try await stage.until("the book is told right again", seen: { books.stateText }) {
                    books.hasMarker(.resynced, from: start)
                }
                try hold(books.values(from: start).contains { !$0.state.isLive }, "the book stayed live")
                try await stage.recover(books)
            }
        },
        ConformanceCase(
            "stream.book.mishap.checksum", "A checksum that does not fit is told, and the book becomes right again.",
            because: "It is the only sign that the venue gives.", proves: [.bookStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let controls = try stage.mustObey()
                let books = try await stage.watchBook()
                try stage.mustHaveChecksums(books)
                try await stage.pass(.seconds(3))
                let start = books.count
                controls.disturb(.breakChecksum)
                try await stage.until("it is told", within: .seconds(60), seen: { books.stateText }) {
                    books.hasMarker(.gap, from: start) || books.hasMarker(.unverified, from: start)
                }
                try await stage.recover(books)
            }
        },
        ConformanceCase(
            "stream.book.mishap.deadChecksum",
            "A checksum that no longer changes makes the book unverified, not wrong.",
            because: "A dead check must not pass for a check, nor end trading.", proves: [.bookStreams],
            needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let controls = try stage.mustObey()
                let books = try await stage.watchBook()
                try stage.mustHaveChecksums(books)
                try await stage.pass(.seconds(3))
                controls.disturb(.freezeChecksum(true))
                try await stage.until(
                    "the book is live and unverified", within: .seconds(180), seen: { books.stateText }
                ) {
                    books.last.map { $0.state.isLive && !$0.isVerified } ?? false
                }
                try hold(books.hasMarker(.unverified), "no marker says so: \(books.markerText)")
                try await stage.holdEqualBook(books)
            }
        },
        ConformanceCase(
            "stream.book.mishap.lateSnapshot", "A snapshot older than the messages does not make a wrong book.",
            because: "Between the two is what nobody told.", proves: [.bookStreams], needs: .connection
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let controls = try stage.mustObey()
                controls.disturb(.delaySnapshots(.seconds(3)))
                let books = stage.watch(stage.venue.books([stage.symbol], depth: 20))
                try await stage.pass(.seconds(15))
                controls.disturb(.delaySnapshots(.zero))
                try await stage.recover(books)
            }
        },
    ]

    /// What the sequence can prove is proven at every number, while messages get lost.
    private static let numbered = ConformanceCase(
        "stream.book.mishap.numbered", "At each number that both have, the live book is the venue's, whatever is lost.",
        because: "Live and wrong must not be, not even for a moment.", proves: [.bookStreams], needs: .connection
    ) { examination in
        try await StreamStage.set(examination) { stage in
            let books = try await stage.watchBook()
            stage.tap.befall {
                [.drop, .pass, .pass, .swap, .pass, .duplicate, .pass, .pass, .pass, .pass, .pass][$0 % 11]
            }
            var compared = 0
            for _ in 0..<40 {
                try await stage.pass(.milliseconds(500))
                let rest = try await stage.restBook()
                guard let number = rest.sequence,
                    let book = books.live.last(where: { $0.sequence == number })
                else { continue }
                compared += 1
                if let difference = StreamStage.difference(book, rest, depth: 10) {
                    throw CaseStop.broken("at \(number): \(difference)")
                }
            }
            guard compared > 0 else { throw CaseStop.notApplicable("REST books carry no number of the stream's") }
            stage.tap.befall(nil)
            try await stage.recover(books)
        }
    }
}

extension StreamStage {
    /// What the case may do to its exchange.
    ///
    /// - Throws: ``CaseStop/notApplicable(_:)`` at a real one.
    func mustObey() throws(CaseStop) -> any ExchangeControls {
        guard let controls else { throw .notApplicable("no real venue does it on demand") }
        return controls
    }

    fileprivate func mustHaveChecksums(_ books: StreamWatch<LiveBook>) throws(CaseStop) {
        switch books.last?.integrity {
        case .checksum, .sequenceAndChecksum: return
        default: throw .notApplicable("the venue gives no checksums")
        }
    }

    /// After whatever happened: the book is live, sane in between, and the venue's.
    func recover(_ books: StreamWatch<LiveBook>) async throws {
        try await pass(.seconds(10))
        try await untilLive(books, within: .seconds(300))
        for book in books.live { try StreamBookCases.holdSane(book, of: symbol) }
        try await holdEqualBook(books)
    }
}
