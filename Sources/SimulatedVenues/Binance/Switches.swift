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
    /// | `visibilityLagMilliseconds` | number | 0 | L.18; every face has it |
    struct Switches: Sendable {
        private var settings: [String: String]

        init(_ chosen: [String: String]) throws(FaceError) {
            settings = [:]
            for declared in Self.all { settings[declared.name] = declared.initial }
            for (name, value) in chosen.sorted(by: { $0.key < $1.key }) { try set(name, value) }
        }

        /// The switches as they hold for one request; a setting that cannot be read changes nothing.
        ///
        /// The server has checked configured switches at start; those of one request come from the fault plan, which
        /// is checked when it is read, so an unreadable one is only possible through a direct call.
        func overridden(by chosen: [String: String]) -> Switches {
            if chosen.isEmpty { return self }
            var copy = self
            for (name, value) in chosen {
                do { try copy.set(name, value) } catch { continue }
            }
            return copy
        }

        private mutating func set(_ name: String, _ value: String) throws(FaceError) {
            guard let declared = Self.all.first(where: { $0.name == name }) else { throw .unknownSwitch(name: name) }
            if declared.settings.isEmpty {
                guard let number = Int(value), number >= 0, number <= Self.largestNumber else {
                    throw .invalidSetting(
                        name: name, value: value, expected: "a number from 0 to \(Self.largestNumber)")
                }
            } else if !declared.settings.contains(value) {
                throw .invalidSetting(
                    name: name,
                    value: value,
                    expected: declared.settings.joined(separator: " or ")
                )
            }
            settings[name] = value
        }

        /// Milliseconds of a year and a half: sums of these with a time cannot overflow.
        private static let largestNumber = 50_000_000_000

        var findsCancelledByClientID: Bool { settings["cancelledFindableByClientID"] == "yes" }
        var clientIDsAreOfTheAccount: Bool { settings["clientIDScope"] == "account" }
        var unknownKeyStatus: Int { number("unknownKeyStatus") }
        var timeoutStatus: Int { number("timeoutStatus") }
        var expiredKeyReads: Bool { settings["expiredKey"] == "trading" }
        var hasWallet: Bool { settings["wallet"] == "on" }
        var filtersWords: Bool { settings["wordFilter"] == "on" }
        var isRegionBlocked: Bool { settings["region"] == "blocked" }
        var paysFeesInBNB: Bool { settings["feesInBNB"] == "on" }
        var isFrozen: Bool { settings["background"] == "frozen" }
        var orderTimeout: String { settings["orderTimeout"] ?? "none" }
        var futureTolerance: Int { number("futureToleranceMilliseconds") }
        var weightLimit: Int { number("weightLimit") }
        var rawRequestLimit: Int { number("rawRequestLimit") }
        var orderLimit10Seconds: Int { number("orderLimit10Seconds") }
        var orderLimitDay: Int { number("orderLimitDay") }
        var banAfterRefusals: Int { number("banAfterRefusals") }
        var visibilityLag: Int64 { Int64(number(FaceSwitch.visibilityLag)) }

        private func number(_ name: String) -> Int { settings[name].flatMap { Int($0) } ?? 0 }
    }
}

extension Binance.Switches {
    private static let lag = FaceSwitch(
        name: FaceSwitch.visibilityLag,
        summary: "milliseconds until reads see the effect of a write (binance.md L.18)",
        settings: [],
        initial: "0"
    )

    private static let all = declared + [lag]

    /// The switches of this face as hosts and conformance runs list them.
    static let declared: [FaceSwitch] = [
        choice("cancelledFindableByClientID", "a cancelled order is found by its placement id (M)", ["yes", "no"]),
        choice("clientIDScope", "where an open client id must be unique (M)", ["symbol", "account"]),
        choice("unknownKeyStatus", "HTTP status of -2008 (M)", ["401", "400"]),
        choice("timeoutStatus", "HTTP status of -1007 (M)", ["504", "500", "503"]),
        choice("expiredKey", "what an expired key may no longer do (F)", ["everything", "trading"]),
        choice("wallet", "whether /sapi exists; Testnet and Demo have none (A)", ["on", "off"]),
        choice("wordFilter", "403 for SQL keywords in values (A)", ["on", "off"]),
        choice("region", "451 for every call (F)", ["open", "blocked"]),
        choice("orderTimeout", "-1007 for every order write (L.19)", ["none", "placed", "notPlaced"]),
        choice("feesInBNB", "the account pays fees with BNB (C)", ["off", "on"]),
        choice("background", "whether prices move and others trade", ["live", "frozen"]),
        number("futureToleranceMilliseconds", "how far a timestamp may be ahead (B.3)", 1_000),
        number("weightLimit", "request weight per address and minute (H)", 6_000),
        number("rawRequestLimit", "requests per address and five minutes (H)", 300_000),
        number("orderLimit10Seconds", "unfilled orders per ten seconds (H, M)", 100),
        number("orderLimitDay", "unfilled orders per day (H, M)", 200_000),
        number("banAfterRefusals", "429s within a minute before 418; 0 never bans (H)", 10),
    ]

    private static func choice(_ name: String, _ summary: String, _ settings: [String]) -> FaceSwitch {
        FaceSwitch(name: name, summary: summary, settings: settings, initial: settings.first ?? "")
    }

    private static func number(_ name: String, _ summary: String, _ initial: Int) -> FaceSwitch {
        FaceSwitch(name: name, summary: summary, settings: [], initial: String(initial))
    }
}
