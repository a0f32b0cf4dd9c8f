import AdapterProtocol

/// What the answer to a placement, and a fill, may be relied on to tell.
enum AnswerDepthCases {
    static let all: [ConformanceCase] = [engineVerdict, stateInAnswer, liquidity]

    private static let engineVerdict = ConformanceCase(
        "answer.engineVerdict", "An accepted placement was accepted by the matching engine, not only taken in.",
        because: "Who reads a receipt as an acceptance misses the refusal that follows it.",
        proves: [.limitOrders, .engineVerdict], needs: .trading
    ) { examination in
        let acceptance = try await examination.accepted(try examination.restingBuy())
        try hold(acceptance.depth != .received, "the answer is a receipt: \(acceptance.depth)")
    }

    private static let stateInAnswer = ConformanceCase(
        "answer.state", "The answer to a placement has the order's state and what it has traded.",
        because: "A bot that relies on it does not ask again, and would go on with nothing.",
        proves: [.limitOrders, .stateInAnswer], needs: .trading
    ) { examination in
        let request = try examination.restingBuy()
        let acceptance = try await examination.accepted(request)
        try hold(acceptance.depth == .state, "the depth is \(acceptance.depth)")
        let order = try hold(acceptance.order, "there is no order in it")
        try holdSame(order, request)
        try hold(order.filledBase.isZero && acceptance.fills.isEmpty, "it tells of trades of a resting order")
    }

    private static let liquidity = ConformanceCase(
        "answer.fillLiquidity", "Fills of an order that took from the book say that it took.",
        because: "Maker and taker pay different fees; the wrong word books the wrong one.",
        proves: [.limitOrders, .fillLiquidity], needs: .trading
    ) { examination in
        let order = try await examination.filled(try await examination.taking(.buy))
        for fill in try await examination.fills(of: order) {
            try hold(fill.liquidity == .taker, "a fill of \(fill.quantity) is \(fill.liquidity)")
        }
    }
}
