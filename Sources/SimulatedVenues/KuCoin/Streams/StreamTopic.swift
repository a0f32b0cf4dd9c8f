import VenueSimulator

extension KuCoin {
    /// The topics of one subscription: `/market/level2:BTC-USDT,ETH-USDT` are two (kucoin.md I.3, I.4).
    struct StreamTopics {
        /// The texts under which messages are told.
        let texts: [String]
        let isPrivate: Bool

        /// Market topics that name pairs.
        private static let byPair: Set = [
            "/market/ticker", "/spotMarket/level1", "/spotMarket/level2Depth5", "/spotMarket/level2Depth50",
            "/market/level2", "/market/match", "/callauction/level2Depth50", "/callauction/callauctionData",
        ]
        static let orders = "/spotMarket/tradeOrdersV2"
        static let olderOrders = "/spotMarket/tradeOrders"
        static let balances = "/account/balance"
        static let stops = "/spotMarket/advancedOrders"
        private static let ofAccount: Set = [orders, olderOrders, balances, stops]

        /// Reads a topic; nil for one that the venue does not have, or when one of its names is unknown.
        init?(_ text: String) {
            if Self.ofAccount.contains(text) {
                texts = [text]
                isPrivate = true
                return
            }
            let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else { return nil }
            let names = parts[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard names.allSatisfy({ Self.isKnown($0, of: parts[0]) }) else { return nil }
            texts = names.map { parts[0] + ":" + $0 }
            isPrivate = false
        }

        private static func isKnown(_ name: String, of channel: String) -> Bool {
            let isPair = Markets.bySymbol[name] != nil
            switch channel {
            case "/market/ticker": return isPair || name == "all"
            case "/market/snapshot": return isPair || Markets.zones.contains(name)
            case "/market/candles":
                let parts = name.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
                return parts.count == 2 && Markets.bySymbol[parts[0]] != nil && CandleWidth(rawValue: parts[1]) != nil
            default: return isPair && byPair.contains(channel)
            }
        }
    }
}
