import AdapterProtocol

/// What an error code means: kind, effect on a write, advice (API.md, Errors).
struct ErrorMeaning {
    let kind: VenueError.Kind
    let effect: VenueError.Effect
    let advice: VenueError.Advice

    init(_ kind: VenueError.Kind, _ effect: VenueError.Effect, _ advice: VenueError.Advice) {
        self.kind = kind
        self.effect = effect
        self.advice = advice
    }

    /// Whether anything was done is not known: it must be looked up.
    static func unknown(_ kind: VenueError.Kind) -> ErrorMeaning { ErrorMeaning(kind, .unknown, .afterResync) }

    /// Looks a code up; nil for one that the table does not have.
    init?(code: String) {
        guard let meaning = Self.refusals[code] else { return nil }
        self = meaning
    }

    /// Acorn states that a request with one of these codes was refused before anything was done.
    private static let refusals: [String: ErrorMeaning] = {
        var table: [String: ErrorMeaning] = [:]
        func add(_ code: String, _ kind: VenueError.Kind, _ advice: VenueError.Advice? = nil) {
            let usual = kind.field.map { VenueError.Advice.afterFixing($0) } ?? .never
            table[code] = ErrorMeaning(kind, .notExecuted(.stated), advice ?? usual)
        }
        add("unknown_key", .authentication)
        add("bad_signature", .authentication)
        add("key_expired", .authentication)
        add("address_not_allowed", .permission)
        add("missing_right", .permission)
        add("stale_timestamp", .clockSkew, .afterResync)
        add("invalid_request", .badRequest)
        add("not_found", .badRequest)
        add("method_not_allowed", .badRequest)
        add("unknown_market", .unknownSymbol)
        add("market_closed", .marketMode, .after(.seconds(60)))
        add("invalid_price", .invalidOrder(.limitPrice))
        add("invalid_quantity", .invalidOrder(.amount))
        add("notional_too_small", .invalidOrder(.notional))
        add("would_take", .wouldTake)
        add("insufficient_funds", .insufficientFunds)
        add("too_many_orders", .tooManyOpenOrders)
        add("duplicate_client_id", .duplicateClientOrderID, .afterResync)
        add("order_not_found", .orderNotFound, .afterResync)
        add("order_not_open", .orderNotFound, .afterResync)
        return table
    }()
}
