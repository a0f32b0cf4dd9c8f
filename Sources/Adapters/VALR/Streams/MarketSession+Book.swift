import AdapterKit
import AdapterProtocol

// Books: the aggregated one up to 40 levels a side, order by order beyond (valr.md I.4).
extension VALRMarketSession {
    /// Losses within a minute after which a book is followed no longer order by order (valr.md I.6).
    static let mostLosses = 3

    mutating func takeAggregated(
        _ place: Int, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        guard !markets[place][.aggregatedBook].slots.isEmpty, let verdict = markets[place].aggregated?.take(frame)
        else { return }
        take(verdict, place, .aggregatedBook, at: now, &output)
    }

    mutating func takeFull(
        _ place: Int, isSnapshot: Bool, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        guard !markets[place][.fullBook].slots.isEmpty else { return }
        let verdict =
            isSnapshot ? markets[place].full?.replace(with: frame) : markets[place].full?.apply(frame)
        guard let verdict else { return }
        take(verdict, place, .fullBook, at: now, &output)
    }

    private mutating func take(
        _ verdict: VALRBookVerdict, _ place: Int, _ feed: VALRFeed, at now: StreamInstant,
        _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        switch verdict {
        case .ignored: return
        case .lost(let cause): return lose(place, feed, cause, at: now, &output)
        case .applied: noteTaken(place, feed, &output)
        case .unverified(let cause):
            noteTaken(place, feed, &output)
            tell(.unverified, cause, place, feed, at: now, &output)
        }
        if let cause = markets[place][feed].lostBecause, isLive(place, feed) {
            markets[place][feed].lostBecause = nil
            tell(.resynced, cause, place, feed, at: now, &output)
        }
        for slot in markets[place][feed].slots { output.tell(.book(slot: slot)) }
    }

    mutating func resync(
        _ slot: Int, because cause: StreamCause, at now: StreamInstant,
        _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        if let topic = topics[slot], topic.feed.startsAtOnce { lose(topic.market, topic.feed, cause, at: now, &output) }
        wish(&output)
    }

    /// A book is worthless: says so and asks for it anew.
    mutating func lose(
        _ place: Int, _ feed: VALRFeed, _ cause: StreamCause, at now: StreamInstant,
        _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        let losses = markets[place][feed].lose(at: now.elapsed)
        markets[place][feed].dataBy = nil
        if markets[place][feed].lostBecause == nil {
            markets[place][feed].lostBecause = cause
            tell(.gap, cause, place, feed, at: now, &output)
        }
        markets[place].aggregated.restart(feed == .aggregatedBook, cause)
        markets[place].full.restart(feed == .fullBook, cause)
        for slot in markets[place][feed].slots { output.tell(.book(slot: slot)) }
        guard isOpen else { return }
        if losses < Self.mostLosses {
            askAnew(place, feed, at: now, &output)
        } else if feed == .fullBook {
            fallBack(place, cause, at: now, &output)
        }
        // An aggregated book needs nothing but the next message, and must not ask in circles.
    }

    /// The list without the pair, then with it: the venue begins with a snapshot again (valr.md I.6).
    private mutating func askAnew(
        _ place: Int, _ feed: VALRFeed, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        send([feed], without: place, at: now, &output)
        send([feed], at: now, &output)
        expectData(place, feed, at: now)
    }

    /// Follows the best 40 levels instead, which can't get lost; until the connection is replaced.
    private mutating func fallBack(
        _ place: Int, _ cause: StreamCause, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        let slots = markets[place][.fullBook].slots
        markets[place][.fullBook] = VALRFollowing()
        markets[place].full = nil
        if markets[place].aggregated == nil {
            markets[place].aggregated = VALRAggregatedBook(markets[place].instrument)
            markets[place].aggregated?.restart(because: cause)
        }
        for slot in slots { topics[slot]?.feed = .aggregatedBook }
        markets[place][.aggregatedBook].slots.append(contentsOf: slots)
        guard isLive(place, .aggregatedBook) else {
            markets[place][.aggregatedBook].lostBecause = cause
            return send([.aggregatedBook, .fullBook], at: now, &output)
        }
        send([.fullBook], at: now, &output)
        for slot in slots {
            output.tell(.marker(slot: slot, marker(.resynced, cause, place, .aggregatedBook, at: now)))
            output.tell(.book(slot: slot))
        }
    }

    private func isLive(_ place: Int, _ feed: VALRFeed) -> Bool { state(place, feed)?.state.isLive ?? false }

    private func state(_ place: Int, _ feed: VALRFeed) -> LiveBook? {
        feed == .fullBook ? markets[place].full?.book : markets[place].aggregated?.book
    }

    private func tell(
        _ kind: StreamMarker.Kind, _ cause: StreamCause, _ place: Int, _ feed: VALRFeed, at now: StreamInstant,
        _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        let marker = marker(kind, cause, place, feed, at: now)
        for slot in markets[place][feed].slots { output.tell(.marker(slot: slot, marker)) }
    }

    private func marker(
        _ kind: StreamMarker.Kind, _ cause: StreamCause, _ place: Int, _ feed: VALRFeed, at now: StreamInstant
    ) -> StreamMarker {
        StreamMarker(
            kind, cause, symbol: markets[place].instrument.symbol, from: state(place, feed)?.time, to: now.time)
    }
}

extension VALRAggregatedBook? {
    /// Restarts the book if it is meant, in its place.
    fileprivate mutating func restart(_ isMeant: Bool, _ cause: StreamCause) {
        if isMeant { self?.restart(because: cause) }
    }
}

extension VALRFullBook? {
    /// Restarts the book if it is meant, in its place.
    fileprivate mutating func restart(_ isMeant: Bool, _ cause: StreamCause) {
        if isMeant { self?.restart(because: cause) }
    }
}
