extension AdapterTemplate {
    /// How a refusal is told.
    static let errors = AdapterTemplate(
        "Sources/«Name»Adapter/Errors.swift",
        #"""
        import AdapterKit
        public import AdapterProtocol

        extension «Name»Adapter {
            /// What an answer means when it is no success, with the effect it has on a write.
            static func refusal(in reply: WireReply, to intent: VenueCall.Intent) -> VenueError? {
                guard reply.status != 200 else { return nil }
                let body = ErrorBody(reply.body)
                let evidence = VenueError.Evidence(httpStatus: reply.status, code: body?.code)
                let message = body?.message ?? "HTTP \(reply.status) without a readable body"
                if reply.status == 429 {
                    return VenueError(
                        kind: .rateLimited, effect: .notExecuted(.stated), advice: .after(retryAfter(reply)),
                        message: message,
                        evidence: evidence)
                }
                let meaning = ErrorMeaning(code: body?.code, status: reply.status)
                // A read has nothing to look up: it is repeated after a pause.
                let isUnansweredRead = intent == .read && meaning.effect == .unknown
                return VenueError(
                    kind: meaning.kind, effect: meaning.effect,
                    advice: isUnansweredRead ? .after(.seconds(1)) : meaning.advice, message: message,
                    evidence: evidence)
            }

            /// Whether the market list we hold is stale.
            public func invalidatesInstruments(_ error: VenueError) -> Bool {
                error.effect != .notSent && (error.kind == .unknownSymbol || error.kind == .marketMode)
            }

            /// Whether our estimate of the venue's clock is off.
            public func invalidatesClock(_ error: VenueError) -> Bool {
                error.effect != .notSent && error.kind == .clockSkew
            }
        }

        // «todo»: the venue's error body.
        /// `{"code": …, "message": …}`; nil for anything else.
        private struct ErrorBody {
            let code: String
            let message: String

            init?(_ body: [UInt8]) {
                var code: String?
                var message: String?
                do throws(JSONError) {
                    try JSONReader.read(body) { reader throws(JSONError) in
                        try reader.object { key, reader throws(JSONError) in
                            switch key {
                            case "code": code = try reader.string()
                            case "message": message = try reader.string()
                            default: try reader.skip()
                            }
                        }
                    }
                } catch {
                    return nil
                }
                guard let code else { return nil }
                self.code = code
                self.message = message ?? ""
            }
        }
        """#)
}
