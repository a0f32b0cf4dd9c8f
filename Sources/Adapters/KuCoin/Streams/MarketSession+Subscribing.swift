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
            if let number = names.value(of: topic.bytes) {
                topics[number]?.slots.append(subscription.slot)
                if topics[number]?.isTaken == true { markTaken(slot: subscription.slot, at: now, &output) }
            } else {
                names.set(topic.bytes, to: nextTopic)
                topics[nextTopic] = Followed(feed: feed, slots: [subscription.slot])
                nextTopic += 1
                new.append(topic)
            }
        }
        line.subscribe(new, at: now, &output)
        wake(&output)
    }

    mutating func unsubscribe(
        _ slots: [Int], at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        line.unsubscribe(slots.compactMap { leave($0) }, &output)
        wake(&output)
    }

    /// Forgets a subscription; its topic, when nobody else follows it.
    private mutating func leave(_ slot: Int) -> KuCoinTopic? {
        quietDue[slot] = nil
        guard let topic = feeds.removeValue(forKey: slot)?.topic, let number = names.value(of: topic.bytes) else {
            return nil
        }
        topics[number]?.slots.removeAll { $0 == slot }
        guard topics[number]?.slots.isEmpty == true else { return nil }
        forget(topic)
        return topic
    }

    @discardableResult
    private mutating func forget(_ topic: KuCoinTopic) -> [Int] {
        guard let number = names.value(of: topic.bytes) else { return [] }
        names.remove(topic.bytes)
        return topics.removeValue(forKey: number)?.slots ?? []
    }

    /// Takes over what the venue said about subscriptions.
    mutating func take(
        _ news: KuCoinLine.News, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        switch news {
        case .nothing: break
        case .taken(let taken):
            for topic in taken {
                if let number = names.value(of: topic.bytes) { markTaken(number, at: now, &output) }
            }
        case .refused(let topic, let error):
            for slot in forget(topic) {
                feeds[slot] = nil
                quietDue[slot] = nil
                output.tell(.refused(slot: slot, error))
            }
        }
    }

    /// Ends one subscription that only we know to be in vain.
    mutating func refuse(_ slot: Int, _ error: VenueError, _ output: inout StreamOutput<MarketStreamEvent>) {
        if let topic = leave(slot) { line.unsubscribe([topic], &output) }
        output.tell(.refused(slot: slot, error))
    }

    /// The venue took a topic.
    mutating func markTaken(
        _ topic: Int, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        guard let followed = topics[topic], !followed.isTaken else { return }
        topics[topic]?.isTaken = true
        for slot in followed.slots { markTaken(slot: slot, at: now, &output) }
    }

    private mutating func markTaken(
        slot: Int, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        guard feeds[slot]?.isTaken == false else { return }
        feeds[slot]?.isTaken = true
        if feeds[slot]?.book != nil { quietDue[slot] = now.elapsed + Self.quiet }
        output.tell(.live(slot: slot))
    }
}
