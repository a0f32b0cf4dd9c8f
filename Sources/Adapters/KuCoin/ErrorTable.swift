import AdapterProtocol

/// What an error code means: kind, effect on a write, advice (kucoin.md G.2, G.3).
struct ErrorMeaning {
    let kind: VenueError.Kind
    let effect: VenueError.Effect
    let advice: VenueError.Advice

    init(_ kind: VenueError.Kind, _ effect: VenueError.Effect, _ advice: VenueError.Advice) {
        self.kind = kind
        self.effect = effect
        self.advice = advice
    }

    /// A refusal: an order call that answered an error code made no order (kucoin.md E.5).
    init(refused kind: VenueError.Kind, _ advice: VenueError.Advice? = nil) {
        self.init(kind, .notExecuted(.stated), advice ?? kind.field.map { .afterFixing($0) } ?? .never)
    }

    /// The execution status is not known: look the order up.
    static let unknownState = ErrorMeaning(.unavailable, .unknown, .afterResync)

    /// Looks a code up; nil for one that no table names.
    init?(code: String, message: String) {
        switch code {
        case "500000", "408000", "230005": self = .unknownState
        case "400100", "300000", "600100", "200004":
            // The families whose text decides, with what stays when no text is known.
            guard let meaning = ErrorMeaning(text: message) ?? Self.families[code] else { return nil }
            self = meaning
        default:
            guard let meaning = Self.plain[code] else { return nil }
            self = meaning
        }
    }

    private static let families: [String: ErrorMeaning] = [
        "400100": ErrorMeaning(refused: .badRequest),
        "300000": ErrorMeaning(refused: .invalidOrder(.amount)),
        "600100": ErrorMeaning(refused: .invalidOrder(.amount)),
        "200004": ErrorMeaning(refused: .insufficientFunds),
    ]

    /// Codes whose meaning does not depend on the text.
    private static let plain: [String: ErrorMeaning] = {
        var table: [String: ErrorMeaning] = [:]
        func add(_ codes: [String], _ kind: VenueError.Kind, _ advice: VenueError.Advice? = nil) {
            for code in codes { table[code] = ErrorMeaning(refused: kind, advice) }
        }
        add(["400002", "102425", "126041"], .clockSkew, .afterResync)
        add(["400001", "400003", "400004", "400005", "400008", "400009", "400011", "400012"], .authentication)
        add(["400201", "400202", "400401"], .authentication)
        add(["400006", "400007", "400010", "400200", "400301", "400500", "411100"], .permission)
        add(["126021", "126037", "126045", "126046"], .permission)
        add(["400303", "200009", "126005", "126047", "126048", "400700", "126002"], .permission)
        add(["400330", "400370", "400760", "102429", "126022"], .invalidOrder(.limitPrice))
        add(["126029", "126030"], .invalidOrder(.limitPrice))
        add(["400350", "102434", "102435"], .invalidOrder(.amount))
        add(["600101", "126003"], .invalidOrder(.notional))
        add(["126027"], .invalidOrder(.type))
        add(["400600", "126028", "200001", "126009", "126007", "126015", "600203"], .marketMode, .after(.seconds(60)))
        add(["200002", "126010"], .marketMode, .after(.seconds(10)))
        add(["200003", "102427", "126011"], .tooManyOpenOrders, .afterResync)
        add(["210021", "230003", "260100", "102421", "126013"], .insufficientFunds)
        add(["900001", "400000", "126004", "126006"], .unknownSymbol)
        add(["102426", "126033", "126044"], .duplicateClientOrderID, .afterResync)
        add(["102428"], .unavailable, .after(.milliseconds(500)))
        add(["102436", "126043", "100001", "100004", "order_not_exist"], .orderNotFound, .afterResync)
        add(["400400", "102411", "130101", "401000", "404000", "404", "415000"], .badRequest)
        // A unified-account call on a classic account (kucoin.md 0).
        add(["116104", "112010", "100040"], .badRequest)
        return table
    }()

    /// The text of a parameter family, compared in lower case since the venue's words change (kucoin.md G.3).
    private init?(text: String) {
        let lowered = text.lowercased()
        guard let row = Self.rows.first(where: { lowered.contains($0.0) }) else { return nil }
        self = row.1
    }

    private static let rows: [(String, ErrorMeaning)] = [
        ("price increment invalid", ErrorMeaning(refused: .invalidOrder(.limitPrice))),
        ("increment invalid", ErrorMeaning(refused: .invalidOrder(.amount))),
        ("amount increment is invalid", ErrorMeaning(refused: .invalidOrder(.amount))),
        ("order funds should more then", ErrorMeaning(refused: .invalidOrder(.notional))),
        ("funds below the minimum requirement", ErrorMeaning(refused: .invalidOrder(.notional))),
        ("below the minimum requirement", ErrorMeaning(refused: .invalidOrder(.amount))),
        ("order size invalid", ErrorMeaning(refused: .invalidOrder(.amount))),
        ("price not in the given range", ErrorMeaning(refused: .invalidOrder(.limitPrice))),
        ("not in the given range", ErrorMeaning(refused: .invalidOrder(.amount))),
        ("unsupported trading pair", ErrorMeaning(refused: .unknownSymbol)),
        ("symbol not exists", ErrorMeaning(refused: .unknownSymbol)),
        ("symbolnotavailable", ErrorMeaning(refused: .marketMode, .after(.seconds(60)))),
        ("clientoidisrequired", ErrorMeaning(refused: .badRequest)),
        ("clientoidduplicated", ErrorMeaning(refused: .duplicateClientOrderID, .afterResync)),
        ("order not exist", ErrorMeaning(refused: .orderNotFound, .afterResync)),
        ("order does not exist", ErrorMeaning(refused: .orderNotFound, .afterResync)),
        ("order_not_exist", ErrorMeaning(refused: .orderNotFound, .afterResync)),
        ("not allow to be cancelled", ErrorMeaning(refused: .orderNotFound, .afterResync)),
        ("not_allow_to_cancel", ErrorMeaning(refused: .orderNotFound, .afterResync)),
        ("account.available.amount", ErrorMeaning(refused: .insufficientFunds)),
        ("balance insufficient", ErrorMeaning(refused: .insufficientFunds)),
        ("insufficient balance", ErrorMeaning(refused: .insufficientFunds)),
        ("require more permission", ErrorMeaning(refused: .permission)),
        ("access frequency", ErrorMeaning(.rateLimited, .unknown, .afterResync)),
        ("too many requests", ErrorMeaning(.rateLimited, .unknown, .afterResync)),
        ("pagesize should not greater", ErrorMeaning(refused: .badRequest)),
    ]
}
