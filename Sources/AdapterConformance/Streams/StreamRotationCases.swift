import AdapterProtocol

/// Connections that are replaced before the venue ends them. A day is made a minute.
enum StreamRotationCases {
    static let all = [
        ConformanceCase(
            "stream.trades.rotation",
            "A connection is replaced before its age: no trade is lost, none comes twice, and nobody is told of a cut.",
            because: "Venues end every connection after a day, in the midst of whatever goes on.",
            proves: [.tradeStreams], needs: .connection
        ) { examination in
            try hasAge(examination.adapter.marketStreamRules)
            try await StreamStage.set(examination, tuning: tuning) { stage in
                _ = try stage.mustObey()
                let trades = try await stage.watchTrades(3)
                let start = trades.count
                try await stage.untilReplaced()
                try await stage.holdOneLine()
                try hold(!trades.hasMarker(.stale, from: start), trades.markerText)
                try await stage.holdEqualTrades(trades)
            }
        },
        ConformanceCase(
            "stream.account.rotation",
            "The account's connection is replaced before its age: each fill of before, meanwhile and after is told once.",
            because: "For a moment two lines tell the same.", proves: [.orderStreams, .fillStreams], needs: .trading
        ) { examination in
            try hasAge(examination.adapter.accountStreamRules)
            try await StreamStage.set(examination, tuning: tuning) { stage in
                _ = try stage.mustObey()
                let account = try await stage.watchAccount()
                let start = account.count
                var orders = [try await stage.place(stage.takingBuy())]
                try await stage.untilReplaced()
                orders.append(try await stage.place(stage.takingBuy()))
                try await stage.holdOneLine()
                orders.append(try await stage.place(stage.takingBuy()))
                for order in orders { try await stage.untilEnded(account, order) }
                try await stage.pass(.seconds(3))
                for order in orders { try await stage.holdEqualFills(account, order) }
                try hold(!account.hasMarker(.stale, from: start), account.markerText)
            }
        },
    ]

    private static let tuning = StreamTuning(rotation: .seconds(60))

    private static func hasAge(_ rules: StreamRules?) throws(CaseStop) {
        guard rules?.rotation != nil else { throw .notApplicable("no age of its connections is known") }
    }
}

extension StreamStage {
    /// Waits until the next connection is open.
    fileprivate func untilReplaced() async throws {
        let opened = tap.opened
        try await until("the next connection", within: .seconds(180)) { tap.opened > opened }
    }

    /// Two lines may overlap for half a minute; then the old one is gone.
    fileprivate func holdOneLine() async throws {
        try await pass(.seconds(40))
        try hold(tap.openLines == 1, "\(tap.openLines) connections are open")
    }
}
