public import AdapterProtocol

extension KuCoinAdapter {
    /// Public reads, per address.
    static let publicPool = RateBudgetID(rawValue: "public.30s")
    /// Orders and their reads, per account.
    static let spotPool = RateBudgetID(rawValue: "spot.30s")
    /// Accounts, transfers and keys, per account.
    static let managementPool = RateBudgetID(rawValue: "management.30s")

    /// kucoin.md H.1 for VIP 0; higher levels have more, and the headers say how much is left.
    static let rateLimits = [
        RateLimitRule(
            id: publicPool, scope: .address, shape: .windowFromFirstCall(.seconds(30)), limit: publicLimit),
        RateLimitRule(id: spotPool, scope: .account, shape: .windowFromFirstCall(.seconds(30)), limit: spotLimit),
        RateLimitRule(
            id: managementPool, scope: .account, shape: .windowFromFirstCall(.seconds(30)), limit: managementLimit),
    ]

    private static let publicLimit = 2000
    private static let spotLimit = 4000
    private static let managementLimit = 2000

    /// What an answer says: the rest of the pool the call drew from, and on a refusal how long to wait.
    ///
    /// `gw-ratelimit-limit` and `-remaining` give what was used; it is stated against the limit we assume, so that an
    /// account of a higher level is never held back (a negative use is none). What was charged to two pools does not say
    /// whose rest it is.
    public func rateFeedback(from reply: WireReply, to call: VenueCall) -> RateFeedback {
        let remaining = reply.header("gw-ratelimit-remaining").flatMap { Int($0) }
        let limit = reply.header("gw-ratelimit-limit").flatMap { Int($0) }
        var used: [RateBudgetID: Int] = [:]
        if let remaining, let limit, remaining >= 0, limit >= remaining, limit < 1_000_000_000,
            call.charges.count == 1, let budget = call.charges.first?.budget
        {
            let assumed = Self.rateLimits.first { $0.id == budget }?.limit ?? limit
            used[budget] = max(0, assumed - remaining)
        }
        return RateFeedback(used: used, pause: Self.pause(from: reply))
    }

    /// The pause a refusal asks for (kucoin.md H.3); nil when the answer is no refusal.
    ///
    /// 429000 with budget left is an overload of the whole venue and passes within a second; without JSON it is the
    /// CDN's block of 30 s (error 1015).
    static func pause(from reply: WireReply) -> Duration? {
        guard reply.status == 429 || reply.status == 403 || isRateRefusal(reply) else { return nil }
        guard let body = ErrorBody(reply.body) else { return .seconds(30) }
        guard body.code == "429000" else { return reply.status == 429 ? .seconds(1) : nil }
        if let remaining = reply.header("gw-ratelimit-remaining").flatMap({ Int($0) }), remaining > 0 {
            return .milliseconds(500)
        }
        guard let reset = reply.header("gw-ratelimit-reset").flatMap({ Int64($0) }) else { return .seconds(5) }
        return .milliseconds(min(max(reset, 1000), 30_000))
    }

    /// A rate refusal under another status; told without reading a success's body twice.
    private static func isRateRefusal(_ reply: WireReply) -> Bool {
        reply.body.count < 512 && !startsAsSuccess(reply.body) && ErrorBody(reply.body)?.code == "429000"
    }
}
