import AdapterKit
import AdapterProtocol

// What is followed. Every SUBSCRIBE of an event sets its complete list of pairs (valr.md I.2, K.9).
extension VALRMarketSession {
    /// How long the venue may take for the first message of a book, which it sends at once.
    static let patience: Duration = .seconds(10)

    mutating func subscribe(
        _ subscriptions: [MarketSubscription], at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        var changed: Set<VALRFeed> = []
        for subscription in subscriptions where topics[subscription.slot] == nil {
            guard let (feed, seconds) = Self.feed(of: subscription.channel) else {
                let refusal = VenueError.unsupported(
                    subscription.channel.capability, "VALR streams no \(subscription.channel.name) of this kind")
                output.tell(.refused(slot: subscription.slot, refusal))
                continue
            }
            let place = place(of: subscription.instrument)
            topics[subscription.slot] = VALRTopic(market: place, feed: feed, seconds: seconds)
            if markets[place][feed].slots.isEmpty { changed.insert(feed) }
            markets[place][feed].slots.append(subscription.slot)
            tellWhatIs(subscription.slot, &output)
        }
        if isOpen, !changed.isEmpty {
            send(VALRFeed.allCases.filter(changed.contains), at: now, &output)
            ping(at: now, &output)
        }
        wish(&output)
    }

    mutating func unsubscribe(
        _ slots: [Int], at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        var changed: Set<VALRFeed> = []
        for slot in slots {
            guard let topic = topics.removeValue(forKey: slot) else { continue }
            markets[topic.market][topic.feed].slots.removeAll { $0 == slot }
            guard markets[topic.market][topic.feed].slots.isEmpty else { continue }
            forget(topic.market, topic.feed)
            changed.insert(topic.feed)
        }
        if isOpen, !changed.isEmpty { send(VALRFeed.allCases.filter(changed.contains), at: now, &output) }
        wish(&output)
    }

    /// The event that carries a channel; nil for what the venue streams in no form.
    private static func feed(of channel: MarketChannel) -> (VALRFeed, seconds: Int64)? {
        switch channel {
        case .book(let depth): (depth <= VALRFeed.aggregatedDepth ? .aggregatedBook : .fullBook, 0)
        case .trades: (.trades, 0)
        case .ticker: (.ticker, 0)
        case .candles(let interval): VALRFeed.bucketPeriods[interval.rawValue].map { (.candles, $0) }
        }
    }

    private mutating func place(of instrument: Instrument) -> Int {
        if let place = places[instrument.nativeName] { return place }
        places[instrument.nativeName] = markets.count
        markets.append(VALRFollowedMarket(instrument))
        return markets.count - 1
    }

    /// Prepares what a subscription needs, and tells it what others of its kind know already.
    private mutating func tellWhatIs(_ slot: Int, _ output: inout StreamOutput<MarketStreamEvent>) {
        guard let topic = topics[slot] else { return }
        let place = topic.market
        switch topic.feed {
        case .aggregatedBook where markets[place].aggregated == nil:
            markets[place].aggregated = VALRAggregatedBook(markets[place].instrument)
        case .fullBook where markets[place].full == nil:
            markets[place].full = VALRFullBook(markets[place].instrument, stopsOnChecksum: stopsOnChecksum)
        default: break
        }
        guard markets[place][topic.feed].isTaken else { return }
        output.tell(.live(slot: slot))
        switch topic.feed {
        case .aggregatedBook, .fullBook: output.tell(.book(slot: slot))
        case .ticker:
            if let ticker = markets[place].ticker { output.tell(.ticker(slot: slot, ticker)) }
        case .trades, .candles: break
        }
    }

    private mutating func forget(_ place: Int, _ feed: VALRFeed) {
        markets[place][feed] = VALRFollowing()
        switch feed {
        case .aggregatedBook: markets[place].aggregated = nil
        case .fullBook: markets[place].full = nil
        case .ticker: markets[place].ticker = nil
        case .candles: markets[place].candles = [:]
        case .trades: break
        }
    }

    /// Sends the whole lists of these events, perhaps without one pair.
    mutating func send(
        _ feeds: [VALRFeed], without left: Int? = nil, at now: StreamInstant,
        _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        generation += 1
        for feed in feeds {
            for place in markets.indices where place != left { ask(place, feed, at: now) }
        }
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("type", "SUBSCRIBE")
            writer.key("subscriptions")
            writer.array { writer in
                for feed in feeds {
                    writer.object { writer in
                        writer.member("event", feed.event)
                        writer.texts("pairs", pairs(of: feed, without: left))
                    }
                }
            }
        }
        output.send(writer.bytes)
    }

    private mutating func ask(_ place: Int, _ feed: VALRFeed, at now: StreamInstant) {
        guard !markets[place][feed].slots.isEmpty, !markets[place][feed].isTaken else { return }
        markets[place][feed].askedIn = generation
        if feed.startsAtOnce { expectData(place, feed, at: now) }
    }

    /// Notes when the first message of a book is overdue.
    mutating func expectData(_ place: Int, _ feed: VALRFeed, at now: StreamInstant) {
        let time = now.elapsed + Self.patience
        markets[place][feed].dataBy = time
        dataBy = min(dataBy ?? time, time)
    }

    private func pairs(of feed: VALRFeed, without left: Int?) -> [String] {
        markets.indices.filter { $0 != left && !markets[$0][feed].slots.isEmpty }
            .map { markets[$0].instrument.nativeName }
    }
}
