import AdapterKit
import AdapterProtocol

extension KuCoinMarketSession {
    mutating func subscribe(
        _ subscriptions: [MarketSubscription], at now: StreamInstant,
        _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        var new: [KuCoinTopic] = []
        for subscription in subscriptions where feeds[subscription.slot] == nil {
            guard let (topic, feed) = KuCoinMarketFeed.topic(of: subscription) else {
                output.tell(
                    .refused(slot: subscription.slot, .unsupported(.candles, "the venue has no candles of this length"))
                )
                continue
            }
            feeds[subscription.slot] = Feed(
                subscription: subscription, topic: topic,
                book: feed == .book ? KuCoinBookFeed(subscription) : nil)
            if topics[topic.text] == nil {
                topics[topic.text] = Followed(topic: topic, feed: feed, slots: [subscription.slot])
                new.append(topic)
            } else {
                topics[topic.text]?.slots.append(subscription.slot)
                if topics[topic.text]?.isTaken == true { markTaken(slot: subscription.slot, &output) }
            }
        }
        line.subscribe(new, at: now, &output)
        line.wake(&output)
    }

    mutating func unsubscribe(
        _ slots: [Int], at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        var gone: [KuCoinTopic] = []
        for slot in slots {
            guard let topic = feeds.removeValue(forKey: slot)?.topic else { continue }
            topics[topic.text]?.slots.removeAll { $0 == slot }
            if topics[topic.text]?.slots.isEmpty == true {
                topics[topic.text] = nil
                gone.append(topic)
            }
        }
        line.unsubscribe(gone, &output)
        line.wake(&output)
    }

    /// Takes over what the venue said about subscriptions.
    mutating func take(_ news: KuCoinLine.News, _ output: inout StreamOutput<MarketStreamEvent>) {
        switch news {
        case .nothing: break
        case .taken(let taken):
            for topic in taken { markTaken(topic, &output) }
        case .refused(let topic, let error):
            for slot in topics.removeValue(forKey: topic.text)?.slots ?? [] {
                feeds[slot] = nil
                output.tell(.refused(slot: slot, error))
            }
        }
    }

    /// Ends one subscription that only we know to be in vain.
    mutating func refuse(_ slot: Int, _ error: VenueError, _ output: inout StreamOutput<MarketStreamEvent>) {
        guard let topic = feeds.removeValue(forKey: slot)?.topic else { return }
        topics[topic.text]?.slots.removeAll { $0 == slot }
        if topics[topic.text]?.slots.isEmpty == true {
            topics[topic.text] = nil
            line.unsubscribe([topic], &output)
        }
        output.tell(.refused(slot: slot, error))
    }

    mutating func markTaken(_ topic: KuCoinTopic, _ output: inout StreamOutput<MarketStreamEvent>) {
        guard let followed = topics[topic.text], !followed.isTaken else { return }
        topics[topic.text]?.isTaken = true
        for slot in followed.slots { markTaken(slot: slot, &output) }
    }

    private mutating func markTaken(slot: Int, _ output: inout StreamOutput<MarketStreamEvent>) {
        guard feeds[slot]?.isTaken == false else { return }
        feeds[slot]?.isTaken = true
        output.tell(.live(slot: slot))
    }
}

extension KuCoinMarketFeed: Equatable {}
