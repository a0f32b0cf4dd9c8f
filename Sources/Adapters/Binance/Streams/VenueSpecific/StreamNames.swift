import AdapterProtocol

/// What a stream carries.
enum StreamContent: Sendable, Hashable {
    case book
    case trades
    case ticker
    case candles
}

extension MarketChannel {
    var content: StreamContent {
        switch self {
        case .book: .book
        case .trades: .trades
        case .ticker: .ticker
        case .candles: .candles
        }
    }
}

extension MarketSubscription {
    /// The stream's name: the market's in lower case, of which only ASCII letters have one here (binance.md C), and the
    /// kind. All depths of a book are one stream of changes.
    var streamName: String {
        let market = String(
            decoding: instrument.nativeName.utf8.map { 0x41...0x5A ~= $0 ? $0 + 0x20 : $0 }, as: UTF8.self)
        return switch channel {
        case .book: market + "@depth@100ms"
        case .trades: market + "@trade"
        case .ticker: market + "@ticker"
        case .candles(let interval): market + "@kline_" + interval.rawValue
        }
    }

    /// Why this cannot be followed; nil where it can.
    var obstacle: VenueError? {
        switch channel {
        case .candles(let interval) where !BinanceAdapter.intervals.contains(interval.rawValue):
            .unsupported(.candles, "no candles of \(interval)")
        case .book(let depth) where depth > FollowedBook.deepest:
            .unsupported(.bookStreams, "snapshots have 5,000 levels: a book can be followed to half of that")
        default: nil
        }
    }
}
