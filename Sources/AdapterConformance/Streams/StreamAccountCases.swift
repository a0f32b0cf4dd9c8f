import AdapterProtocol

/// The account's own events.
enum StreamAccountCases {
    static let all: [ConformanceCase] = [
        ConformanceCase(
            "stream.account.order", "A new order, and its end, are told as REST shows them.",
            because: "Who follows the stream must not have to ask.", proves: [.orderStreams], needs: .trading
        ) { examination in
            try await StreamStage.set(examination) { stage in
                let account = try await stage.watchAccount()
                let order = try await stage.place(stage.restingBuy())
                try await stage.until("the new order") { account.order(order)?.phase == .working }
                try stage.holdEqual(
                    try hold(account.order(order), "no order was told"), try await stage.restOrder(order))
                try await stage.cancel(order)
                try await stage.until("its end") { account.order(order)?.phase.isEnded ?? false }
                try stage.holdEqual(
                    try hold(account.order(order), "no order was told"), try await stage.restOrder(order))
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
                try await stage.until("the order's end") { account.order(order)?.phase.isEnded ?? false }
                let view = try await stage.restOrder(order)
                try await stage.until("fills of \(view.filledBase)", seen: { account.text(of: order) }) {
                    account.filled(of: order) == view.filledBase
                }
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
    ]
}
