import AdapterKit
import AdapterProtocol

/// One connection to `/ws/trade` (valr.md I).
struct VALRMarketSession: MarketStreamSession {
    let stopsOnChecksum: Bool
    var markets: [VALRFollowedMarket] = []
    /// Native names to places in ``markets``.
    var places: [String: Int] = [:]
    var topics: [Int: VALRTopic] = [:]
    var frame = VALRMarketFrame()
    var heartbeat = VALRHeartbeat()
    /// How many SUBSCRIBEs went out.
    var generation = 0
    /// How many SUBSCRIBEDs came in.
    var acknowledged = 0
    var isOpen = false
    /// When the connection is replaced, while the venue has not said that it knows us.
    var replaceAt: Duration?
    /// The earliest of all ``VALRFollowing/dataBy``.
    var dataBy: Duration?
    /// How many trades came without an id.
    var namelessTrades = 0

    /// Connections without a key end after 15 minutes, whatever happens (valr.md I.1, K.20).
    static let ageWithoutKey: Duration = .seconds(14 * 60)

    init(stopsOnChecksum: Bool) {
        self.stopsOnChecksum = stopsOnChecksum
    }

    mutating func opened(
        _ address: StreamAddress, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        isOpen = true
        replaceAt = now.elapsed + Self.ageWithoutKey
        let wanted = VALRFeed.allCases.filter { feed in markets.contains { !$0[feed].slots.isEmpty } }
        if !wanted.isEmpty { send(wanted, at: now, &output) }
        ping(at: now, &output)
        wish(&output)
    }

    mutating func received(
        _ message: Span<UInt8>, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        defer { wish(&output) }
        // Empty texts have been seen (valr.md I.3).
        guard !message.isEmpty else { return }
        do throws(JSONError) {
            try frame.read(message)
        } catch {
            return output.end(.reconnect(.undecodable, "market frame: \(error)"))
        }
        switch frame.kind {
        case .authenticated: replaceAt = nil
        case .subscribed:
            acknowledged += 1
            noteTaken(upTo: min(acknowledged, generation), &output)
        case .pong: takePong(&output)
        case .rateLimited: output.end(.reconnect(.refused, "the venue refused a frame: too many"))
        case .other: break
        case .aggregatedBook, .fullSnapshot, .fullUpdate, .trade, .ticker, .candle:
            guard let place = places[frame.pair] else { return }
            takeData(of: place, at: now, &output)
        }
    }

    private mutating func takeData(
        of place: Int, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        switch frame.kind {
        case .aggregatedBook: takeAggregated(place, at: now, &output)
        case .fullSnapshot: takeFull(place, isSnapshot: true, at: now, &output)
        case .fullUpdate: takeFull(place, isSnapshot: false, at: now, &output)
        case .trade: takeTrade(place, &output)
        case .ticker: takeTicker(place, &output)
        case .candle: takeCandle(place, at: now, &output)
        case .authenticated, .subscribed, .pong, .rateLimited, .other: break
        }
    }

    /// The stream brings its own snapshots: none is asked for over REST, whose numbers are others (valr.md D.3).
    mutating func received(
        _ snapshot: Result<OrderBook, VenueError>, for slot: Int, at now: StreamInstant,
        _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        wish(&output)
    }

    mutating func elapsed(at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>) {
        defer { wish(&output) }
        guard isOpen else { return }
        if heartbeat.isDead(at: now) {
            return output.end(.reconnect(.silent, "the venue answers no pings"))
        }
        if let replaceAt, replaceAt <= now.elapsed { output.end(.replace(.rotation)) }
        if heartbeat.isDue(at: now) { ping(at: now, &output) }
        if let dataBy, dataBy <= now.elapsed { chase(at: now, &output) }
    }

    func book(of slot: Int) -> LiveBook? {
        guard let topic = topics[slot] else { return nil }
        switch topic.feed {
        case .aggregatedBook: return markets[topic.market].aggregated?.book
        case .fullBook: return markets[topic.market].full?.book
        case .trades, .ticker, .candles: return nil
        }
    }

    func isLive(_ slot: Int) -> Bool {
        guard let topic = topics[slot] else { return false }
        if topic.feed.startsAtOnce { return book(of: slot)?.state.isLive ?? false }
        return markets[topic.market][topic.feed].isTaken
    }

    mutating func ping(at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>) {
        let hasSubscriptions = markets.contains { market in market.followings.contains { !$0.slots.isEmpty } }
        heartbeat.ping(generation, hasSubscriptions, at: now, &output)
    }

    /// Says when it wants to be woken, every time: a wish holds until the next one.
    func wish(_ output: inout StreamOutput<MarketStreamEvent>) {
        guard isOpen else { return }
        if let time = heartbeat.wakeAt { output.wake(at: time) }
        if let replaceAt { output.wake(at: replaceAt) }
        if let dataBy { output.wake(at: dataBy) }
    }
}
