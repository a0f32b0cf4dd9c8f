@testable import SimulatedKraken

extension KrakenSample {
    static let market: [KrakenSample] = [
        KrakenSample(file: "rest-time.json") { try ask("Time") },
        KrakenSample(file: "rest-system-status.json") { try ask("SystemStatus") },
        KrakenSample(file: "rest-system-status-advisory.json") {
            try ask("SystemStatus", ["advisories": "announced", "systemStatus": "cancel_only"])
        },
        KrakenSample(file: "rest-maintenance-schedule.json") {
            try ask("MaintenanceSchedule", ["advisories": "announced"])
        },
        KrakenSample(file: "rest-assets.json", map: ["result"]) { try ask("Assets") },
        pair("XXBTZUSD") { try ask("AssetPairs", query: "pair=XBTUSD") },
        pair("AAPLxUSD") { try ask("AssetPairs", query: "aclass_base=tokenized_asset") },
        pair("XBTUSDT") { try ask("AssetPairs", query: "pair=XBTUSDT") },
        pair("XETHXXBT") { try ask("AssetPairs", ["feeTables": "empty"], query: "pair=ETHXBT") },
        KrakenSample(file: "rest-ticker.json", map: ["result"]) {
            try ask("Ticker", query: "pair=XBTUSD,XBTUSDT")
        },
        KrakenSample(
            file: "rest-order-book.json", map: ["result"],
            waived: [
                "/result/*/asks/*/1": "lots finer than the sample's", "/result/*/bids/*/1": "likewise",
            ]
        ) { try ask("Depth", query: "pair=XBTUSD&count=3") },
        KrakenSample(file: "rest-trades.json", map: ["result"]) {
            try ask("Trades", query: "pair=XBTUSDT&count=5")
        },
        KrakenSample(file: "rest-ohlc.json", map: ["result"]) {
            try ask("OHLC", query: "pair=XBTUSDT")
        },
    ]

    private static func ask(
        _ name: String, _ switches: [String: String] = [:], query: String? = nil
    ) throws -> KrakenReply {
        var client = try KrakenClient(switches)
        return client.ask(name, query)
    }

    private static func pair(_ key: String, _ reach: @escaping @Sendable () throws -> KrakenReply)
        -> KrakenSample
    {
        let reason = "printed without padding, so the places follow the value"
        let waived = ["ordermin", "costmin", "tick_size"].map { ("/result/*/" + $0, reason) }
        return KrakenSample(
            file: "rest-asset-pairs.json", kept: [key], map: ["result"],
            waived: Dictionary(uniqueKeysWithValues: waived), reach: reach)
    }
}
