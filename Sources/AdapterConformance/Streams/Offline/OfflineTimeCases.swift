import AdapterProtocol

/// Time: what is drawn from it, and what it does to a connection on which nothing happens.
enum OfflineTimeCases {
    static let all: [ConformanceCase] = [again, backwards, silent, silentLater]

    private static let again = ConformanceCase(
        "stream.offline.time.again", "The same frames at the same times tell the same, to the last digit.",
        because: "A recording proves nothing else.", needs: .adapter
    ) { examination in
        for trail in try examination.marketTrails(scripted: true) {
            let other = MarketTrail(trail.scenario, examination.adapter)
            for position in trail.states.indices {
                let (one, two) = (trail.states[position], other.states[position])
                try hold(
                    StreamWords.of(one.told) == StreamWords.of(two.told) && one.books == two.books
                        && one.line.sent == two.line.sent && one.line.wakeAt == two.line.wakeAt
                        && one.line.ending == two.line.ending,
                    "\(trail.scenario.id), step \(position): two plays differ")
            }
        }
        for trail in try examination.accountTrails(scripted: true) {
            let other = AccountTrail(trail.scenario, examination.adapter)
            for position in trail.states.indices {
                try hold(
                    trail.states[position].told == other.states[position].told,
                    "\(trail.scenario.id), step \(position): two plays differ")
            }
        }
    }

    private static let backwards = ConformanceCase(
        "stream.offline.time.backwards",
        "A wall clock that is set, back or forth, in the middle of a stream loses no book and ends no connection.",
        because: "Clocks are set, virtual machines are moved; time-outs go by elapsed time alone.", needs: .adapter
    ) { examination in
        for trail in try examination.marketTrails() {
            for shift in [Duration.seconds(-86_400), .seconds(-1), .seconds(3_600)] {
                let middle = trail.steps.count / 2
                var market = trail.states[middle]
                market.shiftClock(by: shift)
                for position in trail.steps.indices.dropFirst(middle) {
                    market.play(trail.steps[position])
                    let expected = trail.after(position)
                    try trail.holdHonest(market, as: expected, at: "step \(position) with the clock set by \(shift)")
                    try hold(
                        market.isUp == expected.isUp && market.liveBooks.count == expected.liveBooks.count,
                        "\(trail.scenario.id), step \(position): the clock set by \(shift) loses a book or ends it")
                }
            }
        }
    }

    private static let silent = ConformanceCase(
        "stream.offline.time.silent",
        "On a connection on which nothing comes nothing is live, and the session asks for its time seldom.",
        because: "Half-open connections are the commonest failure there is.", needs: .adapter
    ) { examination in
        for trail in try examination.marketTrails() {
            var market = ScenarioMarket(trail.scenario, examination.adapter)
            for _ in 0..<30 {
                market.pass(.seconds(60))
                try trail.holdHonest(market, at: "silence")
                for follow in trail.scenario.follows ?? [] {
                    try hold(!market.isLive(follow.slot), "\(trail.scenario.id): subscription \(follow.slot) delivers")
                }
            }
            try hold(market.line.sent.count < 1_000, "\(trail.scenario.id): \(market.line.sent.count) frames are sent")
        }
        for trail in try examination.accountTrails() {
            var account = trail.before(0)
            for _ in 0..<30 { account.pass(.seconds(60)) }
            if let problem = account.line.problem { throw CaseStop.broken("\(trail.scenario.id): \(problem)") }
            try hold(account.fills.isEmpty && account.orders.isEmpty, "\(trail.scenario.id): something is told")
        }
    }

    private static let silentLater = ConformanceCase(
        "stream.offline.time.quiet",
        "A market that falls silent keeps the book that it had, or loses it; it gets no other.",
        because: "Quiet markets are quiet for hours.", needs: .adapter
    ) { examination in
        for trail in try examination.marketTrails() where trail.end.isUp {
            var market = trail.end
            for _ in 0..<30 {
                market.pass(.seconds(60))
                try trail.holdHonest(market, as: trail.end, at: "silence after the last step")
            }
        }
    }
}
