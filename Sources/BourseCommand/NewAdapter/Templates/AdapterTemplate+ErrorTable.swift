extension AdapterTemplate {
    /// What its error codes mean.
    static let errorTable = AdapterTemplate(
        "Sources/«Name»Adapter/ErrorTable.swift",
        #"""
        import AdapterProtocol

        /// What an error means: kind, effect on a write, advice.
        struct ErrorMeaning {
            let kind: VenueError.Kind
            let effect: VenueError.Effect
            let advice: VenueError.Advice

            private init(_ kind: VenueError.Kind, _ effect: VenueError.Effect, _ advice: VenueError.Advice) {
                self.kind = kind
                self.effect = effect
                self.advice = advice
            }

            // «todo»: a venue that refuses with 200, or means its words with a 5xx too, says so in its documents.
            /// Below 500 the code decides; a server that fails may have acted, whatever it says. Of a code that no
            /// table names the status says little, and an order may exist.
            init(code: String?, status: Int) {
                let named = status < 500 ? code.flatMap { Self.refusals[$0] } : nil
                self = named ?? Self.meaning(ofStatus: status)
            }

            // «todo»: a row for each code, from the venue's documents; `.notExecuted(.stated)` only where they say so.
            /// Refusals: the venue did nothing.
            private static let refusals: [String: ErrorMeaning] = [
                "INVALID_KEY": ErrorMeaning(.authentication, .notExecuted(.stated), .never),
                "INVALID_SIGNATURE": ErrorMeaning(.authentication, .notExecuted(.stated), .never),
                "NO_PERMISSION": ErrorMeaning(.permission, .notExecuted(.stated), .never),
                "CLOCK_SKEW": ErrorMeaning(.clockSkew, .notExecuted(.stated), .afterResync),
                "UNKNOWN_MARKET": ErrorMeaning(.unknownSymbol, .notExecuted(.stated), .never),
                "INSUFFICIENT_FUNDS": ErrorMeaning(.insufficientFunds, .notExecuted(.stated), .never),
                "ORDER_NOT_FOUND": ErrorMeaning(.orderNotFound, .notExecuted(.stated), .afterResync),
            ]

            private static func meaning(ofStatus status: Int) -> ErrorMeaning {
                switch status {
                // «todo»: a row for 401, too, where the venue says of every one that nothing was done.
                case 400..<500: ErrorMeaning(.badRequest, .unknown, .afterResync)
                case 500...: ErrorMeaning(.unavailable, .unknown, .afterResync)
                default: ErrorMeaning(.undecodable, .unknown, .afterResync)
                }
            }
        }
        """#)
}
