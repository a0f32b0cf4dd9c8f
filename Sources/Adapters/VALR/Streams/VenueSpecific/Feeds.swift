import AdapterProtocol

/// The events of `/ws/trade` that are subscribed, each with a list of pairs of its own (valr.md I.2).
enum VALRFeed: Int, CaseIterable, Sendable {
    case aggregatedBook, fullBook, trades, ticker, candles

    /// The event's name in a SUBSCRIBE.
    var event: String {
        switch self {
        case .aggregatedBook: "AGGREGATED_ORDERBOOK_UPDATE"
        case .fullBook: "FULL_ORDERBOOK_UPDATE"
        case .trades: "NEW_TRADE"
        case .ticker: "MARKET_SUMMARY_UPDATE"
        case .candles: "NEW_TRADE_BUCKET"
        }
    }

    /// Whether data comes at once after a SUBSCRIBE, so that none means that none will come (valr.md I.2).
    var startsAtOnce: Bool { self == .aggregatedBook || self == .fullBook }

    /// Levels a side that the aggregated feed always shows whole (valr.md I.5).
    static let aggregatedDepth = 40

    /// Lengths that were seen on the stream in seconds: 60 is documented, 300 was recorded (valr.md I.8).
    static let bucketPeriods: [String: Int64] = ["1m": 60, "5m": 300]
}

/// What one subscription follows.
struct VALRTopic: Sendable {
    /// Its market's place in the session.
    let market: Int
    /// Its event; a book may change over to the aggregated one.
    var feed: VALRFeed
    /// Of candles, the length in seconds, else 0.
    let seconds: Int64
}

/// One market's pair within one event's list.
struct VALRFollowing: Sendable {
    /// Whose subscriptions it serves; empty when the pair is not in the list.
    var slots: [Int] = []
    /// The number of the SUBSCRIBE that asked for it.
    var askedIn = 0
    /// Whether the venue is known to have taken it.
    var isTaken = false
    /// When its first data is overdue, nil once there is some.
    var dataBy: Duration?
    /// Why it is not right at the moment, though it was asked for before; nil while nothing is wrong.
    var lostBecause: StreamCause?
    /// When it was lost, of late.
    var losses: [Duration] = []

    /// Notes a loss; how many there were within a minute.
    mutating func lose(at elapsed: Duration) -> Int {
        losses.removeAll { $0 <= elapsed - .seconds(60) }
        losses.append(elapsed)
        return losses.count
    }
}

/// One market with everything that is followed of it.
struct VALRFollowedMarket: Sendable {
    let instrument: Instrument
    /// By ``VALRFeed/rawValue``.
    var followings = [VALRFollowing](repeating: VALRFollowing(), count: VALRFeed.allCases.count)
    var aggregated: VALRAggregatedBook?
    var full: VALRFullBook?
    /// Told to subscriptions that come later: the venue sends one at once to the first only.
    var ticker: Ticker?
    /// The newest candle by length.
    var candles: [Int64: Candle] = [:]

    init(_ instrument: Instrument) {
        self.instrument = instrument
    }

    subscript(feed: VALRFeed) -> VALRFollowing {
        get { followings[feed.rawValue] }
        _modify { yield &followings[feed.rawValue] }
    }
}
