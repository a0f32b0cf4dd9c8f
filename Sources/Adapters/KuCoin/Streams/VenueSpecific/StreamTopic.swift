import AdapterProtocol

/// A topic as the venue names it: `/market/level2:BTC-USDT` (kucoin.md I.4).
struct KuCoinTopic: Sendable, Hashable {
    /// Up to the colon.
    let channel: String
    /// After the colon; nil for a topic without one.
    let name: String?

    /// A topic.
    init(_ channel: String, _ name: String? = nil) {
        self.channel = channel
        self.name = name
    }

    /// The whole of it.
    var text: String { name.map { channel + ":" + $0 } ?? channel }
    /// The whole of it, as it stands in frames.
    var bytes: [UInt8] { Array(text.utf8) }
}

/// What the messages of a market's topic hold.
enum KuCoinMarketFeed: Sendable {
    case book, trades, ticker, candles

    /// The subject that those messages name.
    var subject: KuCoinFrame.Subject {
        switch self {
        case .book: .bookChange
        case .trades: .trade
        case .ticker: .ticker
        case .candles: .candle
        }
    }

    /// The venue's topic for a channel; nil for candles of a length that it does not have.
    static func topic(of subscription: MarketSubscription) -> (KuCoinTopic, KuCoinMarketFeed)? {
        let name = subscription.instrument.nativeName
        switch subscription.channel {
        case .book: return (KuCoinTopic("/market/level2", name), .book)
        case .trades: return (KuCoinTopic("/market/match", name), .trades)
        case .ticker: return (KuCoinTopic("/market/ticker", name), .ticker)
        case .candles(let interval):
            guard let length = KuCoinAdapter.intervals[interval.rawValue] else { return nil }
            return (KuCoinTopic("/market/candles", name + "_" + length.word), .candles)
        }
    }
}
