public import AdapterProtocol

extension BinanceAdapter {
    /// Request weight per address and calendar minute.
    static let weight = RateBudgetID(rawValue: "weight.minute")
    /// Accepted orders per account and 10 s.
    static let ordersShort = RateBudgetID(rawValue: "orders.10s")
    /// Accepted orders per account and UTC day.
    static let ordersDaily = RateBudgetID(rawValue: "orders.day")
    /// `/sapi` weight per address and minute. The venue counts each endpoint on its own; one shared budget is stricter.
    static let walletAddress = RateBudgetID(rawValue: "sapi.address.minute")
    /// `/sapi` weight per account and minute.
    static let walletAccount = RateBudgetID(rawValue: "sapi.account.minute")

    /// binance.md H. Where sources disagree (orders: 50 and 160,000 or 100 and 200,000) the smaller number stands.
    static let rateLimits = [
        RateLimitRule(id: weight, scope: .address, shape: .calendarWindow(.seconds(60)), limit: 6000),
        RateLimitRule(id: ordersShort, scope: .account, shape: .calendarWindow(.seconds(10)), limit: 50),
        RateLimitRule(id: ordersDaily, scope: .account, shape: .calendarWindow(.seconds(86_400)), limit: 160_000),
        RateLimitRule(id: walletAddress, scope: .address, shape: .calendarWindow(.seconds(60)), limit: 12_000),
        RateLimitRule(id: walletAccount, scope: .account, shape: .calendarWindow(.seconds(60)), limit: 180_000),
    ]

    /// What an answer says: use headers on every answer, `Retry-After` in seconds on 429 and 418 (binance.md H).
    public func rateFeedback(from reply: WireReply, to call: VenueCall) -> RateFeedback {
        let headers: [(String, RateBudgetID)] = [
            ("x-mbx-used-weight-1m", Self.weight), ("x-mbx-order-count-10s", Self.ordersShort),
            ("x-mbx-order-count-1d", Self.ordersDaily), ("x-sapi-used-ip-weight-1m", Self.walletAddress),
            ("x-sapi-used-uid-weight-1m", Self.walletAccount),
        ]
        var used: [RateBudgetID: Int] = [:]
        for (name, budget) in headers {
            if let value = reply.header(name).flatMap({ Int($0) }), value >= 0 { used[budget] = value }
        }
        return RateFeedback(used: used, pause: Self.pause(from: reply))
    }

    /// A refusal without a readable time pauses for the rest of the longest plausible window: one minute; a firewall
    /// block (403) for five, since the sheet says "stop for minutes" (binance.md G.1).
    private static func pause(from reply: WireReply) -> Duration? {
        switch reply.status {
        case 429, 418:
            .seconds(reply.header("retry-after").flatMap { Int64($0) }.map { min(max($0, 1), 259_200) } ?? 60)
        case 403: .seconds(300)
        default: nil
        }
    }
}
