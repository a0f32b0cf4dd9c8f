extension AdapterTemplate {
    /// How often it may be asked.
    static let rateLimits = AdapterTemplate(
        "Sources/«Name»Adapter/RateLimits.swift",
        #"""
        public import AdapterProtocol

        extension «Name»Adapter {
            /// All requests together.
            static let requests = RateBudgetID(rawValue: "requests")
            static let oneRequest = [RateCharge(requests, 1)]

            // «todo»: the venue's limits in their true shape, and what a call costs; be strict where none is known.
            static let rateLimits = [
                RateLimitRule(id: requests, scope: .address, shape: .decay(perSecond: 1), limit: 5)
            ]

            /// The longest pause an answer can ask for: an hour.
            private static let longestPause: Int64 = 3600

            // «todo»: the venue's headers that say how much is used, if it has any.
            /// What an answer says of the budgets.
            public func rateFeedback(from reply: WireReply, to call: VenueCall) -> RateFeedback {
                reply.status == 429 ? RateFeedback(pause: Self.retryAfter(reply)) : RateFeedback()
            }

            static func retryAfter(_ reply: WireReply) -> Duration {
                .seconds(
                    reply.header("retry-after").flatMap { Int64($0) }.map { min(max($0, 1), longestPause) } ?? 60)
            }
        }
        """#)
}
