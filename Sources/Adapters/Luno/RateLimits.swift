public import AdapterProtocol

extension LunoAdapter {
    /// All calls together.
    static let calls = RateBudgetID(rawValue: "calls")
    static let oneCall = [RateCharge(calls, 1)]

    /// The longest pause an answer can ask for: an hour.
    private static let longestPause: Int64 = 3600

    /// 300 calls a minute, whose scope and shape the venue does not publish (luno.md H). So the strictest reading: shared by
    /// everything behind the address, four a second with a burst of five, which is a fifth below the limit.
    static let rateLimits = [
        RateLimitRule(id: calls, scope: .address, shape: .decay(perSecond: 4), limit: 5)
    ]

    /// What an answer says: only a refusal speaks. The `x-ratelimit` headers are those of a gateway with a far larger
    /// limit and say nothing of this budget (luno.md H).
    public func rateFeedback(from reply: WireReply, to call: VenueCall) -> RateFeedback {
        reply.status == 429 ? RateFeedback(pause: Self.retryAfter(reply)) : RateFeedback()
    }

    /// `Retry-After`, which was never seen, else a minute (luno.md H).
    static func retryAfter(_ reply: WireReply) -> Duration {
        .seconds(reply.header("retry-after").flatMap { Int64($0) }.map { min(max($0, 1), longestPause) } ?? 60)
    }
}
