import AdapterProtocol

// Ending subscriptions (kraken.md I.2).
extension KrakenMarketSession {
    /// Ends a wish, and the subscription with the last one.
    mutating func leave(_ slot: Int, at now: StreamInstant, _ output: inout Output) {
        guard let feed = feedOfSlot.removeValue(forKey: slot) else { return }
        feeds[feed].slots.removeAll { $0 == slot }
        feeds[feed].untold.removeAll { $0 == slot }
        guard feeds[feed].slots.isEmpty else { return }
        feeds[feed].forget()
        switch feeds[feed].phase {
        case .subscribing, .following: endSubscription(feed, at: now, &output)
        case .waiting, .waitingForPrecision: feeds[feed].phase = .closed
        case .unsubscribing, .closed: break
        }
    }

    /// Asks the venue to stop; what is still wanted is asked for again once it has.
    mutating func endSubscription(_ feed: Int, at now: StreamInstant, _ output: inout Output) {
        let number = nextRequest()
        feeds[feed].phase = .unsubscribing(request: number)
        expect(feed, at: now)
        output.send(request("unsubscribe", [feed], number))
    }
}
