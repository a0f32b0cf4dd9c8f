import AdapterProtocol

/// A scenario played as it stands, with the session before and after each step: what every altered play is held against.
///
/// It is itself held against the venue's documents by the replay cases.
struct MarketTrail: Sendable {
    let scenario: StreamScenario
    let steps: [StreamStep]
    /// The session before each step, and at the end.
    let states: [ScenarioMarket]

    init(_ scenario: StreamScenario, _ adapter: any VenueAdapter) {
        self.scenario = scenario
        steps = scenario.steps ?? []
        var market = ScenarioMarket(scenario, adapter)
        var states = [market]
        for step in steps {
            market.play(step)
            states.append(market)
        }
        self.states = states
    }

    /// The session before a step.
    func before(_ position: Int) -> ScenarioMarket { states[position] }

    /// The session after a step.
    func after(_ position: Int) -> ScenarioMarket { states[position + 1] }

    /// The session at the end.
    var end: ScenarioMarket { states[states.count - 1] }

    /// Positions of frames in these roles.
    func positions(of roles: StreamStep.Role...) -> [Int] {
        steps.indices.filter { steps[$0].frame != nil && steps[$0].role.map(roles.contains) ?? false }
    }

    /// Whether a step changed a live book, or made one live.
    func movesBook(_ position: Int) -> Bool {
        let (before, after) = (before(position).liveBooks, after(position).liveBooks)
        return after.contains { slot, book in before[slot].map { $0.differs(from: book) } ?? true }
    }

    /// Whether there is a book whose messages each hold all of it: then one that is missed is not missed for long.
    var isReplaced: Bool { end.books.values.contains { $0.integrity == .replacement } }

    /// Holds that no book is live and another one than those of `allowed`, and that nothing else is wrong.
    func holdHonest(
        _ market: ScenarioMarket, as allowed: ScenarioMarket..., at place: @autoclosure () -> String
    ) throws(CaseStop) {
        if let problem = market.line.problem { throw .broken("\(scenario.id), \(place()): \(problem)") }
        for (slot, book) in market.liveBooks {
            let isKnown = allowed.contains { other in
                other.books[slot].map { $0.state.isLive && !$0.differs(from: book) } ?? false
            }
            if !isKnown, !isSnapshot(book, slot) {
                throw .broken(
                    "\(scenario.id), \(place()): a live book that is not the venue's: \(book.bids.count) bids and"
                        + " \(book.asks.count) asks, best \(book.bestBid.map { "\($0.price)" } ?? "none") and"
                        + " \(book.bestAsk.map { "\($0.price)" } ?? "none")")
            }
        }
    }

    /// Whether a book is one of the snapshots as it was answered, under its number: the venue's book of its moment, though
    /// later ones may be known. What it lacks shows with the next change.
    private func isSnapshot(_ book: LiveBook, _ slot: Int) -> Bool {
        steps.contains { step in
            guard let snapshot = step.snapshot, snapshot.slot == slot,
                book.sequence.map({ String($0) }) == snapshot.sequence
            else { return false }
            return book.levels(.buy).map { [$0.price, $0.quantity] } == snapshot.bids
                && book.levels(.sell).map { [$0.price, $0.quantity] } == snapshot.asks
        }
    }

    /// Plays up to `most` steps from `position` on, and holds that what is live is what it should be. A hole before them
    /// need not show before the next frame that is numbered or proven.
    func follow(
        _ market: ScenarioMarket, from position: Int, most: Int = .max, _ place: @autoclosure () -> String
    ) throws(CaseStop) {
        var market = market
        var canShow = false
        for next in steps.indices.dropFirst(position).prefix(most) {
            market.play(steps[next])
            canShow = canShow || steps[next].isFrame(.start, .book)
            guard canShow else {
                if let problem = market.line.problem { throw .broken("\(scenario.id), \(place()): \(problem)") }
                continue
            }
            try holdHonest(market, as: after(next), at: "\(place()), then to step \(next)")
        }
    }
}

extension LiveBook {
    /// Whether one of the two has a level that the other has not.
    func differs(from other: LiveBook) -> Bool {
        if priceScale == other.priceScale { return bids != other.bids || asks != other.asks }
        return levels(.buy) != other.levels(.buy) || levels(.sell) != other.levels(.sell)
    }
}
