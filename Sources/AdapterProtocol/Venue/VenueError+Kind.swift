extension VenueError {
    /// What happened. Extensible: compare with the constants, and treat an unknown kind by effect and advice.
    public struct Kind: Hashable, Sendable, Codable, CustomStringConvertible {
        /// A word without values in it, fit for a metrics label.
        public let name: String
        /// The field a refused order must fix, where one is named.
        public let field: OrderField?

        /// A kind; adapters use the constants.
        public init(name: String, field: OrderField? = nil) {
            self.name = name
            self.field = field
        }

        /// The key, its secret or its signature was refused.
        public static let authentication = Kind(name: "authentication")
        /// The key, the account, the address or the region may not do this.
        public static let permission = Kind(name: "permission")
        /// The venue says that our clock is off.
        public static let clockSkew = Kind(name: "clockSkew")
        /// The venue wants a higher nonce.
        public static let nonce = Kind(name: "nonce")
        /// Too many requests.
        public static let rateLimited = Kind(name: "rateLimited")
        /// The address or key is shut out for a while.
        public static let banned = Kind(name: "banned")
        /// Not enough free balance.
        public static let insufficientFunds = Kind(name: "insufficientFunds")
        /// The venue does not know the market.
        public static let unknownSymbol = Kind(name: "unknownSymbol")
        /// The market does not take this now.
        public static let marketMode = Kind(name: "marketMode")
        /// Too many open orders.
        public static let tooManyOpenOrders = Kind(name: "tooManyOpenOrders")
        /// No live order of this id.
        public static let orderNotFound = Kind(name: "orderNotFound")
        /// An order with this client id exists.
        public static let duplicateClientOrderID = Kind(name: "duplicateClientOrderID")
        /// A post-only order would have taken liquidity.
        public static let wouldTake = Kind(name: "wouldTake", field: .limitPrice)
        /// A trigger would have fired at once.
        public static let wouldTrigger = Kind(name: "wouldTrigger", field: .trigger)
        /// The request's own deadline passed.
        public static let deadlinePassed = Kind(name: "deadlinePassed")
        /// The venue is down, overloaded or in maintenance.
        public static let unavailable = Kind(name: "unavailable")
        /// Only part of a composite command took effect.
        public static let partlyExecuted = Kind(name: "partlyExecuted")
        /// The venue did not understand us: our bug.
        public static let badRequest = Kind(name: "badRequest")
        /// The answer could not be understood.
        public static let undecodable = Kind(name: "undecodable")
        /// No connection, or it broke.
        public static let network = Kind(name: "network")
        /// The other side is not who it claims to be.
        public static let untrustedPeer = Kind(name: "untrustedPeer")
        /// No answer in time.
        public static let timeout = Kind(name: "timeout")
        /// The caller's task was cancelled.
        public static let cancelled = Kind(name: "cancelled")
        /// The venue or this adapter does not offer it.
        public static let unsupported = Kind(name: "unsupported")
        /// No credentials were given for a private call.
        public static let noCredentials = Kind(name: "noCredentials")
        /// Our own gate, journal or configuration refused.
        public static let refusedLocally = Kind(name: "refusedLocally")

        /// A reader fell so far behind a stream that drops nothing that its stream ended.
        public static let lagged = Kind(name: "lagged")

        /// A field of the order breaks a rule.
        public static func invalidOrder(_ field: OrderField) -> Kind { Kind(name: "invalidOrder", field: field) }

        /// The word.
        public var description: String { name }
    }

    /// Whether the request had, or may have had, an effect at the venue.
    public enum Effect: Hashable, Sendable, Codable {
        /// Not a byte of it left this process.
        case notSent
        /// The venue did nothing, and how that is known.
        case notExecuted(Proof)
        /// It may have been executed.
        case unknown
        /// It was executed, although the answer was an error.
        case executed

        /// How it is known that nothing was executed.
        public enum Proof: String, Hashable, Sendable, Codable {
            /// A read: there is nothing to execute.
            case read
            /// The venue's answer says so.
            case stated
            /// The venue's answer normally means so; one look-up confirms it.
            case inferred
        }

        /// A word fit for a metrics label.
        public var name: String {
            switch self {
            case .notSent: "notSent"
            case .notExecuted(let proof): "notExecuted-\(proof.rawValue)"
            case .unknown: "unknown"
            case .executed: "executed"
            }
        }
    }

    /// What is safe to do next.
    public enum Advice: Hashable, Sendable, Codable, CustomStringConvertible {
        /// The same request will never succeed.
        case never
        /// The same request may be repeated after this time.
        case after(Duration)
        /// Read the state first (order, clock), then decide.
        case afterResync
        /// The same request may be repeated once this field is mended.
        case afterFixing(OrderField)

        /// One phrase for people.
        public var description: String {
            switch self {
            case .never: "do not repeat"
            case .after(let duration): "may be repeated after \(duration.wholeMilliseconds) ms"
            case .afterResync: "look it up before anything else"
            case .afterFixing(let field): "fix \(field.rawValue)"
            }
        }
    }
}
