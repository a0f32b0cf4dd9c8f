public import AdapterProtocol

/// A market whose engine is watched, and what the venue calls it.
public struct WatchedMarket: Sendable, Hashable {
    /// The market.
    public let symbol: Symbol
    /// Its name in REST paths and queries.
    public let name: String
    /// Its name in messages, where that is another one (Kraken).
    public let streamName: String

    /// A market.
    public init(_ symbol: Symbol, _ name: String, onStreams streamName: String? = nil) {
        self.symbol = symbol
        self.name = name
        self.streamName = streamName ?? name
    }

    /// Three busy markets of a venue, the first of which every venue's own tests trade on.
    public static func markets(of venue: String) -> [WatchedMarket] {
        let names: [(String, String, String?)] =
            switch venue {
            case "luno": [("BTC/ZAR", "XBTZAR", nil), ("ETH/ZAR", "ETHZAR", nil), ("BTC/USDT", "XBTUSDT", nil)]
            case "binance": [("BTC/USDT", "BTCUSDT", nil), ("ETH/USDT", "ETHUSDT", nil), ("BNB/USDT", "BNBUSDT", nil)]
            case "kucoin":
                [("BTC/USDT", "BTC-USDT", nil), ("ETH/USDT", "ETH-USDT", nil), ("LTC/USDT", "LTC-USDT", nil)]
            case "kraken":
                [
                    ("BTC/USDT", "XBTUSDT", "BTC/USDT"), ("BTC/USD", "XXBTZUSD", "BTC/USD"),
                    ("ETH/USDT", "ETHUSDT", "ETH/USDT"),
                ]
            default: [("BTC/ZAR", "BTCZAR", nil), ("ETH/ZAR", "ETHZAR", nil), ("BTC/USDT", "BTCUSDT", nil)]
            }
        return names.compactMap { symbol, name, streamName in
            Symbol(symbol).map { WatchedMarket($0, name, onStreams: streamName) }
        }
    }
}
