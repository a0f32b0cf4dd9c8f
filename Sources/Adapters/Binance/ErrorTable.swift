import AdapterProtocol

/// What an error code means: kind, effect on a write, advice (binance.md G.2, G.3).
struct ErrorMeaning {
    let kind: VenueError.Kind
    let effect: VenueError.Effect
    let advice: VenueError.Advice

    init(_ kind: VenueError.Kind, _ effect: VenueError.Effect, _ advice: VenueError.Advice) {
        self.kind = kind
        self.effect = effect
        self.advice = advice
    }

    /// The execution status is not known: look the order up.
    static let unknownState = ErrorMeaning(.unavailable, .unknown, .afterResync)

    /// Looks a code up; nil for one that no table names.
    init?(code: Int64, message: String) {
        switch code {
        case -1000, -1001, -1004, -1006, -1007, -1008: self = .unknownState
        case -1010, -1013, -2010, -2011, -2038: self.init(text: message, code: code)
        // One half of a cancel-and-replace went through (binance.md G.2: not safe).
        case -2021: self.init(.partlyExecuted, .unknown, .afterResync)
        // Any code may carry the name of a filter (binance.md G.3).
        case _ where message.contains("Filter failure"): self.init(text: message, code: code)
        case -1100, -1111: self.init(malformed: message, code: code)
        // We always send one; before 2017 or far ahead of the venue's clock it is called malformed (binance.md B.3).
        case -1102 where message.contains("'timestamp'"): self.init(.clockSkew, .notExecuted(.stated), .afterResync)
        default:
            guard let (kind, advice) = Self.plain[code] else { return nil }
            self.init(kind, .notExecuted(.stated), advice)
        }
    }

    /// Codes whose meaning does not depend on the text; all had no effect.
    private static let plain: [Int64: (VenueError.Kind, VenueError.Advice)] = {
        var table: [Int64: (VenueError.Kind, VenueError.Advice)] = [
            -1002: (.permission, .never), -1003: (.rateLimited, .after(.seconds(60))),
            -1015: (.rateLimited, .after(.seconds(10))), -1016: (.unavailable, .never),
            -1021: (.clockSkew, .afterResync), -1022: (.authentication, .never),
            -1034: (.rateLimited, .after(.seconds(300))), -1099: (.authentication, .never),
            -1112: (.invalidOrder(.amount), .after(.seconds(1))),
            -1114: (.invalidOrder(.timeInForce), .afterFixing(.timeInForce)),
            -1115: (.invalidOrder(.timeInForce), .afterFixing(.timeInForce)),
            -1116: (.invalidOrder(.type), .afterFixing(.type)),
            -1117: (.invalidOrder(.side), .afterFixing(.side)), -1121: (.unknownSymbol, .never),
            -1220: (.marketMode, .never), -2008: (.authentication, .never), -2013: (.orderNotFound, .afterResync),
            -2014: (.authentication, .never), -2015: (.permission, .never), -2016: (.marketMode, .after(.seconds(60))),
            -2026: (.orderNotFound, .never), -2039: (.badRequest, .never), -2042: (.rateLimited, .never),
        ]
        let ourBugs: [Int64] = [
            -1014, -1020, -1101, -1102, -1103, -1104, -1105, -1106, -1108, -1118, -1119, -1120, -1122, -1125,
            -1127, -1128, -1130, -1131, -1134, -1135, -1139, -1145, -1151, -1194, -1210, -1211, -2035, -2036, -2043,
        ]
        for code in ourBugs { table[code] = (.badRequest, .never) }
        table[-2022] = (.badRequest, .afterResync)
        return table
    }()

    /// A number that the venue cannot read or finds too precise: the text names the parameter.
    private init(malformed text: String, code: Int64) {
        let fields: [(String, OrderField)] = [
            ("'price'", .limitPrice), ("'stopPrice'", .trigger), ("'quantity'", .amount), ("'quoteOrderQty'", .amount),
            ("'newQty'", .amount),
        ]
        let named = fields.first { text.contains($0.0) }?.1
        guard let field = named ?? (code == -1111 ? .amount : nil) else {
            self.init(.badRequest, .notExecuted(.stated), .never)
            return
        }
        self.init(.invalidOrder(field), .notExecuted(.stated), .afterFixing(field))
    }

    /// Codes that carry many refusals: the text tells them apart. A text that no row names is still a refusal of the
    /// engine, so nothing was executed.
    private init(text: String, code: Int64) {
        for row in Self.rows where text.contains(row.fragment) {
            self.init(row.kind, .notExecuted(.stated), row.advice)
            return
        }
        self.init(code == -2011 ? .orderNotFound : .badRequest, .notExecuted(.stated), .afterResync)
    }

    private struct Row {
        let fragment: String
        let kind: VenueError.Kind
        let advice: VenueError.Advice

        init(_ fragment: String, _ kind: VenueError.Kind, _ advice: VenueError.Advice? = nil) {
            self.fragment = fragment
            self.kind = kind
            self.advice = advice ?? kind.field.map { .afterFixing($0) } ?? .never
        }
    }

    private static let rows: [Row] = [
        Row("insufficient balance", .insufficientFunds),
        Row("Duplicate order sent", .duplicateClientOrderID, .afterResync),
        Row("would immediately match and take", .wouldTake, .afterFixing(.limitPrice)),
        Row("would trigger immediately", .wouldTrigger, .afterFixing(.trigger)),
        Row("Unknown order sent", .orderNotFound, .afterResync),
        Row("cancel restrictions", .badRequest),
        Row("Cancel order is invalid", .badRequest),
        Row("Market is closed", .marketMode, .after(.seconds(60))),
        Row("in this trading phase", .marketMode, .after(.seconds(60))),
        Row("require GTC for this phase", .marketMode, .afterFixing(.timeInForce)),
        Row("Price * QTY is zero or less", .invalidOrder(.amount)),
        Row("IcebergQty exceeds QTY", .invalidOrder(.amount)),
        Row("orders are not supported for this symbol", .invalidOrder(.type)),
        Row("self-trade prevention mode", .invalidOrder(.selfTradePrevention)),
        Row("Order book liquidity is less than", .invalidOrder(.amount)),
        Row("This action is disabled on this account", .permission),
        Row("may not place or cancel orders", .permission),
        Row("not permitted for this account", .permission),
        Row("restricted for this account", .permission),
        Row("not whitelisted for API key", .permission),
        Row("trading is not enabled", .unavailable, .after(.seconds(60))),
        Row("MAX_NUM_ORDER_AMENDS", .badRequest),
        Row("MAX_NUM_", .tooManyOpenOrders, .afterResync),
        Row("PRICE_FILTER", .invalidOrder(.limitPrice)),
        Row("PERCENT_PRICE", .invalidOrder(.limitPrice)),
        Row("MIN_NOTIONAL", .invalidOrder(.notional)),
        Row("NOTIONAL", .invalidOrder(.notional)),
        Row("LOT_SIZE", .invalidOrder(.amount)),
        Row("MAX_POSITION", .invalidOrder(.amount)),
        Row("ICEBERG_PARTS", .invalidOrder(.amount)),
        Row("TRAILING_DELTA", .badRequest),
        Row("Order amend", .badRequest),
        Row("change no state", .badRequest),
    ]
}
