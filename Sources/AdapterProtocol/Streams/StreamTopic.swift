/// What of a market can be followed.
public enum MarketChannel: Sendable, Hashable {
    /// The order book, at least this many levels a side. Venues offer fixed depths: the next one up is followed.
    case book(depth: Int)
    /// Public trades.
    case trades
    /// Best prices and rolling statistics.
    case ticker
    /// Candles of one interval.
    case candles(CandleInterval)

    /// What a venue that streams it offers.
    public var capability: Capability {
        switch self {
        case .book: .bookStreams
        case .trades: .tradeStreams
        case .ticker: .tickerStreams
        case .candles: .candleStreams
        }
    }

    /// A word without values in it, for logs and metrics.
    public var name: String {
        switch self {
        case .book: "book"
        case .trades: "trades"
        case .ticker: "ticker"
        case .candles: "candles"
        }
    }
}

/// One channel of one market: what is subscribed, and what a recording names.
public struct StreamTopic: Sendable, Hashable {
    /// What is followed.
    public let channel: MarketChannel
    /// The market.
    public let symbol: Symbol

    /// A topic.
    public init(_ channel: MarketChannel, of symbol: Symbol) {
        self.channel = channel
        self.symbol = symbol
    }
}

/// A topic as a session sees it: with the market's rules, and with the number under which its events are told.
public struct MarketSubscription: Sendable, Hashable {
    /// The caller's number of the subscription, unique within the session.
    public let slot: Int
    /// What is followed.
    public let channel: MarketChannel
    /// The market, with its native names and scales.
    public let instrument: Instrument

    /// A subscription.
    public init(slot: Int, channel: MarketChannel, instrument: Instrument) {
        self.slot = slot
        self.channel = channel
        self.instrument = instrument
    }

    /// The topic.
    public var topic: StreamTopic { StreamTopic(channel, of: instrument.symbol) }
}
