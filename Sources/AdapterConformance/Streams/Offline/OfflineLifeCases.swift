import AdapterProtocol

/// Subscriptions and connections as a whole: what is none of ours, what is ours twice, and what is ours no more.
enum OfflineLifeCases {
    static let all: [ConformanceCase] = [early, others, strangers, heartbeats, twice, left, alone]

    private static let early = ConformanceCase(
        "stream.offline.life.early", "Nothing delivers before the venue has said anything.",
        because: "What looks live is traded on.", needs: .adapter
    ) { examination in
        for trail in try examination.marketTrails() {
            let market = trail.before(0)
            try hold(market.isUp, "\(trail.scenario.id): the connection is ended at once")
            for follow in trail.scenario.follows ?? [] {
                try hold(!market.isLive(follow.slot), "\(trail.scenario.id): subscription \(follow.slot) delivers")
            }
            try hold(market.told.isEmpty, "\(trail.scenario.id): \(StreamWords.kinds(of: market.told)) is told")
        }
    }

    private static let others = ConformanceCase(
        "stream.offline.life.others", "Channels and kinds of frames that nobody knows or follows change nothing.",
        because: "Venues add them without notice, and connections are shared.", needs: .adapter
    ) { examination in
        let frames = try examination.streamScenarios(of: .market) { $0.others != nil }.flatMap { $0.others ?? [] }
        for trail in try examination.marketTrails() {
            for frame in frames { try holdUnmoved(trail, by: frame, "a frame of nobody's") }
        }
    }

    private static let strangers = ConformanceCase(
        "stream.offline.life.strangers", "Frames of an account tell a market's session nothing.",
        because: "Some venues send both on one connection.", needs: .adapter
    ) { examination in
        let accounts = try examination.streamScenarios(of: .account) { _ in true }
        let frames = accounts.flatMap { $0.steps ?? [] }.filter { $0.isFrame(.data) }.compactMap(\.frame)
        for trail in try examination.marketTrails() {
            for frame in frames {
                var market = trail.end
                market.play(frame)
                try trail.holdHonest(market, as: trail.end, at: "an account's frame")
                let isQuiet = market.told.allSatisfy { event in
                    switch event {
                    case .book, .marker: true
                    case .trade, .ticker, .candle, .live, .refused: false
                    }
                }
                try hold(isQuiet, "\(trail.scenario.id): an account's frame tells something of the market")
            }
        }
    }

    /// Plays a frame before every step, and holds that nothing changes by it.
    private static func holdUnmoved(_ trail: MarketTrail, by frame: String, _ place: String) throws(CaseStop) {
        for position in FrameDamage.sample(Array(trail.states.indices), 12) where trail.states[position].isUp {
            var market = trail.states[position]
            market.play(frame)
            try trail.holdHonest(market, as: trail.states[position], at: place)
            try hold(market.isUp, "\(trail.scenario.id), before step \(position): \(place) ends the connection")
            try hold(
                market.told.isEmpty,
                "\(trail.scenario.id), before step \(position): \(place): \(StreamWords.kinds(of: market.told))")
            try hold(
                market.liveBooks.count == trail.states[position].liveBooks.count,
                "\(trail.scenario.id), before step \(position): \(place) loses a book")
        }
    }

    private static let heartbeats = ConformanceCase(
        "stream.offline.life.heartbeats", "Signs of life alone make no book live, and move none.",
        because: "A connection that lives is not a market that is told.", needs: .adapter
    ) { examination in
        let frames = try examination.streamScenarios(of: .market) { $0.heartbeats != nil }.flatMap {
            $0.heartbeats ?? []
        }
        for trail in try examination.marketTrails(where: \.hasBook) {
            for frame in frames {
                try holdUnmoved(trail, by: frame, "a sign of life")
                var market = ScenarioMarket(trail.scenario, examination.adapter)
                for _ in 0..<100 {
                    market.play(frame)
                    try hold(market.liveBooks.isEmpty, "\(trail.scenario.id): live by signs of life")
                }
            }
        }
    }

    private static let twice = ConformanceCase(
        "stream.offline.life.twice", "Two subscriptions of one topic are told the same.",
        because: "Two readers of one market share a connection.", needs: .adapter
    ) { examination in
        let apart = ScenarioMarket.apart
        for trail in try examination.marketTrails() {
            var market = ScenarioMarket(trail.scenario, examination.adapter, isDoubled: true)
            for (position, step) in trail.steps.enumerated() {
                market.play(step)
                if let problem = market.line.problem { throw CaseStop.broken("\(trail.scenario.id): \(problem)") }
                let kinds = StreamWords.kinds(of: market.told)
                for follow in trail.scenario.follows ?? [] {
                    func told(_ slot: Int) -> [Substring] {
                        kinds.filter { $0.hasSuffix(" \(slot)") }.compactMap { $0.split(separator: " ").first }
                    }
                    try hold(
                        told(follow.slot) == told(follow.slot + apart)
                            && market.isLive(follow.slot) == market.isLive(follow.slot + apart),
                        "\(trail.scenario.id), step \(position): told \(told(follow.slot)) and"
                            + " \(told(follow.slot + apart))")
                }
            }
        }
    }

    private static let left = ConformanceCase(
        "stream.offline.life.left", "What is unsubscribed delivers no longer, and nothing of it is told any more.",
        because: "A reader that has gone must not be called.", needs: .adapter
    ) { examination in
        for trail in try examination.marketTrails() {
            let slots = (trail.scenario.follows ?? []).map(\.slot)
            for position in FrameDamage.sample(Array(trail.steps.indices.dropFirst()), 6) {
                var market = trail.before(position)
                guard market.isUp else { continue }
                market.unsubscribe(slots)
                try hold(market.told.isEmpty, "\(trail.scenario.id): leaving is told")
                for step in trail.steps[position...].prefix(5) {
                    market.play(step)
                    try hold(
                        market.told.isEmpty,
                        "\(trail.scenario.id), left before step \(position): \(StreamWords.kinds(of: market.told))")
                    try hold(!slots.contains(where: market.isLive), "\(trail.scenario.id): what was left delivers")
                }
            }
        }
    }

    private static let alone = ConformanceCase(
        "stream.offline.life.alone", "A copy of a session goes its own way: what one is told the other does not know.",
        because: "Sessions are values; state that they share would mix connections.", needs: .adapter
    ) { examination in
        for trail in try examination.marketTrails() {
            // The states of the trail are copies: played once more, each must come to the state after it.
            for position in FrameDamage.sample(Array(trail.steps.indices), 10) {
                var market = trail.before(position)
                market.play(trail.steps[position])
                try hold(
                    StreamWords.of(market.told) == StreamWords.of(trail.after(position).told),
                    "\(trail.scenario.id), step \(position): the copy is told something else")
                try trail.holdHonest(market, as: trail.after(position), at: "a copy at step \(position)")
            }
        }
    }
}
