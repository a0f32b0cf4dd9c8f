import VenueSimulator

extension VALR {
    /// What valr.md leaves open or a test wants to provoke; ``Switches/declared`` lists the settings.
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

        func isSet(_ name: String, _ value: String) -> Bool { settings.has(name, value) }
        func text(_ name: String) -> String { settings.text(name) }
        func number(_ name: String) -> Int64 { Int64(settings.number(name)) }

        /// How long reads miss the effect of this request (valr.md E.11, L.19).
        var visibilityLag: Int64 { settings.visibilityLag }
    }
}

extension VALR.Switches {
    var receiveWindow: Int64 { number("receiveWindowMilliseconds") }
    var refusesRepeats: Bool { isSet("repeatedSignature", "refused") }
    var signsDecodedTarget: Bool { isSet("escapedQuery", "decoded") }
    var missingKeyHasBody: Bool { isSet("missingKeyBody", "json") }
    var unknownKeyHasCode: Bool { isSet("unknownKeyBody", "code") }
    var permissionStatus: Int { Int(number("missingPermissionStatus")) }
    var acceptsVectors: Bool { isSet("exampleKey", "on") }
    var hasFragments: Bool { isSet("unknownCodeWording", "telling") }
    var takesJSONNumbers: Bool { isSet("jsonNumbers", "accepted") }
    var capsLimits: Bool { isSet("limitAboveMaximum", "capped") }
    var takesDashesOnV2: Bool { isSet("dashesOnV2", "accepted") }
    var duplicateMakesOrder: Bool { isSet("duplicateClientOrderID", "order") }
    var refusesPostOnly: Bool { isSet("postOnlyAnswer", "refused") }
    var postOnlyIsCancelled: Bool { isSet("postOnlyStatus", "Cancelled") }
    var refusesUnmatched: Bool { isSet("unmatchedAnswer", "refused") }
    var partlyFilledEnd: String { text("partlyFilledEnd") }
    var killedEnd: String { text("killedFillOrKill") }
    var quoteOrderQuantities: String { text("quoteOrderQuantities") }
    var v2TakesReprice: Bool { isSet("v2PostOnlyReprice", "accepted") }
    var flipsBuyStops: Bool { isSet("buyStopDirection", "sameAsSell") }
    var closedCancel: String { text("cancelOfClosed") }
    var unknownOrder: String { text("unknownOrder") }
    var findsFirstReuse: Bool { isSet("reusedClientOrderID", "first") }
    var modifyCrossingIsRefused: Bool { isSet("modifyCrossing", "refused") }
    var historyListsOpen: Bool { isSet("historyListsOpen", "yes") }
    var v2CountsPerMinute: Bool { isSet("v2Limits", "minute") }
    var hasLimits: Bool { isSet("rateLimits", "on") }
    var publicLimit: Int { Int(number("publicCallsPerMinute")) }
    var rateLimitBody: String { text("rateLimitBody") }
    var hasCache: Bool { isSet("publicCache", "on") }
    var isReadOnly: Bool { isSet("readOnly", "on") }
    var paysMakers: Bool { isSet("makerFee", "reward") }
    var slippageGuard: String { text("slippageGuard") }
    var slippageBand: Int64 { number("slippageBandPercent") }
    var isFrozen: Bool { isSet("background", "frozen") }
    var orderWriteFault: String { text("orderWriteFault") }
    var v1Delay: Int64 { number("v1DelayMilliseconds") }
    var historyLag: Int64 { number("historyLagMilliseconds") }
    var sendsEmptyFields: Bool { isSet("emptyFields", "empty") }
    var answersSubscribe: Bool { isSet("subscribedAnswer", "sent") }
    var beginsAllAnew: Bool { isSet("resubscribedPairs", "all") }
    var missingPairsAreAll: Bool { isSet("missingPairs", "all") }
    var pongField: String { text("pongField") }
    var summaryPairKey: String { text("summaryPairKey") }
    var tellsTradeIDs: Bool { isSet("tradeIDs", "told") }
    var sendsGrowingBuckets: Bool { isSet("bucketStream", "growing") }
    var bucketPeriods: [Int64] { ["both": [60, 300], "minute": [60]][text("bucketPeriods")] ?? [300] }
    var wrapsOpenOrders: Bool { isSet("openOrdersShape", "object") }
    var shufflesAccountEvents: Bool { isSet("accountEventOrder", "shuffled") }
    var tellsRestingPostOnly: Bool { isSet("restingPostOnlyStatus", "told") }
    var tellsStreamFees: Bool { isSet("streamFillFees", "told") }
    var sendsEmptyTexts: Bool { isSet("emptyTextFrames", "some") }
    var aggregatedPause: Int64 { number("aggregatedMilliseconds") }
    var summaryPause: Int64 { number("summaryMilliseconds") }
    var pingTimeout: Int64 { number("silentClientSeconds") }
}
