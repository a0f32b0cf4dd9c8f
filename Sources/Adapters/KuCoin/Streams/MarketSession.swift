import AdapterKit
import AdapterProtocol

/// One connection to KuCoin's market data (kucoin.md I).
struct KuCoinMarketSession: MarketStreamSession {
    /// One subscription of the caller's.
    struct Feed: Sendable {
        let subscription: MarketSubscription
        let topic: KuCoinTopic
        var isTaken = false
        var book: KuCoinBookFeed?
        /// The candle that may still grow.
        var candle: Candle?
    }

    /// One topic of the venue's, and who follows it: books of two depths are one topic.
    struct Followed: Sendable {
        let feed: KuCoinMarketFeed
        var slots: [Int]
        var isTaken = false
    }

    var line = KuCoinLine(isPrivate: false)
    var feeds: [Int: Feed] = [:]
    /// The followed topics by number.
    var topics: [Int: Followed] = [:]
    /// The numbers of the topics' names.
    var names = NameTable()
    var nextTopic = 0
    var payload = KuCoinMarketPayload()
    /// When the books of silent markets are read.
    var quietDue: [Int: Duration] = [:]

    /// A market that has said nothing for so long after its acknowledgement is a quiet one.
    static let quiet: Duration = .seconds(5)

    mutating func opened(
        _ address: StreamAddress, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        line.opened(address, at: now)
        wake(&output)
    }

    mutating func received(
        _ message: Span<UInt8>, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        let frame: KuCoinFrame
        payload.removeAll()
        do throws(JSONError) {
            frame = try KuCoinFrame.read(message, names) { topic, subject, reader throws(JSONError) in
                guard let feed = topics[topic]?.feed, feed.subject == subject else { return try reader.skip() }
                try payload.read(feed, &reader)
            }
        } catch {
            output.end(.reconnect(.undecodable, "a market frame cannot be read: \(error)"))
            return
        }
        if frame.kind == .message {
            take(frame, at: now, &output)
        } else {
            take(line.take(frame, at: now, &output), at: now, &output)
        }
        wake(&output)
    }

    mutating func received(
        _ snapshot: Result<OrderBook, VenueError>, for slot: Int, at now: StreamInstant,
        _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        if let refusal = feeds[slot]?.book?.take(snapshot, at: now, &output) { refuse(slot, refusal, &output) }
        wake(&output)
    }

    mutating func elapsed(at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>) {
        line.elapsed(at: now, &output)
        for (slot, due) in quietDue.sorted(by: { $0.key < $1.key }) where due <= now.elapsed {
            quietDue[slot] = nil
            feeds[slot]?.book?.expectSnapshot(&output)
        }
        wake(&output)
    }

    mutating func resync(
        _ slot: Int, because cause: StreamCause, at now: StreamInstant,
        _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        feeds[slot]?.book?.lose(because: cause, at: now, &output)
        wake(&output)
    }

    func book(of slot: Int) -> LiveBook? { feeds[slot]?.book?.book }

    func isLive(_ slot: Int) -> Bool {
        guard let feed = feeds[slot] else { return false }
        return feed.book.map { $0.book.state.isLive } ?? feed.isTaken
    }

    func wake(_ output: inout StreamOutput<MarketStreamEvent>) {
        line.wake(&output)
        for due in quietDue.values { output.wake(at: due) }
    }

    /// Hands the payload to everybody who follows the topic.
    private mutating func take(
        _ frame: KuCoinFrame, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        guard let topic = frame.topic, let followed = topics[topic], followed.feed.subject == frame.subject else {
            return
        }
        // Data may come before the acknowledgement (kucoin.md I.3).
        if !followed.isTaken { markTaken(topic, at: now, &output) }
        for slot in followed.slots {
            switch followed.feed {
            case .book:
                // In its place: by its key a feed of some kilobytes would be moved out and in again, over the heap.
                guard let place = feeds.index(forKey: slot) else { continue }
                feeds.values[place].book?.take(payload, at: now, &output)
            case .trades: tellTrade(slot, &output)
            case .ticker: tellTicker(slot, &output)
            case .candles: tellCandle(slot, &output)
            }
        }
    }
}
