import VenueSimulator

extension Luno {
    /// What luno.md leaves open or a test wants to provoke; ``Switches/declared`` lists the settings.
    struct Switches: Sendable {
        fileprivate var settings: FaceSettings

        init(_ chosen: [String: String]) throws(FaceError) {
            settings = try FaceSettings(Self.declared, chosen: chosen)
        }

        /// The switches as they hold for one request.
        func overridden(by chosen: [String: String]) -> Switches {
            var copy = self
            copy.settings = settings.overridden(by: chosen)
            return copy
        }

        func isSet(_ name: String, _ value: String) -> Bool { settings.has(name, value) }
        func text(_ name: String) -> String { settings.text(name) }
        func number(_ name: String) -> Int { settings.number(name) }
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
    var givesMarketsToAnybody: Bool { isSet("keylessStreams", "accepted") }
    var streamKeyErrorIsCredentials: Bool { isSet("streamKeyError", "invalid_credentials") }
    var sessionLimitIsText: Bool { isSet("sessionLimitFrame", "text") }
    var combinesUpdates: Bool { isSet("streamUpdates", "combined") }
    var namesStrangeMakers: Bool { isSet("streamMakers", "strange") }
    var tellsUserSeconds: Bool { isSet("userTimestamps", "seconds") }
    var userReplay: String { text("userReplay") }
    var keepsUsersAlive: Bool { isSet("userKeepAlive", "sent") }
    var completesBeforeFill: Bool { isSet("userComplete", "beforeFill") }
    var streamConnections: Int { number("streamConnections") }
    var snapshotPadding: Int { min(number("snapshotPadding"), 200_000) }
    var visibilityLag: Int64 { settings.visibilityLag }
}
