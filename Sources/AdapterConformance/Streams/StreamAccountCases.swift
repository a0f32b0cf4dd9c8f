import AdapterProtocol

/// The account's own events.
enum StreamAccountCases {
    static let all = life + reading

    private static let life: [ConformanceCase] = [
        ConformanceCase(
            "stream.account.order", "A new order, and its end, are told as REST shows them.",
            because: "Who follows the stream must not have to ask.", proves: [.orderStreams], needs: .trading
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let account = try await stage.watchAccount()
                let order = try await stage.place(stage.restingBuy())
                try await stage.until("the new order", seen: { account.text(of: order) }) {
                    account.order(order)?.phase == .working
                }
                try await stage.holdEqualOrder(account, order)
                try await stage.cancel(order)
                try await stage.untilEnded(account, order)
                try await stage.holdEqualOrder(account, order)
                try hold(account.fills(of: order).isEmpty, "a fill was told of an order that never traded")
            }
        },
        ConformanceCase(
            "stream.account.fill",
            "Each fill is told once, as REST shows it, and all fills are the order's filled amount.",
            because: "Positions are the sum of fills.", proves: [.fillStreams], needs: .trading
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let account = try await stage.watchAccount()
                let order = try await stage.place(stage.takingBuy())
                try await stage.untilEnded(account, order)
                try await stage.pass(.seconds(5))
                try await stage.holdEqualFills(account, order)
            }
        },
        ConformanceCase(
            "stream.account.balance", "Balances follow an order: what it holds, and what is free again after it.",
            because: "The next order is sized by what is free.", proves: [.balanceStreams], needs: .trading
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let account = try await stage.watchAccount()
                try hold(!account.balances.isEmpty, "no balance was told in the beginning")
                try await stage.freeze()
                let order = try await stage.place(stage.restingBuy())
                try await stage.holdEqualBalances(account)
                let quote = account.balances.values.filter { $0.asset == stage.symbol.quote }
                try hold(quote.contains { $0.held.isPositive }, "nothing is held by an order that rests")
                try await stage.cancel(order)
                try await stage.holdEqualBalances(account)
            }
        },
        ConformanceCase(
            "stream.account.bought", "After a purchase both balances are those of REST.",
            because: "What was bought must be there to be sold.", proves: [.balanceStreams, .fillStreams],
            needs: .trading
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let account = try await stage.watchAccount()
                try await stage.freeze()
                let order = try await stage.place(stage.takingBuy())
                try await stage.untilEnded(account, order)
                try await stage.holdEqualBalances(account)
            }
        },
        ConformanceCase(
            "stream.account.partial", "An order that fills in part and is cancelled is told so, fills before the end.",
            because: "An end that hides a fill is a position that nobody knows of.",
            proves: [.orderStreams, .fillStreams], needs: .trading
        ) { examination in
            try await StreamStage.set(examination) { stage in
                _ = try stage.mustObey()
                let account = try await stage.watchAccount()
                try await stage.freeze()
                let order = try await stage.place(try await stage.partlyTakingBuy())
                try await stage.until("a part is told to be filled", seen: { account.text(of: order) }) {
                    guard let view = account.order(order) else { return false }
                    return view.filledBase.isPositive && !view.phase.isEnded
                }
                try await stage.cancel(order)
                try await stage.untilEnded(account, order)
                try await stage.pass(.seconds(5))
                try await stage.holdEqualOrder(account, order)
                try await stage.holdEqualFills(account, order)
                try hold(!account.fills(of: order).isEmpty, "no fill was told")
            }
        },
        ConformanceCase(
            "stream.account.onwards", "No order lives again, and what has filled stays filled.",
            because: "A bot that sees its order again sells it again.", proves: [.orderStreams], needs: .trading
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let account = try await stage.watchAccount()
                var orders: [VenueOrderID] = []
                for _ in 0..<2 {
                    orders.append(try await stage.place(stage.takingBuy()))
                    let resting = try await stage.place(stage.restingBuy())
                    try await stage.cancel(resting)
                    orders.append(resting)
                }
                for order in orders { try await stage.untilEnded(account, order) }
                try await stage.pass(.seconds(10))
                for order in orders {
                    let views = account.orders(order)
                    let ends = views.map(\.phase.isEnded)
                    try hold(ends == ends.sorted { !$0 && $1 }, "\(views.map(\.phase))")
                    let filled = views.map(\.filledBase)
                    try hold(filled == filled.sorted(), "filled \(filled)")
                }
            }
        },
    ]

    private static let reading: [ConformanceCase] = [
        ConformanceCase(
            "stream.account.standing", "What is already there is told first: open orders, and what the account holds.",
            because: "A bot that starts anew must know what it left.", proves: [.orderStreams, .balanceStreams],
            needs: .trading
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let order = try await stage.place(stage.restingBuy())
                _ = try await stage.restOrder(order)
                try await stage.pass(.seconds(3))
                let account = try await stage.watchAccount()
                try hold(account.order(order)?.phase == .working, "the order is not told: \(account.text(of: order))")
                try await stage.freeze()
                try await stage.holdEqualBalances(account)
                let second = stage.watch(stage.venue.accountEvents())
                try await stage.until("a second reader is told too") { second.order(order)?.phase == .working }
                try await stage.cancel(order)
                try await stage.untilEnded(account, order)
                try await stage.untilEnded(second, order)
            }
        },
        ConformanceCase(
            "stream.account.foreign", "An order that another connection of the account places is told too.",
            because: "The account has one position, whoever trades it.", proves: [.orderStreams], needs: .trading
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let account = try await stage.watchAccount()
                let other = try stage.connect(as: .trade)
                let order = try await stage.place(stage.restingBuy(), by: other)
                try await stage.until("the other's order", seen: { account.markerText }) {
                    account.order(order)?.phase == .working
                }
                try await stage.cancel(order)
                try await stage.untilEnded(account, order)
            }
        },
        ConformanceCase(
            "stream.account.unread", "Events wait for a reader that is slow: none is left out.",
            because: "An order's end that is left out is waited for forever.", proves: [.orderStreams],
            needs: .trading
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let unread = stage.venue.accountEvents()
                try await stage.pass(.seconds(5))
                var orders: [VenueOrderID] = []
                for _ in 0..<3 {
                    let order = try await stage.place(stage.restingBuy())
                    try await stage.pass(.seconds(2))
                    try await stage.cancel(order)
                    orders.append(order)
                }
                try await stage.pass(.seconds(5))
                let account = stage.watch(unread)
                for order in orders {
                    try await stage.untilEnded(account, order)
                    try hold(account.orders(order).contains { !$0.phase.isEnded }, "its beginning was left out")
                }
            }
        },
        ConformanceCase(
            "stream.account.noKey",
            "Without a key the account's stream ends at once with a typed error, and nothing is sent.",
            because: "A missing key is a mistake to be told, not to be waited for.", needs: .connection
        ) { examination in
            try examination.capabilities.requireHere(.orderStreams)
            try await StreamStage.set(examination, as: nil) { stage in
                let account = stage.watch(stage.venue.accountEvents(), mayFail: true)
                try await stage.until("the stream ends", within: .seconds(30)) { account.isOver }
                let error = try hold(account.error, "it ended without a reason")
                try hold(error.effect == .notSent, "\(error)")
                try hold(stage.tap.attempts == 0, "a connection was opened")
            }
        },
        ConformanceCase(
            "stream.account.deadKey",
            "A key that has ended ends the stream with a typed error, and is not tried for ever.",
            because: "A venue bans who knocks with a dead key.", needs: .connection
        ) { examination in
            try examination.capabilities.requireHere(.orderStreams)
            try await StreamStage.set(examination, as: .expired) { stage in
                let account = stage.watch(stage.venue.accountEvents(), mayFail: true)
                try await stage.until("the stream ends", within: .seconds(120), seen: { account.markerText }) {
                    account.isOver
                }
                let error = try hold(account.error, "it ended without a reason")
                try hold(
                    [VenueError.Kind.authentication, .permission].contains(error.kind), "\(error)")
                try hold(stage.tap.attempts <= 3, "\(stage.tap.attempts) connections were tried")
            }
        },
    ]
}
