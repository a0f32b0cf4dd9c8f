import VenueSimulator

extension Kraken.Switches {
    /// The switches of this face as hosts and conformance runs list them; the first setting holds when nothing is said.
    static let declared: [FaceSwitch] = authentication + orders + shapes + limits + conditions + streams

    private static let authentication: [FaceSwitch] = [
        .choice("authOrder", "which check comes first (B, L.2, M)", ["signatureFirst", "nonceFirst"]),
        .number("nonceWindow", "how far a nonce may lie below the highest, in the key's own unit (B.3)", initial: 0),
        .choice("otp", "whether keys carry a second factor; it is 123456 (B.1)", ["none", "required"]),
        .choice(
            "otpRefusal", "text for a missing or wrong otp (F.4, M)",
            ["EAPI:Invalid otp", "EGeneral:Invalid arguments:otp", "EAPI:Invalid signature", "EAPI:Invalid key"]),
        .choice(
            "addressRefusal", "text for a caller who is not on the key's list (F.4, M)",
            ["EAPI:Invalid key", "EGeneral:Permission denied"]),
        .choice(
            "expiredRefusal", "text for an expired key (F.4, M)", ["EAPI:Invalid key", "EGeneral:Permission denied"]),
        .number(
            "lockoutAfterFailures", "failed authentications of a key before 15 minutes of lockout; 0 never", initial: 20
        ),
        .choice("batchPermission", "what AddOrderBatch needs (F.3)", ["modify", "modifyAndClose"]),
        .choice("keyInfoSpelling", "field names of GetApiKeyInfo (F.1, M)", ["snake", "camel"]),
    ]

    private static let orders: [FaceSwitch] = [
        .choice(
            "postOnly", "a crossing post-only order: accepted, then canceled, or refused (E.3, M)",
            ["accepted", "refused"]),
        .choice(
            "clientIDText", "free client ids: lower case and digits, or any ASCII (E.4, M)", ["lowercase", "ascii"]),
        .choice("validateText", "validate=false means no, or any text means yes (E.3, L.6)", ["literal", "any"]),
        .choice("validateFunds", "whether a dry run looks at funds (E.5)", ["no", "yes"]),
        .choice(
            "sellFeeFlag", "oflags shown for a sell without one; charged is quote either way (C.6, M)",
            ["fciq", "fcib"]),
        .choice("holdIncludesFee", "whether hold_trade of a buy holds the fee too (E.1, M)", ["no", "yes"]),
        .choice("excessDecimals", "a volume finer than the lot is refused or cut (C.5)", ["refuse", "cut"]),
        .choice(
            "index", "whether stops can watch an index, which follows the last trade (E.3)",
            ["available", "unavailable"]),
        .choice("amendBelowExecuted", "order_qty at or below what is executed (E.7)", ["finishes", "refused"]),
        .choice("cancelOverLimit", "a single cancel above the pair's threshold (H.2)", ["refused", "allowed"]),
        .choice("cancelPending", "whether cancels answer pending (E.8)", ["off", "on"]),
        .choice(
            "unknownTxid", "QueryOrders of a foreign txid (E.10, M)",
            ["EOrder:Invalid order", "EQuery:Unknown order", "empty"]),
        .choice(
            "outcome", "what AddOrder answers after or instead of acting (L.4)",
            ["honest", "unavailable", "unavailablePlaced", "gateway", "gatewayPlaced", "internalPlaced", "throttled"]),
    ]

    private static let shapes: [FaceSwitch] = [
        .choice("batchError", "error of one order in a batch (E.6)", ["text", "list"]),
        .choice("countForm", "count of cancels (E.8)", ["number", "text"]),
        .choice("noParent", "refid without a parent order (E.10)", ["null", "None"]),
        .choice("rowNumbers", "times and userref in QueryOrders rows (E.10)", ["number", "text"]),
        .choice(
            "newerFields", "time_in_force, descr.aclass and the newer trade fields (E.10, E.11)",
            ["off", "lower", "upper"]),
        .choice("feeTables", "fees arrays of AssetPairs (A.3, M)", ["filled", "empty"]),
        .choice("tradeVolume", "shape of TradeVolume (A.3, E.2, M)", ["classic", "newer", "withoutMaker"]),
        .choice("feeSchedule", "entry tier of the account (A.3, M)", ["2025", "2026"]),
        .choice("autoEarn", "whether .F lines are shown (A.3)", ["separate", "merged"]),
        .choice("zeroBalances", "whether zero balances are shown (E.1)", ["missing", "shown"]),
    ]

    private static let limits: [FaceSwitch] = [
        .choice("tier", "verification tier of the account (H)", ["intermediate", "starter", "pro"]),
        .choice("historyCost", "cost of Ledgers, TradesHistory and ClosedOrders (H.1, M)", ["4", "2"]),
        .number(
            "publicBurst", "public calls at once per address, one more each second; 0 for no limit (H.1)", initial: 15),
        .number(
            "lockoutAfterRefusals", "refused calls in a row before a minute of lockout; 0 never (H.1)", initial: 10),
    ]

    private static let conditions: [FaceSwitch] = [
        .choice("systemStatus", "state of the venue (D.1)", ["online", "post_only", "cancel_only", "maintenance"]),
        .choice("advisories", "whether maintenance and incidents are announced (D.1)", ["none", "announced"]),
        .choice("background", "whether prices move and others trade", ["live", "frozen"]),
    ]

    private static let streams: [FaceSwitch] = [
        .choice("streamNumbers", "how sockets print small numbers: 0.00000001 or 1e-08 (I.1)", ["plain", "exponent"]),
        .choice("streamTimes", "whether books and tickers carry a timestamp (I.3, I.5)", ["present", "absent"]),
        .choice("streamSnapshots", "whether snapshots come after or before the answer (I.2)", ["after", "before"]),
        .choice("tradeSnapshot", "trades of before when nothing is said about them (I.5)", ["none", "sent"]),
        .choice("emptyExecutions", "snapshot of an account without orders (J.2)", ["frame", "none"]),
        .choice("cancelRows", "a cancel's row, without symbol as recorded or with it (J.2)", ["partial", "whole"]),
        .choice("balanceFrames", "the two rows of a trade in one frame or in two (J.3)", ["one", "two"]),
        .number(
            "streamAttempts", "connections of one address in ten minutes before a ban; 0 for no limit (H.3)",
            initial: 150),
        .number("streamMessages", "messages a second on one socket; 0 for no limit (H.3)", initial: 20),
    ]
}
