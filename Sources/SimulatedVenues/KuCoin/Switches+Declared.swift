import VenueSimulator

extension KuCoin.Switches {
    /// The switches of this face as hosts and conformance runs list them; the first setting is the initial one.
    static let declared: [FaceSwitch] = [
        choice(.accountMode, "selfAccountMode of the account (0)", ["CLASSIC", "UNIFIED"]),
        choice(.unifiedClassicOrders, "classic order calls of a UNIFIED account (Annex 2.1)", ["refused", "work"]),
        choice(.utaRefusal, "code of a unified call on a classic account (0)", ["116104", "112010", "100040"]),
        choice(
            .marketFunds, "whether the fee of a market buy comes on top of funds (Annex 2.2)", ["onTop", "included"]),
        choice(.emptyActive, "data of an empty list of active orders (Annex 2.3)", ["list", "null"]),
        choice(.unknownSymbolOnReads, "market reads of an unknown symbol (Annex 2.4)", ["null", "900001", "400100"]),
        choice(.unknownSymbolOnPlace, "orders on an unknown symbol (Annex 2.4)", ["900001", "400100"]),
        choice(.testChecksBalance, "whether orders/test looks at the balance (Annex 2.5)", ["no", "yes"]),
        choice(.stopOrderID, "id of the order after a stop trigger (Annex 2.6)", ["new", "kept"]),
        choice(.stopHoldsFunds, "whether a waiting stop order holds funds (Annex 2.6)", ["no", "yes"]),
        choice(.tokenContentType, "content type of a POST without a body (A, B.2, L.1)", ["any", "json"]),
        choice(.firstCheck, "what is checked first (Annex 2.7)", ["passphrase", "signature"]),
        choice(.candleEnd, "the bound endAt of candles (Annex 2.9)", ["exclusive", "inclusive"]),
        choice(.retention, "days that done orders are kept: canceled and other (Annex 2.11)", ["2and7", "3"]),
        choice(.deadCancelStops, "whether the dead man's switch reaches stop orders (Annex 2.12)", ["no", "yes"]),
        choice(.historyWindow, "longest startAt..endAt of done and fills (E.7)", ["unlimited", "sevenDays"]),
        choice(.parameterStatus, "HTTP status of missing or illegal parameters (G.1)", ["400", "200"]),
        choice(.incrementCode, "code of a price off the tick (C.3)", ["400100", "300000"]),
        choice(.duplicateCode, "code of a used clientOid (E.3)", ["400100", "102426"]),
        choice(.unknownOrderCode, "code of an unknown order (A)", ["400100", "order_not_exist"]),
        choice(.addressText, "whether 400006 names the address (F)", ["plain", "named"]),
        choice(.syncTimes, "times of sync answers (E.2)", ["number", "text"]),
        choice(.priceProtection, "limit orders beyond the price limit (E.3)", ["refuse", "cancel", "off"]),
        choice(.failedFillOrKill, "a FOK that cannot fill (E.3)", ["canceled", "refused"]),
        choice(.alterSize, "whether newSize counts what the old order has filled (E.3)", ["total", "remaining"]),
        choice(.cancelBeforeVisible, "cancel of an order that is not visible yet (K12)", ["accepted", "refused"]),
        choice(.keyVersion, "KC-API-KEY-VERSION that keys answer to (B.1)", ["any", "3", "2"]),
        choice(.orderTimeout, "lost answer of every order write (L)", ["none", "placed", "notPlaced"]),
        choice(.timeoutBody, "how a lost answer looks (G.4)", ["500000", "408000"]),
        choice(.systemOverload, "429000 with budget left on every call (H.3)", ["off", "on"]),
        choice(.cdnLimit, "error 1015 above 500 requests in 10 s (H.3)", ["off", "on"]),
        choice(.venueStatus, "status of the whole venue (D)", ["open", "cancelonly", "close"]),
        choice(.background, "whether prices move and others trade", ["live", "frozen"]),
        choice(.tradeHF, "whether the trading wallet is called trade_hf (E.1)", ["no", "yes"]),
        number(.placementDelayMilliseconds, "until a new order can be queried (L)", 50),
        number(.cancelDelayMilliseconds, "between a cancel's answer and the cancel (L)", 20),
        number(.vipLevel, "VIP level 0 to 12 of the account (H.1)", 0),
        number(.spotBudget, "Spot weight per 30 s; 0 follows the VIP level (H.1)", 0),
        number(.managementBudget, "Management weight per 30 s; 0 follows the VIP level (H.1)", 0),
        number(.publicBudget, "Public weight per address and 30 s (H.1)", 2_000),
        choice(.streamScheme, "scheme of the told stream endpoint, where no header tells it (I.1)", ["ws", "wss"]),
        choice(.mergedRows, "numbers of levels that changed again (I.5)", ["omitted", "zeroPrice"]),
        choice(.orderTimeUnit, "unit of orderTime in order events (J.2)", ["ms", "ns"]),
        choice(.tickerTimeKey, "how the ticker's time is spelt (I.4)", ["time", "Time"]),
        choice(.firstSubscribe, "first subscription of a connection (I.3)", ["taken", "ignored"]),
        choice(.marketStopsOnStream, "whether market stops are on the stream (E.4)", ["told", "silent"]),
        number(.streamSessions, "connections of the user (H.4)", 50),
        number(.streamConnectionsPerMinute, "new connections per minute (H.4)", 30),
        number(.streamTopics, "topics of a connection: 300 or 400 (H.4)", 300),
        number(.streamMessages, "messages of a client in 10 s (H.4)", 100),
        number(.welcomeDelayMilliseconds, "between the upgrade and the welcome (I.1)", 0),
        number(.streamSilenceSeconds, "without a JSON ping until the venue closes (I.2)", 60),
        number(.streamLifeSeconds, "age of a connection (I.1)", 86_400),
        number(.tokenLifeSeconds, "age of a token (I.1)", 86_400),
    ]

    private static func choice(_ name: Name, _ summary: String, _ settings: [String]) -> FaceSwitch {
        .choice(name.rawValue, summary, settings)
    }

    private static func number(_ name: Name, _ summary: String, _ initial: Int) -> FaceSwitch {
        .number(name.rawValue, summary, initial: initial)
    }
}
