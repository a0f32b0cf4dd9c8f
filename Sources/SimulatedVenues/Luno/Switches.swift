import VenueSimulator

extension Luno {
    /// What luno.md leaves open or a test wants to provoke; ``Switches/declared`` lists the settings.
    struct Switches: Sendable {
        private var settings: [String: String]

        init(_ chosen: [String: String]) throws(FaceError) {
            settings = [:]
            for declared in Self.all { settings[declared.name] = declared.initial }
            for (name, value) in chosen.sorted(by: { $0.key < $1.key }) { try set(name, value) }
        }

        /// The switches as they hold for one request; a setting that cannot be read changes nothing, because the
        /// server has checked the plan it comes from.
        func overridden(by chosen: [String: String]) -> Switches {
            if chosen.isEmpty { return self }
            var copy = self
            for (name, value) in chosen {
                do { try copy.set(name, value) } catch { continue }
            }
            return copy
        }

        private mutating func set(_ name: String, _ value: String) throws(FaceError) {
            guard let declared = Self.byName[name] else { throw .unknownSwitch(name: name) }
            if declared.settings.isEmpty {
                guard let number = Int(value), number >= 0, number <= Self.largestNumber else {
                    throw .invalidSetting(
                        name: name, value: value, expected: "a number from 0 to \(Self.largestNumber)")
                }
            } else if !declared.settings.contains(value) {
                throw .invalidSetting(
                    name: name, value: value, expected: declared.settings.joined(separator: " or "))
            }
            settings[name] = value
        }

        /// Milliseconds of a year and a half: sums of these with a time cannot overflow.
        private static let largestNumber = 50_000_000_000

        func isSet(_ name: String, _ value: String) -> Bool { settings[name] == value }
        func text(_ name: String) -> String { settings[name] ?? "" }
        func number(_ name: String) -> Int { settings[name].flatMap { Int($0) } ?? 0 }
    }
}

extension Luno.Switches {
    var wrongSecretIsPlain: Bool { isSet("wrongSecretBody", "plain") }
    var permissionStatus: Int { number("permissionStatus") }
    var acceptsVectors: Bool { isSet("exampleKeys", "on") }
    var refusesCrossingPostOnly: Bool { isSet("postOnlyCrossing", "error") }
    var deadlineStatus: Int { number("deadlineStatus") }
    var placesExpired: Bool { isSet("expiredDeadline", "placed") }
    var feesInCounter: Bool { isSet("feeCurrency", "counter") }
    var hasMakerRebate: Bool { isSet("makerFee", "rebate") }
    var counterScaleIsPriceScale: Bool { isSet("counterVolumeScale", "price") }
    var cancelsWaitingStops: Bool { isSet("stopCancelWhileAwaiting", "yes") }
    var marketOrderLimits: String { text("marketOrderLimits") }
    var hidesNewOrders: Bool { isSet("newOrderReads", "notFound") }
    var acceptanceDelay: Int64 { Int64(number("acceptanceDelayMilliseconds")) }
    var limitsByAddress: Bool { isSet("rateLimitScope", "address") }
    var plainRateLimit: Bool { isSet("rateLimitBody", "plain") }
    var rateLimit: Int { number("rateLimitPerMinute") }
    var ledgerNumbersAreText: Bool { isSet("ledgerNumbers", "string") }
    var refusesTrailingZeros: Bool { isSet("trailingZeros", "refused") }
    var orderNotFoundStatus: Int { number("orderNotFoundStatus") }
    var haltedMarketOrderIsUnavailable: Bool { isSet("haltedMarketOrder", "ErrMarketUnavailable") }
    var stopUnknown: String { text("stopUnknownOrder") }
    var cancelDelay: Int64 { Int64(number("cancelDelayMilliseconds")) }
    var hasRunningCandle: Bool { isSet("runningCandle", "included") }
    var balanceIsAvailable: Bool { isSet("balanceField", "available") }
    var listsTradesDescending: Bool { isSet("defaultTradeOrder", "descending") }
    var emptyListsAreNull: Bool { isSet("emptyLists", "null") }
    var hasSavingsAccount: Bool { isSet("savingsAccount", "on") }
    var isFrozen: Bool { isSet("background", "frozen") }
    var marketStatus: String { text("marketStatus") }
    var marketsAreForeign: Bool { isSet("country", "elsewhere") }
    var orderWriteFault: String { text("orderWriteFault") }
    var fillLag: Int64 { Int64(number("fillLagMilliseconds")) }
    var liquidityPercent: Int { number("liquidityPercent") }
    var visibilityLag: Int64 { Int64(number(FaceSwitch.visibilityLag)) }
}
