import AdapterProtocol

/// Books that begin with a snapshot over REST, and the ways in which it goes wrong; books that are started anew.
enum OfflineSnapshotCases {
    static let all: [ConformanceCase] = [failed, old, unasked, restarted]

    private static let failed = ConformanceCase(
        "stream.offline.snapshot.failed",
        "A snapshot that cannot be read is asked for again; until it is there nothing is live, then all is right.",
        because: "One request that fails must cost neither the book nor the truth.", needs: .adapter
    ) { examination in
        for trail in try examination.marketTrails(where: \.hasSnapshot) {
            let (market, snapshot, book) = try waiting(trail, examination)
            var other = market
            other.offer(
                .failure(.notSent(.network, "no connection", advice: .after(.seconds(1)))), to: snapshot.slot)
            try hold(other.liveBooks.isEmpty, "\(trail.scenario.id): live after a snapshot that failed")
            try hold(
                other.asked.contains { $0.slot == snapshot.slot } || !other.isUp,
                "\(trail.scenario.id): no other snapshot is asked for")
            other.offer(.success(book), to: snapshot.slot)
            try trail.holdHonest(other, as: trail.end, at: "all changes before the snapshot, which failed once")
            try hold(
                !other.liveBooks.isEmpty, "\(trail.scenario.id): not live with all changes kept and a right snapshot")
        }
    }

    private static let old = ConformanceCase(
        "stream.offline.snapshot.old", "A snapshot from before the first change that was seen makes no live book.",
        because: "What happened in between is in neither of the two.", needs: .adapter
    ) { examination in
        for trail in try examination.marketTrails(where: \.hasSnapshot) {
            let (market, snapshot, book) = try waiting(trail, examination)
            var other = market
            other.offer(
                .success(
                    OrderBook(symbol: book.symbol, bids: book.bids, asks: book.asks, sequence: 1, time: nil)),
                to: snapshot.slot)
            try hold(other.liveBooks.isEmpty, "\(trail.scenario.id): live on a snapshot of number 1")
            try hold(
                other.asked.contains { $0.slot == snapshot.slot } || !other.isUp,
                "\(trail.scenario.id): no newer snapshot is asked for")
        }
    }

    /// A session that has all of the changes and waits for its snapshot.
    private static func waiting(
        _ trail: MarketTrail, _ examination: Examination
    ) throws(CaseStop) -> (ScenarioMarket, StreamStep.Snapshot, OrderBook) {
        guard let snapshot = trail.steps.compactMap(\.snapshot).first else {
            throw .notApplicable("none of the venue's sequences shows it")
        }
        var market = ScenarioMarket(trail.scenario, examination.adapter)
        for step in trail.steps where step.frame != nil { market.play(step) }
        try hold(
            market.asked.contains { $0.slot == snapshot.slot }, "\(trail.scenario.id): no snapshot is asked for")
        return (market, snapshot, try hold(market.book(snapshot), "\(trail.scenario.id): a snapshot of nothing"))
    }

    private static let unasked = ConformanceCase(
        "stream.offline.snapshot.unasked", "A snapshot that comes late, for nobody or twice changes no live book.",
        because: "Answers overtake each other; an old one must not take the place of what was built since.",
        needs: .adapter
    ) { examination in
        for trail in try examination.marketTrails(where: \.hasBook) {
            let end = trail.end
            for (slot, book) in end.liveBooks where !end.asked.contains(where: { $0.slot == slot }) {
                let half = book.snapshot(depth: 1)
                var market = end
                market.deliver(
                    OrderBook(
                        symbol: half.symbol, bids: half.bids, asks: [], sequence: half.sequence.map { $0 &+ 7 },
                        time: nil), to: slot)
                market.deliver(half, to: slot + 1_000)
                try trail.holdHonest(market, as: end, at: "a snapshot that nobody asked for")
                try hold(!market.liveBooks.isEmpty, "\(trail.scenario.id): an unasked snapshot loses the book")
            }
        }
    }

    private static let restarted = ConformanceCase(
        "stream.offline.resync",
        "A book that is started anew is not live at once, is marked, and is asked for: over REST, on the stream or by a"
            + " new connection.",
        because: "An audit that finds a difference must not leave the book standing.", needs: .adapter
    ) { examination in
        for trail in try examination.marketTrails(where: \.hasBook) {
            for slot in trail.end.liveBooks.keys.sorted() {
                var market = trail.end
                let sent = market.line.sent.count
                market.resync(slot, because: .audit)
                try hold(market.liveBooks[slot] == nil, "\(trail.scenario.id): the book is live all the same")
                try trail.holdHonest(market, as: trail.end, at: "started anew")
                guard market.isUp else { continue }
                try hold(
                    market.line.sent.count > sent || market.asked.contains { $0.slot == slot }
                        || market.line.wakeAt != nil || trail.isReplaced,
                    "\(trail.scenario.id): nothing is done for it")
            }
        }
    }
}
