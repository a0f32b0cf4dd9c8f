import AdapterProtocol

/// What the venue counts as one subscription; a book has one depth per symbol and connection (kraken.md I.3).
struct FeedKey: Hashable, Sendable {
    /// Which channel; candles of several intervals run beside each other.
    enum Channel: Hashable, Sendable {
        case book, trade, ticker
        case ohlc(minutes: Int64)
    }

    /// The channel.
    let channel: Channel
    /// The market by its name in streams, which is the canonical one (kraken.md C.1).
    let symbol: String
}

/// One subscription at the venue, and everybody who wants it.
struct Feed: Sendable {
    /// Where it is in its life.
    enum Phase: Hashable, Sendable {
        /// To be asked for.
        case waiting
        /// To be asked for once the pairs' decimals are known.
        case waitingForPrecision
        /// Asked for; data may come before the answer.
        case subscribing(request: Int64)
        /// The venue has taken it.
        case following
        /// To be ended, and then begun anew if somebody still wants it.
        case unsubscribing(request: Int64)
        /// Nobody wants it, or the venue does not.
        case closed
    }

    /// What the venue calls it.
    let key: FeedKey
    /// The market.
    let instrument: Instrument
    /// Who wants it.
    var slots: [Int] = []
    var phase = Phase.waiting
    /// When an answer, or a book's snapshot, must have come.
    var deadline: Duration?
    /// The levels that are wanted of a book.
    var depth: Int
    /// The levels that were asked for.
    var askedDepth = 0
    /// A book's levels.
    var book: CheckedBook?
    /// Whether the book's checksum is looked at.
    var isChecked = true
    /// Those that were not told yet that what they see is live.
    var untold: [Int] = []
    /// Whether the book has been live.
    var hasLived = false
    /// Why a book that was live is not any more, until it is again.
    var interruption: StreamCause?
    /// When books of this feed were lost, by elapsed time.
    var failures: [Duration] = []
    /// The number of the last trade.
    var lastTrade: Int64?
    /// The time of what was told last.
    var lastTime: Timestamp?
    /// The candle that still grows, as told last.
    var candle: Candle?

    /// A subscription that nobody has asked for yet.
    init(_ key: FeedKey, _ instrument: Instrument, depth: Int) {
        self.key = key
        self.instrument = instrument
        self.depth = depth
    }

    /// Forgets what was told, once nobody wants it.
    mutating func forget() {
        book = nil
        hasLived = false
        interruption = nil
        lastTrade = nil
        lastTime = nil
        candle = nil
    }

    /// Whether frames of it count.
    var isOpen: Bool {
        switch phase {
        case .subscribing, .following: true
        case .waiting, .waitingForPrecision, .unsubscribing, .closed: false
        }
    }

    /// Whether it delivers.
    var isLive: Bool { book.map(\.book.state.isLive) ?? (phase == .following) }
}
