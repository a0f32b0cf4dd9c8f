import AdapterKit
import AdapterProtocol

// Asking for channels, and what the venue says to it (kraken.md I.2).
extension KrakenMarketSession {
    /// More symbols in one frame are untried (kraken.md H.3).
    private static var mostSymbols: Int { 50 }
    /// Depths of a book.
    private static var depths: [Int] { [10, 25, 100, 500, 1000] }

    /// Adds a wish; several of one market share what the venue sends.
    mutating func follow(_ subscription: MarketSubscription, at now: StreamInstant, _ output: inout Output) {
        guard feedOfSlot[subscription.slot] == nil else { return }
        guard let (channel, depth) = Self.channel(of: subscription.channel) else {
            let what: Capability = if case .book = subscription.channel { .orderBooks } else { .candles }
            return output.tell(
                .refused(slot: subscription.slot, .unsupported(what, "no such \(subscription.channel.name) stream")))
        }
        let key = FeedKey(channel: channel, symbol: subscription.instrument.symbol.description)
        let feed = feedOfKey[key] ?? add(Feed(key, subscription.instrument, depth: depth))
        feedOfSlot[subscription.slot] = feed
        feeds[feed].slots.append(subscription.slot)
        feeds[feed].untold.append(subscription.slot)
        join(feed, subscription.slot, depth: depth, at: now, &output)
    }

    private mutating func add(_ feed: Feed) -> Int {
        feeds.append(feed)
        feedOfKey[feed.key] = feeds.count - 1
        return feeds.count - 1
    }

    /// One more for a subscription that may be up already; a deeper book than there is must be asked for anew.
    private mutating func join(
        _ feed: Int, _ slot: Int, depth: Int, at now: StreamInstant, _ output: inout Output
    ) {
        if feeds[feed].phase == .closed {
            feeds[feed].phase = .waiting
            feeds[feed].depth = depth
        }
        makeBook(feed)
        if depth > feeds[feed].depth {
            feeds[feed].depth = depth
            if feeds[feed].isOpen {
                feeds[feed].book?.lose(.thin)
                interrupt(feed, .gap, because: .thin, at: now, &output)
                endSubscription(feed, at: now, &output)
            }
        }
        if feeds[feed].isLive {
            tellLive(feed, &output)
            if feeds[feed].book != nil { output.tell(.book(slot: slot)) }
        }
    }

    /// Tells those that it was not told that the venue delivers.
    mutating func tellLive(_ feed: Int, _ output: inout Output) {
        guard !feeds[feed].untold.isEmpty else { return }
        for slot in feeds[feed].untold { output.tell(.live(slot: slot)) }
        feeds[feed].untold.removeAll()
    }

    /// The venue's channel, and a book's depth: the next one up.
    private static func channel(of wanted: MarketChannel) -> (FeedKey.Channel, depth: Int)? {
        switch wanted {
        case .book(let depth): depths.first { $0 >= depth }.map { (.book, $0) }
        case .trades: (.trade, 0)
        case .ticker: (.ticker, 0)
        case .candles(let interval): KrakenAdapter.intervals[interval.rawValue].map { (.ohlc(minutes: $0), 0) }
        }
    }

    /// Asks for everything that waits, a frame for up to fifty symbols of a kind.
    mutating func sendWaiting(at now: StreamInstant, _ output: inout Output) {
        var sent: Set<Int> = []
        for first in feeds.indices where feeds[first].phase == .waiting && !sent.contains(first) {
            let alike = feeds.indices.filter {
                feeds[$0].phase == .waiting && feeds[$0].key.channel == feeds[first].key.channel
                    && feeds[$0].depth == feeds[first].depth
            }.prefix(Self.mostSymbols)
            let number = nextRequest()
            for feed in alike {
                makeBook(feed)
                feeds[feed].phase = .subscribing(request: number)
                feeds[feed].askedDepth = feeds[feed].depth
                expect(feed, at: now)
            }
            sent.formUnion(alike)
            output.send(request("subscribe", Array(alike), number))
        }
    }

    /// A book that begins, with the decimals known now.
    private mutating func makeBook(_ feed: Int) {
        guard feeds[feed].key.channel == .book, feeds[feed].book?.hasSnapshot != true else { return }
        let guess = BookPrecision(guessedFrom: feeds[feed].instrument)
        let precision = precisions[feeds[feed].key.symbol] ?? guess
        let isChecked = feeds[feed].isChecked
        if let old = feeds[feed].book {
            feeds[feed].book = CheckedBook(
                restarting: old, depth: feeds[feed].depth, precision, isChecked: isChecked)
        } else {
            feeds[feed].book = CheckedBook(
                feeds[feed].instrument.symbol, depth: feeds[feed].depth, precision, isChecked: isChecked)
        }
    }

    /// Something must come within the patience.
    mutating func expect(_ feed: Int, at now: StreamInstant) {
        let deadline = now.elapsed + Self.patience
        feeds[feed].deadline = deadline
        look(at: deadline)
    }

    /// Looks at the deadlines at this time, or earlier.
    mutating func look(at time: Duration) {
        lookAt = lookAt.map { min($0, time) } ?? time
    }

    /// A frame for subscriptions of one kind.
    func request(_ method: String, _ alike: [Int], _ number: Int64) -> [UInt8] {
        StreamRequest.make(method, number) { writer in
            guard let first = alike.first.map({ feeds[$0] }) else { return }
            let isBeginning = method == "subscribe"
            writer.member("channel", first.key.channel.word)
            writer.texts("symbol", alike.map { feeds[$0].key.symbol })
            switch first.key.channel {
            case .book: writer.number("depth", Int64(first.askedDepth))
            case .ohlc(let minutes): writer.number("interval", minutes)
            case .ticker: if isBeginning { writer.member("event_trigger", "bbo") }
            case .trade: break
            }
            // Trades of before are history: a hole is filled over REST.
            if isBeginning { writer.flag("snapshot", first.key.channel != .trade) }
        }
    }
}

extension FeedKey.Channel {
    /// The venue's word.
    var word: String {
        switch self {
        case .book: "book"
        case .trade: "trade"
        case .ticker: "ticker"
        case .ohlc: "ohlc"
        }
    }
}
