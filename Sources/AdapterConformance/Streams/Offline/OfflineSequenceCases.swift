import AdapterProtocol

/// Frames that are missing, come twice, too early, too late or in another order.
enum OfflineSequenceCases {
    static let all: [ConformanceCase] = [missing, marked, doubled, doubledTrades, swapped, again, deltasFirst]

    private static let missing = ConformanceCase(
        "stream.offline.missing.book",
        "Whichever frame of a book is missing, the next one shows it: nothing is live that is not the venue's book.",
        because: "Venues drop frames for slow readers without a word; a book that goes on is wrong for hours.",
        needs: .adapter
    ) { examination in
        for trail in try examination.marketTrails(where: \.hasBook) where !trail.isReplaced {
            for position in trail.positions(of: .start, .book) where trail.movesBook(position) {
                let place = "without step \(position)"
                try trail.follow(trail.before(position), from: position + 1, place)
            }
        }
    }

    private static let marked = ConformanceCase(
        "stream.offline.missing.marked",
        "A loss is marked with its market and its time before anything else is told, or ends the connection.",
        because: "A reader that is told a moment too late has traded already.", needs: .adapter
    ) { examination in
        var seen = 0
        for trail in try examination.marketTrails(where: \.hasBook) {
            let books = trail.positions(of: .book)
            for (position, next) in zip(books, books.dropFirst())
            where next == position + 1 && !trail.before(position).liveBooks.isEmpty {
                var market = trail.before(position)
                market.play(trail.steps[next])
                guard market.isUp, market.liveBooks.isEmpty else { continue }
                seen += 1
                try holdMarked(market, trail, "without step \(position)")
            }
        }
        if seen == 0 { throw CaseStop.notApplicable("every loss ends the connection, or nothing is numbered") }
    }

    private static func holdMarked(
        _ market: ScenarioMarket, _ trail: MarketTrail, _ place: String
    ) throws(CaseStop) {
        for event in market.told {
            guard case .marker(let slot, let marker) = event else { continue }
            let symbol = trail.scenario.follows?.first { $0.slot == slot }?.symbol
            try hold(marker.symbol == nil || marker.symbol == symbol, "\(trail.scenario.id), \(place): another market")
            try hold(
                marker.kind == .gap || marker.kind == .stale,
                "\(trail.scenario.id), \(place): the loss is told as '\(marker.kind.rawValue)'")
            return
        }
        throw .broken("\(trail.scenario.id), \(place): no marker")
    }

    private static let doubled = ConformanceCase(
        "stream.offline.doubled.book", "A frame that comes twice changes nothing the second time.",
        because: "Proxies and reconnects repeat frames; a bot must neither lose nor double what they say.",
        needs: .adapter
    ) { examination in
        for trail in try examination.marketTrails(where: \.hasBook) {
            for position in trail.positions(of: .book) {
                var market = trail.after(position)
                let wasLive = !market.liveBooks.isEmpty
                market.play(trail.steps[position])
                let place = "step \(position) twice"
                try trail.holdHonest(market, as: trail.after(position), at: place)
                try hold(
                    !wasLive || !market.liveBooks.isEmpty, "\(trail.scenario.id), \(place): the book is lost by it")
                try trail.follow(market, from: position + 1, place)
            }
        }
    }

    private static let doubledTrades = ConformanceCase(
        "stream.offline.doubled.trades", "A trade whose frame comes twice is told under the same id, if at all.",
        because: "Only by its id can it be told once.", needs: .adapter
    ) { examination in
        var seen = 0
        for trail in try examination.marketTrails() {
            for position in trail.positions(of: .book, .data) {
                let first = trades(trail.after(position))
                guard !first.isEmpty else { continue }
                seen += 1
                var market = trail.after(position)
                market.play(trail.steps[position])
                for trade in trades(market) {
                    try hold(
                        first.contains(trade),
                        "\(trail.scenario.id), step \(position): trade \(trade.id) is another one")
                }
            }
        }
        if seen == 0 { throw CaseStop.notApplicable("none of the venue's sequences shows it") }
    }

    private static func trades(_ market: ScenarioMarket) -> [PublicTrade] {
        market.told.compactMap { if case .trade(_, let trade) = $0 { trade } else { nil } }
    }

    private static let swapped = ConformanceCase(
        "stream.offline.swapped", "Two frames of a book in the other order never make a live book that is wrong.",
        because: "Frames of two connections, and of some venues' one, overtake each other.", needs: .adapter
    ) { examination in
        for trail in try examination.marketTrails(where: \.hasBook) {
            let books = trail.positions(of: .start, .book)
            for (position, next) in zip(books, books.dropFirst()) where next == position + 1 {
                let place = "steps \(position) and \(next) swapped"
                var market = trail.before(position)
                market.play(trail.steps[next])
                try trail.holdHonest(market, as: trail.before(position), trail.after(next), at: place)
                market.play(trail.steps[position])
                // A snapshot alone is the venue's book of its moment; what it lacks shows with the next change.
                let alone = trail.steps[position].isFrame(.start) ? trail.after(position) : trail.after(next)
                try trail.holdHonest(market, as: trail.before(position), trail.after(next), alone, at: place)
                try trail.follow(market, from: next + 1, place)
            }
        }
    }

    private static let again = ConformanceCase(
        "stream.offline.backwards", "An old frame after newer ones never makes a live book that is wrong.",
        because: "A venue's node that lags behind sends what was.", needs: .adapter
    ) { examination in
        for trail in try examination.marketTrails(where: \.hasBook) {
            for position in trail.positions(of: .book) {
                var market = trail.end
                market.play(trail.steps[position])
                try trail.holdHonest(market, as: trail.end, at: "step \(position) once more at the end")
            }
        }
    }

    private static let deltasFirst = ConformanceCase(
        "stream.offline.deltasFirst", "Changes without the snapshot that they change make no live book.",
        because: "A book of a few changed levels looks like a market of its own.", needs: .adapter
    ) { examination in
        for trail in try examination.marketTrails(where: \.hasBook) where !trail.isReplaced {
            var market = ScenarioMarket(trail.scenario, examination.adapter)
            for step in trail.steps where step.snapshot == nil && !step.isFrame(.start) {
                market.play(step)
                try hold(market.liveBooks.isEmpty, "\(trail.scenario.id): live without a snapshot")
                try trail.holdHonest(market, at: "without a snapshot")
            }
        }
    }
}
