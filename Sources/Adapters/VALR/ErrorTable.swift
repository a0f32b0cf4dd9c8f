import AdapterProtocol

/// What an error means: kind, effect on a write, advice (valr.md G.2).
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

    /// Looks a body up: by code, then by a fragment of the text, since no list of codes is public. The effect is the
    /// caller's to say.
    init(_ body: ErrorBody, _ call: VenueCall) {
        if body.code == -11, let field = Self.field(of: body) {
            self.init(.invalidOrder(field), .unknown, .afterFixing(field))
            return
        }
        // "Invalid Order" is an unknown order on queries and cancels (recorded); on a placement the text decides.
        if body.code == -1, call.namesOrder {
            self.init(.orderNotFound, .unknown, .afterResync)
            return
        }
        if let (kind, advice) = Self.codes[body.code] {
            self.init(kind, .unknown, advice)
            return
        }
        let row = Self.row(of: body.text)
        self.init(row?.kind ?? .badRequest, .unknown, row?.advice ?? .never)
    }

    private static let codes: [Int64: (VenueError.Kind, VenueError.Advice)] = {
        var table: [Int64: (VenueError.Kind, VenueError.Advice)] = [
            -6: (.insufficientFunds, .never), -11: (.badRequest, .never), -21: (.unknownSymbol, .never),
            -32: (.marketMode, .after(.seconds(60))),
            -38: (.invalidOrder(.notional), .afterFixing(.notional)),
            -39: (.invalidOrder(.amount), .afterFixing(.amount)), -11133: (.permission, .never),
            -11252: (.authentication, .never), -11272: (.permission, .never), -11418: (.permission, .never),
            -11420: (.permission, .never),
            -11500: (.invalidOrder(.selfTradePrevention), .afterResync),
            -11528: (.invalidOrder(.amount), .afterFixing(.amount)),
            -12005: (.invalidOrder(.type), .afterFixing(.type)),
            -12007: (.invalidOrder(.notional), .afterFixing(.notional)),
            -19213: (.permission, .never), -21303: (.badRequest, .never),
            -21403: (.wouldTrigger, .afterFixing(.trigger)),
        ]
        let ourBugs: [Int64] = [
            -113, -11132, -11136, -11163, -19225, -19228, -13403, -19227, -19236, -21100, -21311,
        ]
        for code in ourBugs + Array(-15437 ... -15401) { table[code] = (.badRequest, .never) }
        return table
    }()

    /// The order's field that a validation names first.
    private static func field(of body: ErrorBody) -> OrderField? {
        let names: [String: OrderField] = [
            "price": .limitPrice, "quantity": .amount, "baseAmount": .amount, "quoteAmount": .amount, "side": .side,
            "timeInForce": .timeInForce, "customerOrderId": .clientOrderID, "stopPrice": .trigger, "pair": .symbol,
            "type": .type, "postOnly": .postOnly,
        ]
        return body.fields.lazy.compactMap { names[$0.name] }.first
    }

    /// What a text says, whichever code or `failedReason` carries it; nil for one that no row names.
    static func row(of text: String) -> (kind: VenueError.Kind, advice: VenueError.Advice)? {
        let lowered = text.lowercased()
        return rows.first { lowered.contains($0.fragment) }.map { ($0.kind, $0.advice) }
    }

    /// Texts are no stable contract: fragments in lower case, the surest first (valr.md E.10, G.2).
    private static let rows: [(fragment: String, kind: VenueError.Kind, advice: VenueError.Advice)] = [
        ("insufficient balance", .insufficientFunds, .never),
        ("your own order", .invalidOrder(.selfTradePrevention), .afterResync),
        ("post only", .wouldTake, .afterFixing(.limitPrice)),
        ("post-only", .wouldTake, .afterFixing(.limitPrice)),
        ("immediate or cancel order did not match", .noMatch, .after(.zero)),
        ("fill or kill", .noMatch, .after(.zero)),
        ("slippage price band", .invalidOrder(.limitPrice), .afterFixing(.limitPrice)),
        ("triggered immediately", .wouldTrigger, .afterFixing(.trigger)),
        ("api key or secret is invalid", .authentication, .never),
        ("api-key is invalid", .authentication, .never),
        ("customer order", .duplicateClientOrderID, .afterResync),
        ("customerorderid", .duplicateClientOrderID, .afterResync),
        ("tick", .invalidOrder(.limitPrice), .afterFixing(.limitPrice)),
        ("permission", .permission, .never),
        ("timestamp", .clockSkew, .afterResync),
    ]
}

extension VenueError.Kind {
    /// An order that had to fill at once found nothing to fill with; nothing of it lives.
    static let noMatch = VenueError.Kind(name: "noMatch")
}
