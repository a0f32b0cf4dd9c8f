import VenueSimulator

@testable import SimulatedBinance

extension BinanceSample {
    static let market: [BinanceSample] = [
        BinanceSample(file: "rest-time.json") { try ask("time") },
        BinanceSample(file: "rest-exchange-info.json", kind: .recorded, keptElements: ("symbols", 1)) {
            try ask("exchangeInfo", "symbol=TSLABUSDT")
        },
        BinanceSample(file: "rest-order-book.json", kind: .recorded) { try ask("depth", "symbol=BTCUSDT&limit=10") },
        BinanceSample(file: "rest-trades.json") { try ask("trades", "symbol=BTCUSDT&limit=3") },
        BinanceSample(file: "rest-agg-trades.json", kind: .recorded) { try ask("aggTrades", "symbol=BTCUSDT&limit=3") },
        BinanceSample(file: "rest-klines.json") { try ask("klines", "symbol=BTCUSDT&interval=1m&limit=3") },
        BinanceSample(file: "rest-ticker-24hr.json", kind: .recorded) { try ask("ticker/24hr", "symbol=BTCUSDT") },
        BinanceSample(file: "rest-ticker-24hr-all-mini.json") {
            try ask("ticker/24hr", "symbols=%5B%22BNBUSDT%22%2C%22LTCBTC%22%5D&type=MINI")
        },
        BinanceSample(file: "rest-ticker-price-all.json") { try ask("ticker/price") },
        BinanceSample(file: "rest-book-ticker-all.json") { try ask("ticker/bookTicker") },
        BinanceSample(file: "rest-avg-price.json") { try ask("avgPrice", "symbol=BTCUSDT") },
        BinanceSample(file: "rest-execution-rules.json") { try ask("executionRules", "symbol=BTCUSDT") },
        BinanceSample(file: "rest-reference-price.json", part: "set") { try ask("referencePrice", "symbol=BTCUSDT") },
        BinanceSample(file: "rest-reference-price.json", part: "unset") { try ask("referencePrice", "symbol=ETHUSDT") },
        BinanceSample(file: "rest-reference-price.json", part: "neverSet", status: 400) {
            try ask("referencePrice", "symbol=LTCBTC")
        },
    ]

    private static func ask(_ path: String, _ query: String? = nil) throws -> BinanceReply {
        var client = try BinanceClient()
        return client.send("GET", "/api/v3/" + path, query)
    }
}
