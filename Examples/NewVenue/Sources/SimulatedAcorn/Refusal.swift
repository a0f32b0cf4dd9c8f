import VenueSimulator

extension Acorn {
    /// An answer that is no success: `{"error":{"code":…,"message":…}}` under its status (API.md, Errors).
    struct Refusal: Error, Sendable, Hashable {
        let status: Int
        let code: String
        let message: String
        /// Seconds for `Retry-After`.
        var pause: Int64?

        init(_ status: Int, _ code: String, _ message: String, pause: Int64? = nil) {
            self.status = status
            self.code = code
            self.message = message
            self.pause = pause
        }

        /// The answer as it goes out.
        var reply: FaceReply {
            let body: FaceJSON = ["error": ["code": .text(code), "message": .text(message)]]
            var reply = FaceReply(
                status: status, headers: ["Content-Type": "application/json"], body: body.bytes)
            if let pause { reply.headers.add("Retry-After", String(pause)) }
            return reply
        }
    }
}

// Getting in.
extension Acorn.Refusal {
    static let notFound = Self(404, "not_found", "there is no such path")
    static let method = Self(405, "method_not_allowed", "the path has no such method")
    static let unknownKey = Self(401, "unknown_key", "nobody was issued this key")
    static let badSignature = Self(401, "bad_signature", "the signature does not fit key and request")
    static let keyExpired = Self(401, "key_expired", "the key has ended")
    static let address = Self(403, "address_not_allowed", "the key is bound to other addresses")
    static let staleTimestamp = Self(401, "stale_timestamp", "ACORN-TIME is too far from Acorn's clock")

    static func missing(_ right: Acorn.Right) -> Self {
        Self(403, "missing_right", "the key lacks the right to \(right.rawValue)")
    }
    static func rateLimited(seconds: Int64) -> Self {
        Self(429, "rate_limited", "too many requests", pause: seconds)
    }
}

// Parameters and orders.
extension Acorn.Refusal {
    static let unknownMarket = Self(404, "unknown_market", "there is no such market")
    static let closed = Self(409, "market_closed", "the market takes no orders now")
    static let price = Self(400, "invalid_price", "the price is above zero and on the tick")
    static let quantity = Self(400, "invalid_quantity", "the quantity is on the lot and within the market's bounds")
    static let notional = Self(400, "notional_too_small", "price times quantity is below the market's minimum")
    static let wouldTake = Self(409, "would_take", "a post-only order would have traded at once")
    static let funds = Self(409, "insufficient_funds", "the account has too little free")
    static let tooManyOrders = Self(409, "too_many_orders", "the account has too many open orders")
    static let duplicate = Self(409, "duplicate_client_id", "an order with this clientId exists")
    static let orderNotFound = Self(404, "order_not_found", "the market has no such order of yours")
    static let orderNotOpen = Self(409, "order_not_open", "the order has ended")

    /// A request that breaks the grammar; `expected` says what should be there.
    static func invalid(_ expected: String) -> Self { Self(400, "invalid_request", "expected \(expected)") }

    /// Why the engine did not take an order.
    init(_ rejection: EngineRejection) {
        self =
            switch rejection {
            case .unknownMarket: .unknownMarket
            case .marketClosed: .closed
            case .insufficientFunds: .funds
            case .duplicateClientOrderID: .duplicate
            case .wouldTake: .wouldTake
            case .invalidPrice, .priceNotOnTick: .price
            case .invalidQuantity, .quantityNotOnLot, .amountBelowOneLot, .tooLarge: .quantity
            case .tooManyOpenOrders: .tooManyOrders
            case .unknownOrder, .clientOrderIDMismatch, .cancelRestricted: .orderNotFound
            case .unknownAccount, .wouldTrigger, .quoteAmountTooFine, .quoteAmountNotAllowed, .selfTradeModeNotAllowed,
                .amendNotAllowed, .amendIncreasesQuantity, .amendChangesNothing, .amendNeedsBaseQuantity:
                .invalid("an order that Acorn knows")
            }
    }
}
