public import AdapterProtocol

extension VALRAdapter {
    /// Public reads per address and calendar minute.
    static let publicMinute = RateBudgetID(rawValue: "public.minute")
    /// `time` per address and calendar second.
    static let timeSecond = RateBudgetID(rawValue: "time.second")
    /// `status` per address and calendar second.
    static let statusSecond = RateBudgetID(rawValue: "status.second")
    /// Candles per address and calendar second.
    static let bucketSecond = RateBudgetID(rawValue: "buckets.second")
    /// Private routes per key and calendar minute.
    static let keyMinute = RateBudgetID(rawValue: "key.minute")
    /// All routes without a budget of their own, per address and calendar minute: the tighter one for one bot.
    static let addressMinute = RateBudgetID(rawValue: "address.minute")
    /// Placements per key and calendar second.
    static let placeSecond = RateBudgetID(rawValue: "place.second")
    /// Cancels per key and calendar second.
    static let cancelSecond = RateBudgetID(rawValue: "cancel.second")
    /// Amendments per key and calendar second.
    static let amendSecond = RateBudgetID(rawValue: "amend.second")

    static let privateCharges = [RateCharge(keyMinute, 1), RateCharge(addressMinute, 1)]
    /// The v2 routes are in no list of per-second limits: until proven otherwise they count per minute too (H).
    static let placeCharges = privateCharges + [RateCharge(placeSecond, 1)]
    static let cancelCharges = privateCharges + [RateCharge(cancelSecond, 1)]
    static let cancelAllCharges = [RateCharge(cancelSecond, 1)]
    static let amendCharges = [RateCharge(amendSecond, 1)]

    /// valr.md H. Where its sources disagree (public reads: 10 or 30 a minute) the smaller number stands.
    static let rateLimits = [
        RateLimitRule(id: publicMinute, scope: .address, shape: .calendarWindow(.seconds(60)), limit: 10),
        RateLimitRule(id: timeSecond, scope: .address, shape: .calendarWindow(.seconds(1)), limit: 20),
        RateLimitRule(id: statusSecond, scope: .address, shape: .calendarWindow(.seconds(1)), limit: 20),
        RateLimitRule(id: bucketSecond, scope: .address, shape: .calendarWindow(.seconds(1)), limit: 20),
        RateLimitRule(id: keyMinute, scope: .key, shape: .calendarWindow(.seconds(60)), limit: 2000),
        RateLimitRule(id: addressMinute, scope: .address, shape: .calendarWindow(.seconds(60)), limit: 1200),
        RateLimitRule(id: placeSecond, scope: .key, shape: .calendarWindow(.seconds(1)), limit: 400),
        RateLimitRule(id: cancelSecond, scope: .key, shape: .calendarWindow(.seconds(1)), limit: 450),
        RateLimitRule(id: amendSecond, scope: .key, shape: .calendarWindow(.seconds(1)), limit: 400),
    ]

    /// What an answer says: only a 429 says anything, there are no usage headers (valr.md H).
    public func rateFeedback(from reply: WireReply, to call: VenueCall) -> RateFeedback {
        guard reply.status == 429 else { return RateFeedback() }
        return RateFeedback(pause: Self.pause(from: reply, to: call))
    }

    /// `Retry-After` where present (it is not documented), else to the edge of the call's window and a little more.
    static func pause(from reply: WireReply, to call: VenueCall) -> Duration {
        if let seconds = reply.header("retry-after").flatMap({ Int64($0) }) {
            return .seconds(min(max(seconds, 1), 3600))
        }
        let perMinute: Set<RateBudgetID> = [publicMinute, keyMinute, addressMinute]
        guard call.charges.contains(where: { perMinute.contains($0.budget) }) else { return .milliseconds(1250) }
        let second = reply.header("date").flatMap(second(ofDate:)) ?? 0
        return .seconds(60 - second) + .milliseconds(250)
    }

    /// The second of an HTTP date, `Sun, 06 Nov 1994 08:49:37 GMT`.
    private static func second(ofDate text: String) -> Int64? {
        let parts = text.split(separator: ":")
        guard parts.count == 3, let second = Int64(parts[2].prefix(2)), (0...59).contains(second) else { return nil }
        return second
    }
}
