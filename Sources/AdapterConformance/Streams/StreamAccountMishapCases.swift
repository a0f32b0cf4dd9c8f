import AdapterProtocol
import AdapterRuntime

/// What happens to the account's line, and what its reader is told then.
enum StreamAccountMishapCases {
    static let all = lines + venue

    private static let lines: [ConformanceCase] = [
        ConformanceCase(
            "stream.account.mishap.cut",
            "An order placed while the line is cut is told when it is back, fills included.",
            because: "Orders go over another line than their news.", proves: [.orderStreams, .fillStreams],
            needs: .trading
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let account = try await stage.watchAccount()
                let start = account.count
                stage.cut()
                let order = try await stage.place(stage.takingBuy())
                try await stage.until("the line is back", seen: { account.markerText }) {
                    account.hasMarker(.resynced, from: start)
                }
                try hold(account.hasMarker(.stale, from: start), "nobody said that it was cut")
                try await stage.untilEnded(account, order)
                try await stage.pass(.seconds(5))
                try await stage.holdEqualFills(account, order)
            }
        },
        ConformanceCase(
            "stream.account.mishap.cutInFill", "A line that is cut in the midst of a fill tells it once all the same.",
            because: "A fill that is told twice is a position that is not there.", proves: [.fillStreams],
            needs: .trading
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let account = try await stage.watchAccount()
                var orders: [VenueOrderID] = []
                for _ in 0..<3 {
                    orders.append(try await stage.place(stage.takingBuy()))
                    let start = account.count
                    stage.cut()
                    try await stage.until("the line is back", seen: { account.markerText }) {
                        account.hasMarker(.resynced, from: start)
                    }
                }
                for order in orders {
                    try await stage.untilEnded(account, order)
                    try await stage.pass(.seconds(3))
                    try await stage.holdEqualFills(account, order)
                }
            }
        },
        ConformanceCase(
            "stream.account.mishap.duplicate", "Events that arrive twice are told once.",
            because: "Positions are the sum of fills.", proves: [.fillStreams], needs: .trading
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let account = try await stage.watchAccount()
                stage.tap.befall { _ in .duplicate }
                let order = try await stage.place(stage.takingBuy())
                try await stage.untilEnded(account, order)
                try await stage.pass(.seconds(10))
                try await stage.holdEqualFills(account, order)
                try hold(Set(account.orders(order)).count == account.orders(order).count, "a view was told twice")
            }
        },
        ConformanceCase(
            "stream.account.mishap.lost",
            "An event that is lost on a line that stays up is found by reading, within minutes.",
            because: "Single events have been missed on healthy lines.", proves: [.orderStreams, .fillStreams],
            needs: .trading
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let account = try await stage.watchAccount()
                stage.tap.befall { _ in .drop }
                let order = try await stage.place(stage.takingBuy())
                try await stage.pass(.seconds(3))
                stage.tap.befall(nil)
                try await stage.until(
                    "its end", within: .seconds(300), step: .milliseconds(500), seen: { account.text(of: order) }
                ) { account.order(order)?.phase.isEnded ?? false || account.filled(of: order)?.isPositive ?? false }
                try await stage.pass(.seconds(10))
                try await stage.holdEqualFills(account, order)
            }
        },
        ConformanceCase(
            "stream.account.mishap.balance", "After a cut line the balances are those of REST.",
            because: "What was spent meanwhile cannot be spent again.", proves: [.balanceStreams], needs: .trading
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let account = try await stage.watchAccount()
                try await stage.freeze()
                let start = account.count
                stage.cut()
                let order = try await stage.place(stage.restingBuy())
                try await stage.until("the line is back", seen: { account.markerText }) {
                    account.hasMarker(.resynced, from: start)
                }
                try await stage.holdEqualBalances(account)
                try await stage.cancel(order)
                try await stage.holdEqualBalances(account)
            }
        },
    ]

    private static let venue: [ConformanceCase] = [
        ConformanceCase(
            "stream.account.mishap.token", "When tokens and sessions end, the stream goes on with new ones.",
            because: "They end every hour, and orders do not.", proves: [.orderStreams], needs: .trading
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let controls = try stage.mustObey()
                let account = try await stage.watchAccount()
                try await stage.pass(.seconds(5))
                controls.disturb(.expireTokens)
                try await stage.pass(.seconds(5))
                stage.cut()
                try await stage.pass(.seconds(20))
                try await stage.holdTellsOrders(account)
            }
        },
        ConformanceCase(
            "stream.account.mishap.venueClock", "A venue whose clock jumps is signed for by its clock, on streams too.",
            because: "A signature of the wrong minute is refused.", proves: [.orderStreams], needs: .trading
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let controls = try stage.mustObey()
                let account = try await stage.watchAccount()
                controls.skewClock(by: .seconds(20))
                stage.cut()
                // The clock is measured anew within minutes; before that a venue may refuse an order's deadline.
                try await stage.pass(.seconds(320), step: .milliseconds(500))
                try await stage.holdTellsOrders(account)
            }
        },
        ConformanceCase(
            "stream.account.mishap.ownClock", "A machine whose clock is set does not lose its streams.",
            because: "Clocks are set by whoever keeps them right.", proves: [.orderStreams, .bookStreams],
            needs: .trading
        ) { examination in
            try await StreamStage.set(examination) { stage in
                _ = try stage.mustObey()
                let account = try await stage.watchAccount()
                let books = try await stage.watchBook()
                let opened = stage.tap.opened
                stage.stepped?.jump(by: .seconds(3600))
                try await stage.pass(.seconds(10))
                stage.stepped?.jump(by: .seconds(-7200))
                try await stage.pass(.seconds(10))
                try hold(stage.tap.opened == opened, "\(stage.tap.opened - opened) new connections")
                try hold(books.last?.state.isLive ?? false, books.stateText)
                try await stage.holdTellsOrders(account)
            }
        },
    ]
}

extension StreamStage {
    /// The stream is up: a new order is told, and its end.
    fileprivate func holdTellsOrders(_ account: StreamWatch<AccountEvent>) async throws {
        let order = try await place(restingBuy())
        try await until("a new order is told", within: .seconds(180), seen: { account.text(of: order) }) {
            account.order(order)?.phase == .working
        }
        try await cancel(order)
        try await untilEnded(account, order)
    }
}
