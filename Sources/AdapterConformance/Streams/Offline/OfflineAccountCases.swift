import AdapterProtocol

/// An account's events in other circumstances: twice, among others, in an order that must not be turned back.
enum OfflineAccountCases {
    static let all: [ConformanceCase] = [early, onward, doubled, others, strangers, unknown]

    private static let early = ConformanceCase(
        "stream.offline.account.early", "An account's stream is not live before the venue has taken it.",
        because: "What is read over REST before that misses what happens in between.", needs: .adapter
    ) { examination in
        for trail in try examination.accountTrails() {
            let account = trail.before(0)
            try hold(account.isUp && account.told.isEmpty, "\(trail.scenario.id): something is told at once")
            guard let first = trail.steps.firstIndex(where: { $0.expect?.account?.isLive == true }) else { continue }
            for position in 0...first where trail.before(position).isLive {
                throw CaseStop.broken("\(trail.scenario.id): live before step \(first)")
            }
        }
    }

    private static let onward = ConformanceCase(
        "stream.offline.account.onward",
        "An order's views in the order of its events never lead back: sums do not shrink, and no end is undone.",
        because: "A bot that sees an order alive again waits for it.", needs: .adapter
    ) { examination in
        for trail in try examination.accountTrails(scripted: true) {
            var known: [VenueOrderID: Order] = [:]
            for state in trail.states {
                for order in state.orders {
                    defer { known[order.venueOrderID] = order }
                    guard let before = known[order.venueOrderID] else { continue }
                    try hold(
                        order.filledBase >= before.filledBase && (order.phase.isEnded || !before.phase.isEnded),
                        "\(trail.scenario.id): order \(order.venueOrderID) goes from \(before.phase) to \(order.phase)")
                }
            }
        }
    }

    private static let doubled = ConformanceCase(
        "stream.offline.account.doubled",
        "A frame that comes twice tells no other fill, and no view of an order that differs from the first.",
        because: "A fill can be told exactly once only if it is the same one both times.", needs: .adapter
    ) { examination in
        for trail in try examination.accountTrails() {
            for position in trail.positions(of: .data) {
                let first = trail.after(position)
                guard first.isUp else { continue }
                var account = first
                account.play(trail.steps[position])
                let place = "\(trail.scenario.id), step \(position) twice"
                if let problem = account.line.problem { throw CaseStop.broken("\(place): \(problem)") }
                for fill in account.fills {
                    try hold(first.fills.contains(fill), "\(place): fill \(fill.id) is another one")
                }
                for order in account.orders {
                    guard let before = first.orders.last(where: { $0.venueOrderID == order.venueOrderID }) else {
                        continue
                    }
                    try hold(
                        order.filledBase == before.filledBase && order.phase == before.phase,
                        "\(place): order \(order.venueOrderID) has changed")
                }
            }
        }
    }

    private static let others = ConformanceCase(
        "stream.offline.account.others",
        "Kinds of frames that nobody knows tell nothing of the account and end nothing.",
        because: "Venues add them without notice.", needs: .adapter
    ) { examination in
        let frames = try examination.streamScenarios(of: .account) { $0.others != nil }.flatMap { $0.others ?? [] }
        for trail in try examination.accountTrails() {
            for position in trail.states.indices where trail.states[position].isUp {
                for frame in frames {
                    var account = trail.states[position]
                    account.play(frame)
                    // The first frame of all may say that the venue takes the stream.
                    let isQuiet = account.told.allSatisfy { $0 == .live }
                    try hold(isQuiet, "\(trail.scenario.id), before step \(position): a frame of nobody's is told")
                    try hold(account.isUp, "\(trail.scenario.id), before step \(position): it ends the connection")
                }
            }
        }
    }

    private static let strangers = ConformanceCase(
        "stream.offline.account.strangers", "Frames of market data tell nothing of the account.",
        because: "A public trade is not ours.", needs: .adapter
    ) { examination in
        let markets = try examination.streamScenarios(of: .market) { $0.isScripted != true }
        let frames = markets.flatMap { ($0.steps ?? []).filter { !$0.isFrame(.control) }.compactMap(\.frame).prefix(6) }
        for trail in try examination.accountTrails() {
            guard let live = trail.states.last(where: { $0.isLive && $0.isUp }) else { continue }
            for frame in frames {
                var account = live
                account.play(frame)
                let isTold = account.told.contains { event in
                    switch event {
                    case .order, .fill, .balance: true
                    case .live, .read, .marker: false
                    }
                }
                try hold(!isTold, "\(trail.scenario.id): a market's frame is told as the account's")
            }
        }
    }

    private static let unknown = ConformanceCase(
        "stream.offline.account.unknownMarket",
        "Events of markets that are not known are not guessed at: nothing sane is invented, nothing traps.",
        because: "A market may be listed while the stream is up.", needs: .adapter
    ) { examination in
        for trail in try examination.accountTrails() {
            var account = ScenarioAccount(trail.scenario.withoutMarkets, examination.adapter)
            let symbols = Set(trail.scenario.markets.map(\.symbol))
            for step in trail.steps {
                account.play(step)
                if let problem = account.line.problem { throw CaseStop.broken("\(trail.scenario.id): \(problem)") }
                for symbol in account.orders.map(\.symbol) + account.fills.map(\.symbol) {
                    try hold(symbols.contains(symbol), "\(trail.scenario.id): the market \(symbol) is made up")
                }
            }
        }
    }
}

extension StreamScenario {
    /// The same with a catalog of nothing.
    var withoutMarkets: StreamScenario {
        StreamScenario(
            id: id, source: source, session: session, markets: [], follows: nil, path: path, checksum: checksum,
            isScripted: isScripted, omitsEmpty: omitsEmpty, steps: steps, others: others, heartbeats: heartbeats)
    }
}
