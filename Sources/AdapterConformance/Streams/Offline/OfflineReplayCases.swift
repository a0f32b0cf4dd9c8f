import AdapterProtocol

/// The venue's sequences as they stand, held against what its documents say.
enum OfflineReplayCases {
    static let all: [ConformanceCase] = [
        market(
            "book", "Each recorded sequence of a book ends in the recorded book, with every state on the way.",
            because: "A level that is lost or invented is a price that a bot trades at.",
            shows: { $0.books != nil }, { $0.bookProblem($1) }),
        market(
            "trades", "Public trades are told with the sent price, quantity, side and time, each once.",
            because: "Candles, fills on paper and signals are made of them.",
            shows: { $0.trades != nil }, { $0.tradeProblem($1) }),
        market(
            "tickers", "Tickers are told as they were sent.", because: "Limits and valuations go by them.",
            shows: { $0.tickers != nil }, { $0.tickerProblem($1) }),
        market(
            "candles", "Candles are told as they were sent, and closed when the venue closes them.",
            because: "A strategy that takes a growing candle for a closed one trades on the future.",
            shows: { $0.candles != nil }, { $0.candleProblem($1) }),
        market(
            "life", "Subscriptions that the venue takes deliver, such that it refuses are refused with the right kind.",
            because: "A reader that waits for a market that will never come does not notice.",
            shows: { $0.live != nil || $0.notLive != nil || $0.refused != nil }, { $0.lifeProblem($1) }),
        market(
            "markers", "What the venue's documents call a loss is marked in band, and so is its mending.",
            because: "Between the two marks a reader must not trade on what it has.",
            shows: { $0.markers != nil }, { $0.lifeProblem($1) }),
        market(
            "endings", "A connection is ended when the venue says or shows that it is of no use, and only then.",
            because: "Ending too often is downtime, ending too late is silence.",
            shows: { _ in true }, { $0.endingProblem($1.line) }),
        account(
            "orders", "Orders are told with the phase and the sums that the venue's events have.",
            because: "An order that is thought dead trades on, one that is thought alive is waited for.",
            shows: { $0.orders != nil }, { $0.orderProblem($1) }),
        account(
            "fills", "Fills are told with price, quantity, fee and ids as they were sent, and none besides.",
            because: "The ledger is the sum of them.", shows: { $0.fills != nil }, { $0.fillProblem($1) }),
        account(
            "balances", "Balances are told as absolute sums.", because: "Orders are sized by them.",
            shows: { $0.balances != nil }, { $0.balanceProblem($1) }),
        account(
            "reads", "News that does not tell all of it names what is to be read, and the stream says when it is live.",
            because: "What is guessed is wrong one day; what is read before the stream is live leaves a hole.",
            shows: { $0.reads != nil || $0.account != nil || $0.markers != nil }, { $0.accountLifeProblem($1) }),
        account(
            "account.endings", "An account's connection is ended when the venue says so, and only then.",
            because: "A refused key must not be tried again and again, an announced end must not be a surprise.",
            shows: { _ in true }, { $0.endingProblem($1.line) }),
    ]

    private static func market(
        _ name: String, _ promise: String, because reason: String,
        shows: @escaping @Sendable (StreamExpectation) -> Bool,
        _ problem: @escaping @Sendable (StreamExpectation, ScenarioMarket) -> String?
    ) -> ConformanceCase {
        ConformanceCase("stream.offline.replay.\(name)", promise, because: reason, needs: .adapter) { examination in
            let trails = try examination.marketTrails(scripted: true) { $0.expects(shows) }
            for trail in trails {
                for (position, step) in trail.steps.enumerated() {
                    let state = trail.after(position)
                    try holdPlayed(state.line, trail.scenario, position)
                    if let problem = step.expectation(shows).flatMap({ problem($0, state) }) {
                        throw CaseStop.broken(
                            "\(trail.scenario.id), step \(position) (\(trail.scenario.source)): \(problem)")
                    }
                }
            }
        }
    }

    private static func account(
        _ name: String, _ promise: String, because reason: String,
        shows: @escaping @Sendable (StreamExpectation) -> Bool,
        _ problem: @escaping @Sendable (StreamExpectation, ScenarioAccount) -> String?
    ) -> ConformanceCase {
        ConformanceCase("stream.offline.replay.\(name)", promise, because: reason, needs: .adapter) { examination in
            let trails = try examination.accountTrails(scripted: true) { $0.expects(shows) }
            for trail in trails {
                for (position, step) in trail.steps.enumerated() {
                    let state = trail.after(position)
                    try holdPlayed(state.line, trail.scenario, position)
                    if let problem = step.expectation(shows).flatMap({ problem($0, state) }) {
                        throw CaseStop.broken(
                            "\(trail.scenario.id), step \(position) (\(trail.scenario.source)): \(problem)")
                    }
                }
            }
        }
    }

    /// Holds that the session asked for what the venue answers, and told nothing that none may tell.
    private static func holdPlayed(
        _ line: ScenarioLine, _ scenario: StreamScenario, _ position: Int
    ) throws(CaseStop) {
        if let unasked = line.unasked { throw .broken("\(scenario.id), step \(position): \(unasked)") }
        if let problem = line.problem { throw .broken("\(scenario.id), step \(position): \(problem)") }
    }
}

extension StreamScenario {
    fileprivate func expects(_ shows: (StreamExpectation) -> Bool) -> Bool {
        steps?.contains { $0.expectation(shows) != nil } ?? false
    }
}

extension StreamStep {
    /// What is expected, where it is of the wanted kind. Nothing expected still forbids that the connection ends.
    fileprivate func expectation(_ shows: (StreamExpectation) -> Bool) -> StreamExpectation? {
        let expectation = expect ?? .nothing
        return shows(expectation) ? expectation : nil
    }
}

extension StreamExpectation {
    /// Nothing in particular.
    static let nothing = StreamExpectation(
        books: nil, trades: nil, tickers: nil, candles: nil, markers: nil, live: nil, notLive: nil, refused: nil,
        ending: nil, account: nil, orders: nil, fills: nil, balances: nil, reads: nil)
}
