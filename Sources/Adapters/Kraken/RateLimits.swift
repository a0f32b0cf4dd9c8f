public import AdapterProtocol

extension KrakenAdapter {
    /// The private counter of the key, in hundredths of the venue's points, since it decays by fractions.
    static let counter = RateBudgetID(rawValue: "rest.counter")
    /// The trading engine's counter. The venue keeps one per pair; one for all pairs is stricter.
    static let engine = RateBudgetID(rawValue: "engine.counter")
    /// Public calls per address.
    static let publicCalls = RateBudgetID(rawValue: "public.address")

    /// kraken.md H, lowest tier (Starter), since no answer tells the tier. Public calls: "about one a second"; the burst
    /// of ten is ours, so that a start with a handful of reads does not wait.
    static let rateLimits = [
        RateLimitRule(id: counter, scope: .key, shape: .decay(perSecond: 33), limit: 1500),
        RateLimitRule(id: engine, scope: .account, shape: .decay(perSecond: 1), limit: 60),
        RateLimitRule(id: publicCalls, scope: .address, shape: .decay(perSecond: 1), limit: 10),
    ]

    /// What most private reads cost.
    static let oneCall = [RateCharge(counter, 100)]
    /// What history reads cost: the guide says 2, the support article 4; the larger is charged (kraken.md H.1).
    static let historyCall = [RateCharge(counter, 400)]
    /// What a placement costs, and its check.
    static let oneOrder = [RateCharge(engine, 1)]
    /// What a public read costs.
    static let publicCall = [RateCharge(publicCalls, 1)]

    /// No header tells a counter; a refusal names the pause only when it is a throttle (kraken.md G.2, H.1).
    public func rateFeedback(from reply: WireReply, to call: VenueCall) -> RateFeedback {
        if reply.status == 429 { return RateFeedback(pause: .seconds(60)) }
        guard reply.status == 200, let texts = ErrorTexts.read(reply.body) else { return RateFeedback() }
        guard let text = texts.worst?.text else { return RateFeedback() }
        return RateFeedback(pause: Self.pause(after: text))
    }

    /// Lockout: fifteen minutes. A full counter: five seconds to begin with. The engine's counter stops one pair only,
    /// so it pauses nothing else.
    private static func pause(after text: String) -> Duration? {
        if text.hasPrefix("EGeneral:Temporary lockout") { return .seconds(900) }
        if text.hasPrefix("EAPI:Rate limit exceeded") { return .seconds(5) }
        if text.hasPrefix("EService:Throttled") || text.hasPrefix("EGeneral:Too many requests") { return .seconds(5) }
        if text.hasPrefix("EAuth:Rate limit exceeded") || text.hasPrefix("EAuth:Too many requests") {
            return .seconds(60)
        }
        return nil
    }
}
