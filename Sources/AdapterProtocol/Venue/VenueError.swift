/// What went wrong, whether an order may exist because of it, and what is safe to do next.
///
/// The three are independent: a time-out is not "failed", and a refusal is a refusal only with proof
/// (vocabulary.md 1.17, peers.md 2.3).
public struct VenueError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What happened.
    public let kind: Kind
    /// Whether the request had, or may have had, an effect at the venue.
    public let effect: Effect
    /// What is safe to do next.
    public let advice: Advice
    /// One line for people, with the venue's own words; never a header, a body or a key.
    public let message: String
    /// What the venue said, for support and for tables.
    public let evidence: Evidence?

    /// An error.
    public init(kind: Kind, effect: Effect, advice: Advice, message: String, evidence: Evidence? = nil) {
        self.kind = kind
        self.effect = effect
        self.advice = advice
        self.message = message
        self.evidence = evidence
    }

    /// Kind, effect and message in one line.
    public var description: String {
        let code = evidence?.code.map { " [\($0)]" } ?? ""
        return "\(kind.name)\(code): \(message) (effect: \(effect.name); \(advice))"
    }

    /// The same error with another effect: a decoder knows the words, the caller knows whether it was a write.
    public func with(effect: Effect, advice: Advice? = nil) -> VenueError {
        VenueError(kind: kind, effect: effect, advice: advice ?? self.advice, message: message, evidence: evidence)
    }

    /// What the venue said.
    public struct Evidence: Hashable, Sendable, Codable {
        /// HTTP status, nil when there was no answer.
        public let httpStatus: Int?
        /// The venue's own code or word.
        public let code: String?
        /// The venue's id of the exchange, for support cases.
        public let requestID: String?

        /// Evidence.
        public init(httpStatus: Int?, code: String? = nil, requestID: String? = nil) {
            self.httpStatus = httpStatus
            self.code = code
            self.requestID = requestID
        }
    }
}

extension VenueError {
    /// Nothing was sent, for a reason on our side.
    public static func notSent(_ kind: Kind, _ message: String, advice: Advice = .never) -> VenueError {
        VenueError(kind: kind, effect: .notSent, advice: advice, message: message)
    }

    /// Nothing was sent, because a field breaks a published rule.
    public static func refused(_ field: OrderField, _ message: String) -> VenueError {
        VenueError(kind: .invalidOrder(field), effect: .notSent, advice: .afterFixing(field), message: message)
    }

    /// The venue, or this adapter, does not offer it; nothing was sent.
    public static func unsupported(_ capability: Capability, _ message: String) -> VenueError {
        .notSent(.unsupported, "\(capability): \(message)")
    }
}
