import AdapterProtocol

/// Readers that are too slow for a stream that drops nothing.
enum StreamLagCases {
    static let all: [ConformanceCase] = [
        ConformanceCase(
            "stream.trades.lagging",
            "A reader for whom too many trades wait is told so by a typed error; the one beside it misses none.",
            because: "Who reads too slowly must know that something is missing.", proves: [.tradeStreams],
            needs: .connection
        ) { examination in
            try await StreamStage.set(examination, tuning: StreamTuning(backlog: 24)) { stage in
                _ = try stage.mustObey()
                let unread = stage.venue.trades([stage.symbol])
                let trades = stage.watch(stage.venue.trades([stage.symbol]))
                try await stage.until("30 trades", within: .seconds(900)) { trades.values.count >= 30 }
                let late = stage.watch(unread, mayFail: true)
                try await stage.until("the slow reader's end") { late.isOver }
                try hold(late.error?.kind == .lagged, "it ended with \(String(describing: late.error))")
                try hold(late.count == 24, "\(late.count) events were left, and 24 may wait")
                let told = Set(trades.values.map(\.id))
                try hold(late.values.allSatisfy { told.contains($0.id) }, "the two were told different trades")
                try await stage.pass(.seconds(5))
                try await stage.holdEqualTrades(trades)
            }
        },
        ConformanceCase(
            "stream.account.lagging",
            "A reader for whom too much of the account waits is told so by a typed error; the one beside it misses nothing.",
            because: "A position is the sum of all fills.", proves: [.orderStreams, .fillStreams], needs: .trading
        ) { examination in
            try await StreamStage.set(examination, tuning: StreamTuning(backlog: 64)) { stage in
                _ = try stage.mustObey()
                let unread = stage.venue.accountEvents()
                let account = try await stage.watchAccount()
                var orders: [VenueOrderID] = []
                while account.count <= 72, orders.count < 60 {
                    let order = try await stage.place(stage.takingBuy())
                    try await stage.untilEnded(account, order)
                    orders.append(order)
                }
                let late = stage.watch(unread, mayFail: true)
                try await stage.until("the slow reader's end") { late.isOver }
                try hold(late.error?.kind == .lagged, "it ended with \(String(describing: late.error))")
                try hold(late.count == 64, "\(late.count) events were left, and 64 may wait")
                try await stage.pass(.seconds(5))
                for order in orders.suffix(3) { try await stage.holdEqualFills(account, order) }
            }
        },
    ]
}
