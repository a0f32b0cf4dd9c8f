public import AdapterProtocol

extension AcornAdapter {
    /// Public reads.
    static let marketMinute = RateBudgetID(rawValue: "market")
    /// Signed reads.
    static let accountMinute = RateBudgetID(rawValue: "account")
    /// Placements and cancels.
    static let orderSecond = RateBudgetID(rawValue: "orders")

    /// API.md, Limits. Acorn's own names, so that what its headers say finds its budget.
    static let rateLimits = [
        RateLimitRule(id: marketMinute, scope: .address, shape: .calendarWindow(.seconds(60)), limit: 300),
        RateLimitRule(id: accountMinute, scope: .key, shape: .calendarWindow(.seconds(60)), limit: 300),
        RateLimitRule(id: orderSecond, scope: .key, shape: .calendarWindow(.seconds(1)), limit: 20),
    ]

    /// The longest pause an answer can ask for: an hour.
    private static let longestPause: Int64 = 3600

    /// What an answer says: how much of its budget is used, and after a refusal how long to wait.
    public func rateFeedback(from reply: WireReply, to call: VenueCall) -> RateFeedback {
        var used: [RateBudgetID: Int] = [:]
        if let name = reply.header("acorn-budget"), let count = reply.header("acorn-used").flatMap({ Int($0) }),
            let budget = call.charges.first?.budget, budget.rawValue == name
        {
            used[budget] = max(count, 0)
        }
        return RateFeedback(used: used, pause: reply.status == 429 ? Self.retryAfter(reply) : nil)
    }

    /// `Retry-After`; a minute when something in front of Acorn answers without it.
    static func retryAfter(_ reply: WireReply) -> Duration {
        .seconds(reply.header("retry-after").flatMap { Int64($0) }.map { min(max($0, 1), longestPause) } ?? 60)
    }
}
