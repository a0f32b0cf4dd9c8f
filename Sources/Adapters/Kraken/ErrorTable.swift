import AdapterProtocol

/// What an error text means: kind, effect on a write, advice (kraken.md G.2, fallback by category G.4).
struct ErrorMeaning {
    let kind: VenueError.Kind
    let effect: VenueError.Effect
    let advice: VenueError.Advice

    init(_ kind: VenueError.Kind, _ effect: VenueError.Effect, _ advice: VenueError.Advice) {
        self.kind = kind
        self.effect = effect
        self.advice = advice
    }

    /// The execution status is not known: look the order up by its client id.
    static let unknownState = ErrorMeaning(.unavailable, .unknown, .afterResync)

    /// Looks a text up: the longest matching beginning decides, then the category.
    init(text: String) {
        if let row = Self.rows.first(where: { text.hasPrefix($0.prefix) }) {
            self = row.meaning
        } else {
            self = Self.fallback(text)
        }
    }

    private struct Row {
        let prefix: String
        let meaning: ErrorMeaning
    }

    /// Longer beginnings first, so that the more special row wins.
    private static let rows: [Row] = {
        var rows: [Row] = []
        func add(_ kind: VenueError.Kind, _ advice: VenueError.Advice? = nil, _ prefixes: String...) {
            let advice = advice ?? kind.field.map { .afterFixing($0) } ?? .never
            rows += prefixes.map { Row(prefix: $0, meaning: ErrorMeaning(kind, .notExecuted(.stated), advice)) }
        }
        addRefusals(add)
        addDoubts(&rows)
        return rows.sorted { $0.prefix.utf8.count > $1.prefix.utf8.count }
    }()

    /// Refusals: column "may exist?" says no.
    private static func addRefusals(
        _ add: (VenueError.Kind, VenueError.Advice?, String...) -> Void
    ) {
        add(.authentication, nil, "EAPI:Invalid key", "EAPI:Invalid signature", "EAPI:Invalid otp", "ESession:")
        add(.rateLimited, .after(.seconds(5)), "EAPI:Rate limit exceeded", "EOrder:Rate limit exceeded")
        add(.rateLimited, .after(.seconds(5)), "EOrder:Domain rate limit exceeded", "EService:Throttled")
        add(.rateLimited, .after(.seconds(900)), "EGeneral:Temporary lockout")
        add(.rateLimited, .after(.seconds(60)), "EGeneral:Too many requests", "EAuth:Rate limit", "EAuth:Too many")
        add(.badRequest, nil, "EAPI:Bad request", "EAPI:Feature disabled", "EGeneral:Unknown method")
        add(.permission, nil, "EGeneral:Permission denied", "EAuth:Account temporary disabled")
        add(.permission, nil, "EAuth:Account unconfirmed", "EAuth:Failed", "EAccount:Invalid permissions")
        add(.permission, nil, "ETrade:User Locked", "ETrade:Locked", "EOrder:Trading agreement required")
        add(.permission, nil, "EBM:limit exceeded")
        add(.badRequest, nil, "EGeneral:Invalid arguments", "ETrade:Invalid request", "EFunding:")
        add(.invalidOrder(.amount), nil, "EGeneral:Invalid arguments:volume", "EGeneral:Invalid arguments:viqc")
        add(.invalidOrder(.limitPrice), nil, "EGeneral:Invalid arguments:price")
        add(.invalidOrder(.type), nil, "EGeneral:Invalid arguments:ordertype", "EGeneral:Invalid arguments:oflags")
        add(.invalidOrder(.timeInForce), nil, "EGeneral:Invalid arguments:timeinforce")
        add(.invalidOrder(.expiresAt), nil, "EGeneral:Invalid arguments:expiretm")
        add(.invalidOrder(.clientOrderID), nil, "EGeneral:Invalid arguments:cl_ord_id")
        add(.duplicateClientOrderID, .afterResync, "EGeneral:Invalid arguments:cl_ord_id not unique")
        add(.invalidOrder(.trigger), nil, "EGeneral:Invalid arguments:Index unavailable")
        add(.marketMode, .after(.seconds(60)), "EService:Market in ")
        add(.insufficientFunds, nil, "EOrder:Insufficient funds")
        add(.invalidOrder(.amount), nil, "EOrder:Order minimum not met")
        add(.invalidOrder(.notional), nil, "EOrder:Cost minimum not met")
        add(.invalidOrder(.limitPrice), nil, "EOrder:Tick size check failed", "EOrder:Invalid price")
        add(.badRequest, nil, "EOrder:Scheduled orders limit exceeded", "EOrder:Margin ", "EOrder:Cannot open ")
        add(.badRequest, nil, "EOrder:Positions limit exceeded", "EOrder:Reduce only:", "EOrder:Unknown position")
        add(.wouldTake, nil, "EOrder:Post only order")
        add(.orderNotFound, .afterResync, "EOrder:Unknown order", "EOrder:Invalid order", "EQuery:Unknown order")
        add(.orderNotFound, .afterResync, "EOrder:Order not editable", "EOrder:Cancel pending")
        add(.invalidOrder(.amount), .afterResync, "EOrder:Not enough leaves qty")
        add(.tooManyOpenOrders, .afterResync, "EOrder:Orders limit exceeded")
        add(.unknownSymbol, nil, "EQuery:Unknown asset", "EQuery:Invalid asset pair")
    }

    /// Texts after which something may have happened.
    private static func addDoubts(_ rows: inout [Row]) {
        // Nothing was done, unless a layer below sent the request twice: one look-up confirms it.
        rows.append(
            Row(prefix: "EAPI:Invalid nonce", meaning: ErrorMeaning(.nonce, .notExecuted(.inferred), .afterResync)))
        rows.append(
            Row(prefix: "EService:Deadline elapsed", meaning: ErrorMeaning(.deadlinePassed, .unknown, .afterResync)))
        for prefix in ["EGeneral:Internal error", "EService:Unavailable", "EService:Busy", "EDatabase:", "EService:"] {
            rows.append(Row(prefix: prefix, meaning: .unknownState))
        }
    }

    /// A text that no row begins: limits by their words, else nothing is certain.
    private static func fallback(_ text: String) -> ErrorMeaning {
        let small = text.lowercased()
        if ["rate limit", "too many", "throttled", "lockout"].contains(where: { small.contains($0) }) {
            return ErrorMeaning(.rateLimited, .unknown, .after(.seconds(60)))
        }
        let category = text.prefix { $0 != ":" }
        let kind: VenueError.Kind =
            switch category {
            case "EAPI": .authentication
            case "EAuth", "EAccount": .permission
            case "EQuery": .unknownSymbol
            default: .badRequest
            }
        return ErrorMeaning(kind, .unknown, .afterResync)
    }
}
