import VenueSimulator

extension Luno.Switches {
    /// The switches of this face as hosts and conformance runs list them.
    static let declared: [FaceSwitch] = [
        .choice("wrongSecretBody", "401 of a wrong secret: ErrUnauthorised or plain text (Z1)", ["json", "plain"]),
        .choice("permissionStatus", "HTTP status of ErrInsufficientPerms (Z1)", ["403", "401", "400"]),
        .choice(
            "postOnlyCrossing", "a crossing post-only order is refused, or COMPLETE and empty (Z2)",
            ["error", "complete"]),
        .choice("deadlineStatus", "HTTP status of ErrDeadlineExceeded (Z3)", ["400", "408", "504"]),
        .choice(
            "expiredDeadline", "whether an order answered with ErrDeadlineExceeded was placed (Z3)",
            ["refused", "placed"]),
        .choice("feeCurrency", "the side of the pair that fees are taken in (Z4)", ["base", "counter"]),
        .choice("makerFee", "makers pay 0.40 %, or receive 0.01 % (C.3, Z4)", ["paid", "rebate"]),
        .choice(
            "counterVolumeScale", "decimals of counter_volume: of the currency or of the price (Z6)",
            ["currency", "price"]),
        .choice("stopCancelWhileAwaiting", "whether stoporder reaches an untriggered stop (Z7)", ["yes", "no"]),
        .choice(
            "marketOrderLimits", "limit_* and stop_* of market orders in reads (Z8)", ["zero", "empty", "missing"]),
        .choice(
            "newOrderReads", "how a new order reads within the acceptance delay (E.10, Z10)", ["awaiting", "notFound"]),
        .choice("rateLimitScope", "what the 300 calls count for (Z11)", ["key", "address"]),
        .choice("rateLimitBody", "the body of a 429 (Z11)", ["json", "plain"]),
        .choice("ledgerNumbers", "amounts in transactions (Z12)", ["number", "string"]),
        .choice("trailingZeros", "zeros beyond the scale in price and volume (Z13)", ["accepted", "refused"]),
        .choice("orderNotFoundStatus", "HTTP status of ErrOrderNotFound (G.2)", ["404", "400"]),
        .choice(
            "haltedMarketOrder", "a market order during a halt (E.4)", ["ErrPostOnlyMode", "ErrMarketUnavailable"]),
        .choice(
            "stopUnknownOrder", "stoporder for an order that is not there (E.6, F.2)",
            ["error", "false", "notFound", "reference"]),
        .choice("runningCandle", "whether candles end with the running one (D)", ["included", "excluded"]),
        .choice("balanceField", "what `balance` means: live finding or official text (E.1)", ["total", "available"]),
        .choice("defaultTradeOrder", "listtrades without `before` and `sort_desc` (E.8)", ["ascending", "descending"]),
        .choice("emptyLists", "an empty list (K3, L.13)", ["null", "empty"]),
        .choice("savingsAccount", "a second XBT account (E.1)", ["off", "on"]),
        .choice("background", "whether prices move and others trade", ["live", "frozen"]),
        .choice(
            "marketStatus", "every market as listed, halted, or unknown (C.1, K circuit breaker)",
            ["listed", "suspended", "unknown"]),
        .choice("country", "whether the user's country may trade (K16)", ["here", "elsewhere"]),
        .choice("exampleKeys", "whether the documentation's example keys are valid (B.2)", ["off", "on"]),
        .choice(
            "orderWriteFault", "every order write answers 500 or a gateway page, done or not (L.14)",
            ["none", "internalPlaced", "internalLost", "gatewayPlaced", "gatewayLost"]),
        .choice(
            "keylessStreams", "whether market streams take an empty object as credentials (I.1)",
            ["accepted", "refused"]),
        .choice(
            "streamKeyError", "the error code of a wrong key on a stream: that of REST, or the recorded one (Z14)",
            ["rest", "invalid_credentials"]),
        .choice(
            "sessionLimitFrame", "the frame of one stream too many: with a code or without (Z14)", ["code", "text"]),
        .choice(
            "streamUpdates", "a taker's trades and what is left of it: in a frame each, or in one (I.2)",
            ["single", "combined"]),
        .choice(
            "streamMakers", "whether every tenth trade names a maker that is in no book (I.3, L.17)",
            ["known", "strange"]),
        .choice("userTimestamps", "unit of the user stream's times (J.1, Z9)", ["milliseconds", "seconds"]),
        .choice(
            "userReplay", "what a client that was away hears: what it missed, some of it again, nothing (J.2)",
            ["missed", "duplicates", "none"]),
        .choice("userKeepAlive", "whether a quiet user stream has keep-alives (J.1, Z9)", ["sent", "none"]),
        .choice(
            "userComplete", "whether COMPLETE comes after an order's last fill or before it (J.1, L.18)",
            ["afterFill", "beforeFill"]),
        .number("streamConnections", "streams of all the user's keys together (H)", initial: 50),
        .number("snapshotPadding", "orders far from the market in every snapshot (I.5, L.17)", initial: 0),
        .number("acceptanceDelayMilliseconds", "until an order is PENDING (E.10)", initial: 0),
        .number("cancelDelayMilliseconds", "until an acknowledged cancel is final (E.6, L.11)", initial: 0),
        .number("fillLagMilliseconds", "until listtrades shows a fill (E.8, L.13)", initial: 0),
        .number("rateLimitPerMinute", "calls per minute; 0 is no limit (H)", initial: 300),
        .number(
            "liquidityPercent", "how far a market order may stray from the best price; 0 is no check (E.4)", initial: 10
        ),
    ]
}
