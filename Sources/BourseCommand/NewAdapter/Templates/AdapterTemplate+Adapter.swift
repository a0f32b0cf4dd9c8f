extension AdapterTemplate {
    /// The adapter itself.
    static let adapter = AdapterTemplate(
        "Sources/«Name»Adapter/«Name»Adapter.swift",
        #"""
        public import AdapterProtocol

        /// «Name» as a pure adapter: it describes calls and reads answers, and opens no socket and looks at no clock.
        public struct «Name»Adapter: VenueAdapter {
            /// The adapter.
            public init() {}

            /// The adapter's version, semantic: a certificate names it.
            public var version: String { "0.0.1" }
            /// Names, limits and the fields of a key.
            public var profile: VenueProfile { Self.profile }
            /// What is offered.
            public var capabilities: VenueCapabilities { Self.capabilities }
            /// Where the venue is, production first.
            public var environments: [VenueEnvironment] { Self.environments }
            /// The limits known before the first answer.
            public var rateLimits: [RateLimitRule] { Self.rateLimits }

            // «todo»: true where the venue wants a number that grows with every request of a key.
            /// Whether requests of one key must leave one at a time.
            public var needsNonce: Bool { false }

            /// How long the market list is good.
            public var instrumentLifetime: Duration { .seconds(300) }

            // «todo»: longer than the venue itself takes: a shorter wait makes unknown outcomes.
            /// How long to wait for the answer to a write.
            public var writeTimeout: Duration { .seconds(10) }
        }
        """#)
}
