import AdapterProtocol

/// What is read over REST while an account's stream is up.
enum OfflineAnswerCases {
    static let all: [ConformanceCase] = [learnt, learntLate]

    private static let learnt = ConformanceCase(
        "stream.offline.account.learnt",
        "An answer over REST that shows what the stream has told changes nothing of what is told next.",
        because: "Orders are read while their events arrive; what is known twice must not count twice.", needs: .adapter
    ) { examination in
        for trail in try examination.accountTrails() {
            for position in trail.positions(of: .data) {
                let expected = trail.after(position)
                var account = trail.before(position)
                for order in trail.views(before: position) { account.learn(order) }
                account.play(trail.steps[position])
                try trail.holdHonest(account, at: position, "step \(position) with its orders read before")
                try hold(
                    account.orders.map(\.progress) == expected.orders.map(\.progress),
                    "\(trail.scenario.id), step \(position) with its orders read before: other views are told")
            }
        }
    }

    private static let learntLate = ConformanceCase(
        "stream.offline.account.learntLate",
        "An answer over REST from before takes nothing back that the stream has told.",
        because: "Answers are slower than events; a fill that is gone again is traded again.", needs: .adapter
    ) { examination in
        for trail in try examination.accountTrails() {
            for position in trail.positions(of: .data) {
                var account = trail.after(position)
                guard account.isUp else { continue }
                for order in trail.firstViews(before: position) { account.learn(order) }
                account.play(trail.steps[position])
                for order in account.orders {
                    let told = trail.after(position).orders.last { $0.venueOrderID == order.venueOrderID }
                    guard let told else { continue }
                    try hold(
                        order.filledBase >= told.filledBase,
                        "\(trail.scenario.id), step \(position) after an older answer: order \(order.venueOrderID) has"
                            + " filled less")
                }
            }
        }
    }
}

extension AccountTrail {
    /// The last view of each order that was told before a step and lives.
    fileprivate func views(before position: Int) -> [Order] {
        var views: [VenueOrderID: Order] = [:]
        for state in states[...position] {
            for order in state.orders { views[order.venueOrderID] = order }
        }
        return views.values.filter { !$0.phase.isEnded }.sorted { $0.venueOrderID < $1.venueOrderID }
    }

    /// The first view of each order that was told before a step.
    fileprivate func firstViews(before position: Int) -> [Order] {
        var views: [VenueOrderID: Order] = [:]
        for state in states[...position].reversed() {
            for order in state.orders.reversed() { views[order.venueOrderID] = order }
        }
        return views.values.sorted { $0.venueOrderID < $1.venueOrderID }
    }
}

extension Order {
    /// How far it has come, as a text.
    fileprivate var progress: String {
        "\(venueOrderID) \(phase) \(filledBase.normalized) \(filledQuote.map { "\($0.normalized)" } ?? "?")"
    }
}
