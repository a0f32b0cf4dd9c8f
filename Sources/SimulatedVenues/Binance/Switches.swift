import VenueSimulator

extension Binance {
    /// What binance.md leaves open or a test wants to provoke, one line each.
    ///
    /// | name | settings | initial | where |
    /// |---|---|---|---|
    /// | `cancelledFindableByClientID` | yes, no | yes | E.3, M: document against recorded row |
    /// | `clientIDScope` | symbol, account | symbol | E.3, M |
    /// | `unknownKeyStatus` | 401, 400 | 401 | F, M |
    /// | `timeoutStatus` | 504, 500, 503 | 504 | M: HTTP number of -1007 |
    /// | `expiredKey` | everything, trading | everything | F: lapsed permission or revoked key |
    /// | `wallet` | on, off | on | A: Testnet and Demo have no /sapi |
    /// | `wordFilter` | on, off | on | A: SQL keywords in values may meet the firewall |
    /// | `region` | open, blocked | open | F: 451 |
    /// | `orderTimeout` | none, placed, notPlaced | none | L.19: -1007 on every order write |
    /// | `futureToleranceMilliseconds` | number | 1000 | B.3 |
    /// | `feesInBNB` | off, on | off | C: "pay fees with BNB" of the account |
    /// | `background` | live, frozen | live | whether prices move and others trade |
    /// | `weightLimit` | number | 6000 | H |
    /// | `rawRequestLimit` | number | 300000 | H (61000 before 2026-04) |
    /// | `orderLimit10Seconds` | number | 100 | H, M: 50 or 100 |
    /// | `orderLimitDay` | number | 200000 | H, M: 160000 or 200000 |
    /// | `banAfterRefusals` | number | 10 | H: 429s in a row before 418; the number is a choice |
    /// | `streamErrors` | nested, flat | nested | I: two shapes were seen |
    /// | `streamMessageLimit` | number | 5 | H: control messages a second; bursts of five were seen to be too many |
    /// | `streamLifeSeconds` | number | 86400 | I: 24 h at most |
    /// | `shutdownNoticeSeconds` | number | 0 | I: `serverShutdown` before the end of a life; 0 for none |
    /// | `stopTriggerEvent` | new, none | new | M: extra event when a stop triggers |
    /// | `amendOriginalID` | previous, empty | previous | M: `C` on REPLACED events |
    /// | `visibilityLagMilliseconds` | number | 0 | L.18; every face has it |
    struct Switches: Sendable {
        private var settings: FaceSettings

        init(_ chosen: [String: String]) throws(FaceError) {
            settings = try FaceSettings(Self.declared, chosen: chosen)
        }

        /// The switches as they hold for one request.
        func overridden(by chosen: [String: String]) -> Switches {
            var copy = self
            copy.settings = settings.overridden(by: chosen)
            return copy
        }

        var findsCancelledByClientID: Bool { settings.has("cancelledFindableByClientID", "yes") }
        var clientIDsAreOfTheAccount: Bool { settings.has("clientIDScope", "account") }
        var unknownKeyStatus: Int { settings.number("unknownKeyStatus") }
        var timeoutStatus: Int { settings.number("timeoutStatus") }
        var expiredKeyReads: Bool { settings.has("expiredKey", "trading") }
        var hasWallet: Bool { settings.has("wallet", "on") }
        var filtersWords: Bool { settings.has("wordFilter", "on") }
        var isRegionBlocked: Bool { settings.has("region", "blocked") }
        var paysFeesInBNB: Bool { settings.has("feesInBNB", "on") }
        var isFrozen: Bool { settings.has("background", "frozen") }
        var orderTimeout: String { settings.text("orderTimeout") }
        var futureTolerance: Int { settings.number("futureToleranceMilliseconds") }
        var weightLimit: Int { settings.number("weightLimit") }
        var rawRequestLimit: Int { settings.number("rawRequestLimit") }
        var orderLimit10Seconds: Int { settings.number("orderLimit10Seconds") }
        var orderLimitDay: Int { settings.number("orderLimitDay") }
        var banAfterRefusals: Int { settings.number("banAfterRefusals") }
        var visibilityLag: Int64 { settings.visibilityLag }
        var hasFlatStreamErrors: Bool { settings.has("streamErrors", "flat") }
        var tellsTriggers: Bool { settings.has("stopTriggerEvent", "new") }
        var namesAmendedID: Bool { settings.has("amendOriginalID", "previous") }
        var streamMessageLimit: Int { settings.number("streamMessageLimit") }
        var streamLife: Int64 { Int64(settings.number("streamLifeSeconds")) &* 1_000 }
        var shutdownNotice: Int64 { Int64(settings.number("shutdownNoticeSeconds")) &* 1_000 }
    }
}

extension Binance.Switches {
    /// The switches of this face as hosts and conformance runs list them.
    static let declared: [FaceSwitch] = [
        .choice("cancelledFindableByClientID", "a cancelled order is found by its placement id (M)", ["yes", "no"]),
        .choice("clientIDScope", "where an open client id must be unique (M)", ["symbol", "account"]),
        .choice("unknownKeyStatus", "HTTP status of -2008 (M)", ["401", "400"]),
        .choice("timeoutStatus", "HTTP status of -1007 (M)", ["504", "500", "503"]),
        .choice("expiredKey", "what an expired key may no longer do (F)", ["everything", "trading"]),
        .choice("wallet", "whether /sapi exists; Testnet and Demo have none (A)", ["on", "off"]),
        .choice("wordFilter", "403 for SQL keywords in values (A)", ["on", "off"]),
        .choice("region", "451 for every call (F)", ["open", "blocked"]),
        .choice("orderTimeout", "-1007 for every order write (L.19)", ["none", "placed", "notPlaced"]),
        .choice("feesInBNB", "the account pays fees with BNB (C)", ["off", "on"]),
        .choice("background", "whether prices move and others trade", ["live", "frozen"]),
        .number("futureToleranceMilliseconds", "how far a timestamp may be ahead (B.3)", initial: 1_000),
        .number("weightLimit", "request weight per address and minute (H)", initial: 6_000),
        .number("rawRequestLimit", "requests per address and five minutes (H)", initial: 300_000),
        .number("orderLimit10Seconds", "unfilled orders per ten seconds (H, M)", initial: 100),
        .number("orderLimitDay", "unfilled orders per day (H, M)", initial: 200_000),
        .choice("streamErrors", "the shape of a control message's refusal (I)", ["nested", "flat"]),
        .choice("stopTriggerEvent", "the event when a stop triggers (M)", ["new", "none"]),
        .choice("amendOriginalID", "C of REPLACED events (M)", ["previous", "empty"]),
        .number("streamMessageLimit", "control messages a second and connection before 1008 (H)", initial: 5),
        .number("streamLifeSeconds", "when a connection is ended (I)", initial: 86_400),
        .number("shutdownNoticeSeconds", "how long before that serverShutdown is sent; 0 never (I)", initial: 0),
        .number("banAfterRefusals", "429s within a minute before 418; 0 never bans (H)", initial: 10),
    ]
}
