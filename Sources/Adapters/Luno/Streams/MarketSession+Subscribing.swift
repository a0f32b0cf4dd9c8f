import AdapterProtocol

extension LunoMarketSession {
    /// Nothing is sent: the connection carries all of its market by itself (luno.md I).
    mutating func subscribe(
        _ subscriptions: [MarketSubscription], at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        for subscription in subscriptions {
            if let refusal = refusal(of: subscription) {
                output.tell(.refused(slot: subscription.slot, refusal))
                continue
            }
            if content == nil { begin(subscription.instrument) }
            self.subscriptions.removeAll { $0.slot == subscription.slot }
            let followed = Followed(slot: subscription.slot, channel: subscription.channel)
            self.subscriptions.append(followed)
            if phase == .following { welcome(followed, &output) }
        }
    }

    mutating func unsubscribe(
        _ slots: [Int], at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        subscriptions.removeAll { slots.contains($0.slot) }
    }

    /// Makes the book of the connection's market.
    mutating func begin(_ instrument: Instrument) {
        content = OrderwiseBook(symbol: instrument.symbol, priceScale: instrument.price.step.value?.scale ?? 0)
    }

    /// Tells a subscription that it delivers, and what is known already.
    func welcome(_ subscription: Followed, _ output: inout StreamOutput<MarketStreamEvent>) {
        output.tell(.live(slot: subscription.slot))
        switch subscription.channel {
        case .book: output.tell(.book(slot: subscription.slot))
        case .ticker:
            if let ticker = currentTicker { output.tell(.ticker(slot: subscription.slot, ticker)) }
        case .trades, .candles: break
        }
    }

    private func refusal(of subscription: MarketSubscription) -> VenueError? {
        if case .candles = subscription.channel {
            return .unsupported(.candleStreams, "Luno streams no candles")
        }
        guard let content, content.book.symbol != subscription.instrument.symbol else { return nil }
        return .notSent(.badRequest, "a connection of Luno carries one market")
    }
}
