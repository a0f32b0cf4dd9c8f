import VenueSimulator

extension VALR.Switches {
    /// The switches of this face as hosts and conformance runs list them.
    static let declared: [FaceSwitch] = authentication + orders + reads + service + streams

    private static let authentication = [
        number("receiveWindowMilliseconds", "how far a timestamp may be off; 0 is no check (B.3, M.1)", 30_000),
        choice("repeatedSignature", "the same timestamp and signature again (B.3, M.2)", ["refused", "accepted"]),
        choice("escapedQuery", "what is signed: the target as sent or percent-decoded (B.2)", ["literal", "decoded"]),
        choice("missingKeyBody", "the 403 without key headers or content type (F)", ["json", "empty"]),
        choice(
            "unknownKeyBody", "the 401 of an unknown key: with an invented code or without (F, M.3)", ["code", "text"]),
        choice("missingPermissionStatus", "status when the key may not trade (F, M.3)", ["403", "401"]),
        choice("exampleKey", "whether the documentation's example key is valid (B.5)", ["off", "on"]),
    ]

    private static let orders = [
        choice("unknownCodeWording", "texts of errors whose code is unknown (G.2, M.3)", ["telling", "opaque"]),
        choice("jsonNumbers", "numbers instead of strings in order bodies (A.1)", ["refused", "accepted"]),
        choice("dashesOnV2", "dashes in a customerOrderId on v2 (E.4)", ["accepted", "refused"]),
        choice("duplicateClientOrderID", "a repeated id on v2: an order record or none (E.4, M.3)", ["none", "order"]),
        choice("postOnlyAnswer", "v2 answer to a crossing post-only order (M.3)", ["refused", "accepted"]),
        choice("postOnlyStatus", "its final state (E.10)", ["Failed", "Cancelled"]),
        choice("unmatchedAnswer", "v2 answer to IOC, FOK or market without a match (E.10)", ["refused", "accepted"]),
        choice(
            "partlyFilledEnd", "final state of a partly filled IOC (M.4)", ["Cancelled", "Partially Filled", "Failed"]),
        choice("killedFillOrKill", "final state of a killed FOK (M.4)", ["Failed", "Cancelled", "Expired"]),
        choice("quoteOrderQuantities", "quantities of orders by quoteAmount (M.8)", ["executed", "quote", "zero"]),
        choice("v2PostOnlyReprice", "postOnlyReprice on v2 (E.3)", ["ignored", "accepted"]),
        choice("buyStopDirection", "when BUY stops trigger (E.3, M.9)", ["inferred", "sameAsSell"]),
        choice("cancelOfClosed", "v2 cancel of a closed order (E.7, M.7)", ["400", "404", "200"]),
        choice("modifyCrossing", "v2 answer to a modify that would match (E.6)", ["refused", "accepted"]),
        choice("makerFee", "makers pay 0.08 %, or receive 0.01 % (C.4)", ["paid", "reward"]),
        choice("slippageGuard", "orders that match outside the band (E.10)", ["off", "fail", "reprice"]),
        number("slippageBandPercent", "width of that band (E.10)", 5),
        number("v1DelayMilliseconds", "until a v1 or batch request is acted on (L.17)", 20),
    ]

    private static let reads = [
        choice("unknownOrder", "status of an unknown order (E.8)", ["400", "404"]),
        choice("reusedClientOrderID", "which order a reused id finds (E.4, M.10)", ["latest", "first"]),
        choice("historyListsOpen", "open orders in the history without statuses (E.9)", ["no", "yes"]),
        choice("limitAboveMaximum", "a page limit above the maximum (E.9)", ["refused", "capped"]),
        choice("emptyFields", "an absent customerOrderId: missing or empty (A.1)", ["missing", "empty"]),
        number("historyLagMilliseconds", "until history endpoints show an order (E.11)", 0),
    ]

    private static let service = [
        choice("rateLimits", "whether calls are counted (H)", ["on", "off"]),
        choice("v2Limits", "what v2 writes count against (H, M.5)", ["minute", "second"]),
        number("publicCallsPerMinute", "30, or 10 in the older text (D)", 30),
        choice("rateLimitBody", "the body of a 429 (G)", ["html", "empty", "json"]),
        choice("publicCache", "whether reads come from a cache (D, L.21)", ["on", "off"]),
        choice("readOnly", "503 for writes (D.1, L.19)", ["off", "on"]),
        choice("background", "whether prices move and others trade", ["live", "frozen"]),
        choice(
            "orderWriteFault", "order writes answer with a gateway page, done or not (G.1, L.19)",
            ["none", "placed", "lost"]),
    ]

    private static let streams = [
        choice("subscribedAnswer", "whether a SUBSCRIBE is answered by SUBSCRIBED (I.2)", ["sent", "silent"]),
        choice("resubscribedPairs", "which pairs of a list begin anew with a SUBSCRIBE (I.2)", ["all", "added"]),
        choice("missingPairs", "what a SUBSCRIBE without pairs asks for (I.2)", ["all", "none"]),
        choice("pongField", "the field of a PONG that says NO_SUBSCRIPTIONS (I.3)", ["message", "data"]),
        choice("summaryPairKey", "the pair in summaries (I.8)", ["currencyPairSymbol", "currencyPair"]),
        choice("tradeIDs", "whether public trades tell their id (I.8)", ["told", "missing"]),
        choice("bucketStream", "buckets while they grow, or only when they are over (I.8)", ["growing", "closed"]),
        choice("bucketPeriods", "lengths that come on the stream (I.8)", ["both", "minute", "fiveMinutes"]),
        choice("openOrdersShape", "the list of open orders, or an object with it (J.2)", ["list", "object"]),
        choice("accountEventOrder", "the order of account events (J.2, L.23)", ["natural", "shuffled"]),
        choice(
            "restingPostOnlyStatus", "whether a resting post-only order tells Placed (J.2, K.8)", ["told", "silent"]),
        choice("streamFillFees", "fees of fills on the socket (J.2)", ["told", "missing"]),
        choice("emptyTextFrames", "empty texts now and then (I.3)", ["none", "some"]),
        number("aggregatedMilliseconds", "the least time between two aggregated books of a pair (I.4)", 100),
        number("summaryMilliseconds", "the least time between two summaries of a pair (I.8)", 1_000),
        number("silentClientSeconds", "until a socket without pings is dropped; 0 is never (I.3)", 90),
    ]

    private static func choice(_ name: String, _ summary: String, _ settings: [String]) -> FaceSwitch {
        .choice(name, summary, settings)
    }

    private static func number(_ name: String, _ summary: String, _ initial: Int) -> FaceSwitch {
        .number(name, summary, initial: initial)
    }
}
