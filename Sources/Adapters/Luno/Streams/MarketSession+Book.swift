import AdapterProtocol

// Sequence rules and the book (luno.md I.2, I.3).
extension LunoMarketSession {
    mutating func takeSnapshot(at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>) {
        guard let number = frame.sequence, number >= 0 else {
            return lose(.undecodable, "a snapshot without a number", at: now, &output)
        }
        guard phase == .waiting else { return takeSecondSnapshot(number, at: now, &output) }
        guard content != nil else { return }
        guard (try? content?.replace(frame.orders)) != nil else {
            return lose(.contradiction, "a snapshot that is no book", at: now, &output)
        }
        frame.forgetOrders()
        accept(number, at: now)
        guard content?.book.isCrossed == false else { return lose(.crossed, "a crossed snapshot", at: now, &output) }
        phase = .following
        content?.mark(.live)
        toldTicker = TickerView(content?.book, last: lastTrade)
        for subscription in subscriptions { welcome(subscription, &output) }
    }

    mutating func takeUpdate(at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>) {
        // Before the snapshot an update says nothing (luno.md I.3).
        guard phase == .following else { return }
        guard let number = frame.sequence else {
            return lose(.undecodable, "an update without a number", at: now, &output)
        }
        guard number > sequence else { return takeStray(at: now, &output) }
        guard number - 1 == sequence else { return lose(.sequence, "a frame is missing", at: now, &output) }
        guard let hasChanged = try? apply(at: now) else {
            return lose(.contradiction, "an update that contradicts the book", at: now, &output)
        }
        accept(number, at: now)
        lateness.take(frame.time, at: now.elapsed)
        if lateness.isHopeless(at: now.elapsed) { return lose(.late, "frames come too late", at: now, &output) }
        let wasCrossed = isCrossed
        isCrossed = content?.book.isCrossed ?? false
        if isCrossed, wasCrossed { return lose(.crossed, "a crossed book", at: now, &output) }
        tellTrades(&output)
        let isMarked = mark(at: now, &output)
        if hasChanged || isMarked { tellBook(&output) }
        tellTicker(&output)
    }

    /// Loses the book, and with it the connection: only the next one has a snapshot (luno.md I.3).
    mutating func lose(
        _ cause: StreamCause, _ message: String, at now: StreamInstant,
        _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        let wasFollowing = phase == .following
        phase = .over
        content?.forget(because: cause)
        frame.forgetOrders()
        if wasFollowing {
            tellMarkers(cause, at: now, &output) { $0 == .ticker ? .stale : .gap }
            tellBook(&output)
        }
        output.end(.reconnect(cause, message))
    }

    /// The venue ended the connection with a word.
    mutating func end(
        _ refusal: StreamRefusal, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        let ending = refusal.ending
        output.end(ending)
        lose(.refused, "", at: now, &output)
    }

    /// Applies a frame's parts in the official order: trades, creation, deletion, status (luno.md I.2).
    ///
    /// - Returns: Whether the book changed.
    private mutating func apply(at now: StreamInstant) throws(OrderwiseBook.Contradiction) -> Bool {
        guard content != nil else { throw OrderwiseBook.Contradiction() }
        try applyTrades(at: now)
        var hasChanged = !frame.trades.isEmpty
        if let created = frame.created {
            try content?.create(created)
            hasChanged = true
        }
        if let deleted = frame.deleted, try content?.delete(deleted) == true { hasChanged = true }
        if let mode = frame.mode { self.mode = mode }
        return hasChanged
    }

    /// A number that was there before: dropped, as the official client does; again at once, and the documentation is
    /// followed, which wants a new start (luno.md I.3).
    private mutating func takeStray(at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>) {
        strays += 1
        if strays > 1 { lose(.sequence, "frames out of sequence", at: now, &output) }
    }

    /// Never seen, and never asked for: an old one is a frame out of sequence, a newer one leaves a hole.
    private mutating func takeSecondSnapshot(
        _ number: Int64, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        frame.forgetOrders()
        guard number > sequence else { return takeStray(at: now, &output) }
        lose(.sequence, "a second snapshot", at: now, &output)
    }

    private mutating func accept(_ number: Int64, at now: StreamInstant) {
        sequence = number
        strays = 0
        if let mode = frame.mode { self.mode = mode }
        lastGood = frame.time ?? now.time
        content?.stamp(number, frame.time)
    }

    /// Gives the book the state that it has earned; whether it is another than before.
    ///
    /// A crossed book is not right, though the next frame may uncross it: the venue may cut one event in two.
    private mutating func mark(at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>) -> Bool {
        let state: BookState = isCrossed ? .resyncing(.crossed) : lateness.isLate ? .stale(.late) : .live
        guard let before = content?.book.state, before != state else { return false }
        content?.mark(state)
        if state == .stale(.late) { tellMarkers(.late, at: now, &output) { _ in .stale } }
        if before == .stale(.late), state == .live { tellMarkers(.late, at: now, &output) { _ in .resynced } }
        return true
    }

    private func tellBook(_ output: inout StreamOutput<MarketStreamEvent>) {
        for subscription in subscriptions where subscription.isBook { output.tell(.book(slot: subscription.slot)) }
    }

    private func tellMarkers(
        _ cause: StreamCause, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>,
        _ kind: (MarketChannel) -> StreamMarker.Kind
    ) {
        for subscription in subscriptions {
            let marker = StreamMarker(
                kind(subscription.channel), cause, symbol: content?.book.symbol, from: lastGood, to: now.time)
            output.tell(.marker(slot: subscription.slot, marker))
        }
    }
}
