import AdapterProtocol
import Testing

@Suite("An order request that exists is consistent in itself")
struct OrderRequestTests {
    /// The fields of one request, as a test varies them.
    struct Draft: Sendable, CustomTestStringConvertible {
        var name: String
        var side: Side = .buy
        var type: OrderType = .limit
        var amount: OrderAmount = .base(1)
        var limitPrice: ExactDecimal? = 100
        var trigger: Trigger?
        var timeInForce: TimeInForce? = .goodTillCancelled
        var expiresAt: Timestamp?
        var isPostOnly = false

        var testDescription: String { name }

        func build() throws(any Error) -> OrderRequest {
            let symbol = try #require(Symbol("BTC/USDT"))
            return try OrderRequest(
                clientOrderID: ClientOrderID(bits: 1), symbol: symbol, side: side, type: type, amount: amount,
                limitPrice: limitPrice, trigger: trigger, timeInForce: timeInForce, expiresAt: expiresAt,
                isPostOnly: isPostOnly)
        }

        static func market(_ name: String, side: Side = .buy, amount: OrderAmount = .base(1)) -> Draft {
            Draft(name: name, side: side, type: .market, amount: amount, limitPrice: nil, timeInForce: nil)
        }

        static func triggered(_ type: OrderType, _ side: Side, _ crossing: Trigger.Crossing) -> Draft {
            let isLimit = type.needsLimitPrice
            return Draft(
                name: "\(side) \(type) \(crossing)", side: side, type: type, limitPrice: isLimit ? 100 : nil,
                trigger: Trigger(price: 90, crossing: crossing), timeInForce: isLimit ? .goodTillCancelled : nil)
        }
    }

    static let valid: [Draft] = [
        Draft(name: "limit"),
        Draft(name: "limit, IOC", timeInForce: .immediateOrCancel),
        Draft(name: "limit, FOK", timeInForce: .fillOrKill),
        Draft(name: "limit, GTD with an end", timeInForce: .goodTillDate, expiresAt: Timestamp(seconds: 9)),
        Draft(name: "limit, post-only", isPostOnly: true),
        Draft(
            name: "limit, post-only GTD", timeInForce: .goodTillDate, expiresAt: Timestamp(seconds: 9),
            isPostOnly: true),
        .market("market in base"), .market("market in quote", amount: .quote(1)),
        .market("market sell in quote", side: .sell, amount: .quote(1)),
        .triggered(.stopMarket, .buy, .atOrAbove), .triggered(.stopMarket, .sell, .atOrBelow),
        .triggered(.stopLimit, .buy, .atOrAbove), .triggered(.stopLimit, .sell, .atOrBelow),
        .triggered(.takeProfit, .buy, .atOrBelow), .triggered(.takeProfit, .sell, .atOrAbove),
        .triggered(.takeProfitLimit, .buy, .atOrBelow), .triggered(.takeProfitLimit, .sell, .atOrAbove),
    ]

    static let invalid: [(Draft, OrderField)] = [
        (Draft(name: "no quantity", amount: .base(0)), .amount),
        (Draft(name: "negative quantity", amount: .base(-1)), .amount),
        (.market("no quote amount", amount: .quote(0)), .amount),
        (Draft(name: "price of zero", limitPrice: 0), .limitPrice),
        (Draft(name: "negative price", limitPrice: -1), .limitPrice),
        (Draft(name: "limit without price", limitPrice: nil), .limitPrice),
        (Draft(name: "market with price", type: .market, timeInForce: nil), .limitPrice),
        (Draft(name: "limit without time in force", timeInForce: nil), .timeInForce),
        (Draft(name: "market with time in force", type: .market, limitPrice: nil), .timeInForce),
        (Draft(name: "GTD without end", timeInForce: .goodTillDate), .expiresAt),
        (Draft(name: "an end without GTD", expiresAt: Timestamp(seconds: 9)), .expiresAt),
        (Draft(name: "limit in quote", amount: .quote(1)), .amount),
        (Draft(name: "limit with trigger", trigger: Trigger(price: 90, crossing: .atOrAbove)), .trigger),
        (Draft(name: "stop without trigger", type: .stopLimit), .trigger),
        (
            Draft(name: "trigger of zero", type: .stopLimit, trigger: Trigger(price: 0, crossing: .atOrAbove)),
            .trigger
        ),
        (Draft(name: "post-only IOC", timeInForce: .immediateOrCancel, isPostOnly: true), .postOnly),
        (Draft(name: "post-only FOK", timeInForce: .fillOrKill, isPostOnly: true), .postOnly),
        (
            Draft(name: "post-only market", type: .market, limitPrice: nil, timeInForce: nil, isPostOnly: true),
            .postOnly
        ),
        (.triggered(.stopMarket, .buy, .atOrBelow), .trigger), (.triggered(.stopMarket, .sell, .atOrAbove), .trigger),
        (.triggered(.stopLimit, .buy, .atOrBelow), .trigger), (.triggered(.stopLimit, .sell, .atOrAbove), .trigger),
        (.triggered(.takeProfit, .buy, .atOrAbove), .trigger), (.triggered(.takeProfit, .sell, .atOrBelow), .trigger),
        (.triggered(.takeProfitLimit, .buy, .atOrAbove), .trigger),
        (.triggered(.takeProfitLimit, .sell, .atOrBelow), .trigger),
    ]

    @Test("Consistent fields make a request", arguments: valid)
    func accepts(draft: Draft) throws {
        let request = try draft.build()
        #expect(request.type == draft.type)
        #expect(request.amount == draft.amount)
    }

    @Test(
        "A rule against self-trades is its unified word in camel case",
        arguments: [
            (SelfTradePrevention.allow, "allow"), (.expireTaker, "expireTaker"), (.expireMaker, "expireMaker"),
            (.expireBoth, "expireBoth"), (.decrement, "decrement"),
        ])
    func selfTradeWords(rule: SelfTradePrevention, word: String) {
        #expect(rule == SelfTradePrevention(rawValue: word))
        #expect(rule.description == word)
    }

    @Test("A contradiction is refused and names the field to fix", arguments: invalid)
    func refuses(draft: Draft, field: OrderField) throws {
        let problem = #expect(throws: OrderRequestProblem.self) { try draft.build() }
        #expect(problem?.field == field)
        #expect(problem?.description.hasPrefix(field.rawValue) == true)
    }
}
