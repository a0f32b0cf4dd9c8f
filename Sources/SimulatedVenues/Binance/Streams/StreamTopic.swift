import VenueSimulator

extension Binance {
    /// What a stream's name means (binance.md I). Kinds that this venue does not send are nil, as are symbols that do
    /// not exist: a venue takes them and stays silent.
    struct StreamTopic: Sendable {
        enum Kind: Sendable {
            case depth(every: Int64)
            case partialDepth(levels: Int, every: Int64)
            case trade
            case aggTrade
            case bookTicker
            case ticker
            case miniTicker
            case candle(interval: String, zoneSeconds: Int64)
            case averagePrice
            case referencePrice
        }

        let market: Market
        let kind: Kind

        init?(_ name: String) {
            let parts = name.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
            guard parts.count >= 2, let market = Self.markets[parts[0]],
                let kind = Self.kind(Array(parts.dropFirst()))
            else { return nil }
            self.market = market
            self.kind = kind
        }

        /// Whether a name has the form of one: something, `@`, something.
        static func isWellFormed(_ name: String) -> Bool {
            let parts = name.split(separator: "@", omittingEmptySubsequences: false)
            return (2...3).contains(parts.count) && parts.allSatisfy { !$0.isEmpty && !$0.contains { $0.isWhitespace } }
        }

        /// A symbol in lower case: of ASCII letters only (binance.md C).
        static func lowercased(_ symbol: String) -> String {
            String(decoding: symbol.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
        }

        private static let markets = Dictionary(
            uniqueKeysWithValues: Markets.all.map { (lowercased($0.symbol), $0) })

        private static func kind(_ words: [String]) -> Kind? {
            let speed: Int64
            switch words.dropFirst().first {
            case nil: speed = 1_000
            case "100ms" where words.count == 2: speed = 100
            case let zone?:
                guard zone == "+08:00", words.count == 2, let interval = interval(words[0]) else { return nil }
                return .candle(interval: interval, zoneSeconds: 28_800)
            }
            switch words[0] {
            case "depth": return .depth(every: speed)
            case "depth5": return .partialDepth(levels: 5, every: speed)
            case "depth10": return .partialDepth(levels: 10, every: speed)
            case "depth20": return .partialDepth(levels: 20, every: speed)
            default: return words.count == 1 ? plain(words[0]) : nil
            }
        }

        private static func plain(_ word: String) -> Kind? {
            switch word {
            case "trade": .trade
            case "aggTrade": .aggTrade
            case "bookTicker": .bookTicker
            case "ticker": .ticker
            case "miniTicker": .miniTicker
            case "avgPrice": .averagePrice
            case "referencePrice": .referencePrice
            default: interval(word).map { .candle(interval: $0, zoneSeconds: 0) }
            }
        }

        private static func interval(_ word: String) -> String? {
            guard word.hasPrefix("kline_") else { return nil }
            let interval = String(word.dropFirst(6))
            return Interval.span(interval, zoneSeconds: 0) == nil ? nil : interval
        }
    }
}
