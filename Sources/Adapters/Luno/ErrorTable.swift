import AdapterProtocol

/// What an error code means: kind, effect on a write, advice (luno.md G.2).
struct ErrorMeaning {
    let kind: VenueError.Kind
    let effect: VenueError.Effect
    let advice: VenueError.Advice

    init(_ kind: VenueError.Kind, _ effect: VenueError.Effect, _ advice: VenueError.Advice) {
        self.kind = kind
        self.effect = effect
        self.advice = advice
    }

    /// The execution status is not known: look the order up (luno.md G.3).
    static let unknownState = ErrorMeaning(.unavailable, .unknown, .afterResync)

    /// Looks a code up, in lower case since the venue's own spelling wavers (luno.md G.1); nil for one no table names.
    init?(code: String) {
        guard let meaning = Self.open[code] ?? Self.refusals[code] else { return nil }
        self = meaning
    }

    /// Codes after which something may have happened: the texts fit an expired deadline as well as an internal
    /// time-out, and "maintenance" does not say since when.
    private static let open: [String: ErrorMeaning] = [
        "errdeadlineexceeded": ErrorMeaning(.deadlinePassed, .unknown, .afterResync),
        "errinternal": .unknownState, "errundermaintenance": .unknownState, "erraccountismigrating": .unknownState,
    ]

    /// Refusals: no order exists (luno.md E.9), and a 429 was not executed (G.2).
    private static let refusals: [String: ErrorMeaning] = {
        var table: [String: ErrorMeaning] = [:]
        func add(_ kind: VenueError.Kind, _ advice: VenueError.Advice? = nil, _ codes: String...) {
            let advice = advice ?? kind.field.map { .afterFixing($0) } ?? .never
            for code in codes { table["err" + code] = ErrorMeaning(kind, .notExecuted(.stated), advice) }
        }
        add(.authentication, nil, "unauthorised", "apikeyrevoked", "apikeynotfound", "incorrectpin")
        add(
            .permission, nil, "insufficientperms", "marketnotallowed", "usernotverifiedforcurrency",
            "verificationleveltoolow", "withdrawalblocked")
        add(.rateLimited, .after(.seconds(60)), "toomanyrequests")
        add(.rateLimited, .never, "convertratelimited", "addresscreateratelimitreached")
        add(.insufficientFunds, nil, "insufficientbalance", "insufficientfunds")
        add(
            .invalidOrder(.limitPrice), nil, "pricetoohigh", "pricetoolow", "invalidprice",
            "pricedenominationnotallowed")
        add(
            .invalidOrder(.amount), nil, "volumetoolow", "volumetoohigh", "invalidvolume", "invalidbasevolume",
            "amounttoosmall", "amounttoobig", "invalidamount", "volumedenominationnotallowed",
            "counterdenominationnotallowed", "invalidcountervolume", "invalidvalue", "notenoughliquidity")
        add(.invalidOrder(.notional), nil, "valuetoohigh")
        add(
            .invalidOrder(.trigger), nil, "stoppricetoohigh", "stoppricetoolow", "invalidstopprice",
            "invalidstopdirection", "notradestoinferstopdirection")
        add(.invalidOrder(.postOnly), nil, "postonlynotallowed")
        add(.invalidOrder(.side), nil, "invalidorderside")
        add(.wouldTake, nil, "ordercanceled")
        add(.marketMode, .after(.seconds(60)), "postonlymode", "marketunavailable", "cannottradewhilequoteactive")
        add(.unknownSymbol, nil, "invalidmarketpair", "invalidpair")
        add(
            .orderNotFound, .afterResync, "ordernotfound", "notfound", "cannotstopunknownornonpendingorder",
            "invalidorderref")
        add(.duplicateClientOrderID, .afterResync, "duplicateclientorderid")
        add(.invalidOrder(.clientOrderID), nil, "invalidclientorderid")
        add(
            .badRequest, nil, "invalidarguments", "invalidparameters", "invalidaccount", "invalidaccountid",
            "accountnotfound", "invalidcurrency", "limitoutofrange", "toomanyrowsrequested", "updaterequired",
            "travelrule")
        return table
    }()
}
