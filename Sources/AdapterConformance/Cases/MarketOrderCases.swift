import AdapterProtocol

/// Market orders of every side and unit that is offered: what they trade, pay and cost.
enum MarketOrderCases {
    /// One side and the asset that the amount counts.
    private struct Kind: Sendable {
        let side: Side
        let isQuote: Bool
        let capability: Capability
        var word: String { "\(side).\(isQuote ? "quote" : "base")" }
        var phrase: String { "A market \(side) by \(isQuote ? "quote amount" : "base quantity")" }
    }

    private static let kinds = [
        Kind(side: .buy, isQuote: false, capability: .marketBuyBase),
        Kind(side: .buy, isQuote: true, capability: .marketBuyQuote),
        Kind(side: .sell, isQuote: false, capability: .marketSellBase),
        Kind(side: .sell, isQuote: true, capability: .marketSellQuote),
    ]

    static let all: [ConformanceCase] = kinds.flatMap { kind in
        [amount(kind), view(kind), fills(kind), fees(kind), price(kind), balances(kind)]
    }

    private static func make(
        _ kind: Kind, _ word: String, _ promise: String, because reason: String, proves: Set<Capability> = [],
        _ body: @escaping @Sendable (Examination, OrderRequest) async throws -> Void
    ) -> ConformanceCase {
        ConformanceCase(
            "marketOrder.\(kind.word).\(word)", "\(kind.phrase) \(promise)", because: reason,
            proves: proves.union([kind.capability]), needs: .trading
        ) { examination in
            try await body(examination, try await request(kind, examination))
        }
    }

    private static func request(_ kind: Kind, _ examination: Examination) async throws -> OrderRequest {
        let market = examination.market
        guard market.instrument.orderTypes.contains(.market), !kind.isQuote || market.instrument.takesQuoteAmounts
        else { throw CaseStop.notApplicable("\(market.symbol) takes no such orders") }
        var quantity = try examination.takerQuantity()
        if let least = market.instrument.marketQuantity.minimum.value, least > quantity { quantity = least }
        var amount = OrderAmount.base(quantity)
        if kind.isQuote {
            let rules = market.instrument.quoteAmount
            let step = rules.step.value ?? market.tick
            let ask = try await examination.best().ask.price
            var quote = try (quantity * ask).quantized(to: step, .ceiling)
            if let least = rules.minimum.value, least > quote { quote = least }
            amount = .quote(quote)
        }
        return try await examination.afforded(
            OrderRequest.market(examination.newID(), kind.side, market.symbol, amount))
    }

    private static func amount(_ kind: Kind) -> ConformanceCase {
        make(
            kind, "amount", "trades what was asked for, and in quote never more.",
            because: "An amount read in the wrong asset trades fifty thousand times too much or too little."
        ) { examination, request in
            let order = try await examination.filled(request)
            switch request.amount {
            case .base(let quantity):
                try hold(order.filledBase == quantity, "\(order.filledBase) traded, asked was \(quantity)")
            case .quote(let asked):
                let fills = try await examination.fills(of: order)
                let paid = try order.filledQuote ?? .sum(fills.map(\.quoteAmount))
                try hold(paid <= asked, "\(paid) was traded, asked was \(asked)")
                // Lots, ticks and a fee that is part of the amount keep it below; no more than that.
                let lot = try examination.market.lot * examination.market.ask
                let least = try (asked * 98).divided(by: 100, scale: 18, rounding: .down) - lot
                try hold(paid >= least, "only \(paid) of \(asked) was traded")
            }
        }
    }

    private static func view(_ kind: Kind) -> ConformanceCase {
        make(
            kind, "view", "is found by our id, ended and filled, of the kind and side that were asked for.",
            because: "A lost answer to a market order is settled by this view only.", proves: [.queryByClientID]
        ) { examination, request in
            let order = try await examination.filled(request)
            let ours = try await examination.ended(.client(request.clientOrderID))
            try hold(ours.venueOrderID == order.venueOrderID, "our id leads to another order")
            try hold(ours.phase == order.phase && ours.filledBase == order.filledBase, "the two views differ")
            try holdSame(ours, request)
            try hold(ours.remainingBase == nil, "an ended order has a rest of \(ours.remainingBase as Any)")
        }
    }

    private static func fills(_ kind: Kind) -> ConformanceCase {
        make(
            kind, "fills", "has fills that add up to the order, each of it and none twice.",
            because: "Profit is booked from fills; one lost or doubled is money lost or made up.",
            proves: [.fillsOfOrder]
        ) { examination, request in
            let order = try await examination.filled(request)
            let fills = try await examination.fills(of: order)
            try hold(Set(fills.map(\.id)).count == fills.count, "a fill is there twice")
            for fill in fills {
                try hold(fill.venueOrderID == order.venueOrderID, "a fill is of order \(fill.venueOrderID)")
                try hold(
                    fill.symbol == request.symbol && fill.side == request.side, "a fill is of another side or market")
                try hold(
                    fill.quantity.isPositive && fill.price.isPositive, "a fill of \(fill.quantity) at \(fill.price)")
                try hold(fill.liquidity != .maker, "a market order made liquidity")
                let time = try hold(fill.time, "a fill has no time")
                let age = examination.clock.now.duration(since: time)
                try hold(age > .seconds(-120) && age < .seconds(180), "a fill of just now is \(age) old")
            }
            let quote = try ExactDecimal.sum(fills.map(\.quoteAmount))
            if let told = order.filledQuote {
                try hold(told == quote, "fills add up to \(quote) quote, the order says \(told)")
            }
        }
    }

    private static func fees(_ kind: Kind) -> ConformanceCase {
        make(
            kind, "fees", "has its fees on every fill: a known asset, not negative, about the account's rate.",
            because: "A fee of the wrong sign or asset turns a loss into a profit in the books.",
            proves: [.fillsOfOrder, .feeRates]
        ) { examination, request in
            let order = try await examination.filled(request)
            let rates = try await examination.venue.feeRates(request.symbol)
            let rate = request.side == .buy ? rates.takerBuy : rates.takerSell
            for fill in try await examination.fills(of: order) {
                let fees = try hold(fill.fees, "a fill does not tell its fees")
                for fee in fees {
                    try hold(!fee.amount.isNegative, "a taker was paid \(fee.amount) \(fee.asset)")
                    try hold(fee.certainty == .charged, "the fee was not stated by the venue")
                    guard fee.asset == request.symbol.base || fee.asset == request.symbol.quote else { continue }
                    let traded = fee.asset == request.symbol.base ? fill.quantity : fill.quoteAmount
                    let full = try traded * rate
                    // Venues round the fee of a small fill to the asset's decimals.
                    let unit = try ExactDecimal(coefficient: 1, exponent: fee.asset == request.symbol.base ? -8 : -2)
                    try hold(
                        try fee.amount <= full + unit
                            && fee.amount + unit >= full.divided(by: 2, scale: 18, rounding: .down),
                        "a fee of \(fee.amount) \(fee.asset) for \(traded) at a rate of \(rate)")
                }
                try hold(!fees.isEmpty || rate.isZero, "no fee at a rate of \(rate)")
            }
        }
    }

    private static func price(_ kind: Kind) -> ConformanceCase {
        make(
            kind, "price", "trades near the book it met, and quote is price times base on every fill.",
            because: "A price and a quantity that changed places look like numbers all the same.", proves: [.orderBooks]
        ) { examination, request in
            let (bid, ask) = try await examination.best()
            let order = try await examination.filled(request)
            let low = try bid.price * 98
            let high = try ask.price * 102
            for fill in try await examination.fills(of: order) {
                let scaled = try fill.price * 100
                try hold(
                    scaled >= low && scaled <= high,
                    "traded at \(fill.price), the book was \(bid.price) to \(ask.price)")
                let product = try fill.price * fill.quantity
                let difference = try (product - fill.quoteAmount).magnitude
                let unit = try ExactDecimal(coefficient: 1, exponent: -2)
                try hold(difference < unit, "\(fill.quantity) at \(fill.price) is said to be \(fill.quoteAmount)")
            }
            let average = try hold(order.averagePrice(scale: 18), "there is no average price")
            try hold(try average * 100 >= low && average * 100 <= high, "the average price is \(average)")
        }
    }

    private static func balances(_ kind: Kind) -> ConformanceCase {
        make(
            kind, "balances", "moves the balances by its fills and fees.",
            because: "Books that are kept from fills must agree with what the venue holds.", proves: [.fillsOfOrder]
        ) { examination, request in
            let symbol = request.symbol
            let before = (
                base: try await examination.holding(symbol.base).total,
                quote: try await examination.holding(symbol.quote).total
            )
            let order = try await examination.filled(request)
            let fills = try await examination.fills(of: order)
            func fees(_ asset: Asset) throws -> ExactDecimal {
                try .sum(fills.flatMap { $0.fees ?? [] }.filter { $0.asset == asset }.map(\.amount))
            }
            let base = try ExactDecimal.sum(fills.map(\.quantity))
            let quote = try ExactDecimal.sum(fills.map(\.quoteAmount))
            let wanted = (
                base: try (request.side == .buy ? base : base.negated) - fees(symbol.base),
                quote: try (request.side == .buy ? quote.negated : quote) - fees(symbol.quote)
            )
            // Venues book fees with more digits than they print: up to one unit of the last one per fill.
            func slack(_ asset: Asset) throws -> ExactDecimal {
                let scales = fills.flatMap { $0.fees ?? [] }.filter { $0.asset == asset }.map(\.amount.scale)
                return try scales.max().map { try ExactDecimal(coefficient: Int128(fills.count), exponent: -$0) }
                    ?? .zero
            }
            var seen = wanted
            let agrees = try await examination.eventually { () -> Bool? in
                seen.base = try await examination.holding(symbol.base).total - before.base
                seen.quote = try await examination.holding(symbol.quote).total - before.quote
                let differences = (base: try seen.base - wanted.base, quote: try seen.quote - wanted.quote)
                let isClose =
                    try differences.base.magnitude <= slack(symbol.base)
                    && differences.quote.magnitude <= slack(symbol.quote)
                return isClose ? true : nil
            }
            try hold(
                agrees == true,
                """
                base moved by \(seen.base) and quote by \(seen.quote); fills and fees say \(wanted.base) and \
                \(wanted.quote)
                """)
        }
    }
}
