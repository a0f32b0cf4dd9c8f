import AdapterKit
import AdapterProtocol

/// One market's part of a `book` message, its rows in the scratch.
struct BookChange: Sendable {
    let feed: Int
    let rows: Range<Int>
    let checksum: UInt32?
    let time: Timestamp?
}

// Books (kraken.md I.3, I.4).
extension KrakenMarketSession {
    /// So many losses within ``failureWindow`` are more than a new subscription mends.
    private static var mostFailures: Int { 3 }
    private static var failureWindow: Duration { .seconds(300) }

    /// `[{"symbol", "bids", "asks", "checksum", "timestamp"}, …]`.
    mutating func readBooks(_ reader: inout JSONReader) throws(JSONError) {
        try reader.array { reader throws(JSONError) in
            let first = scratch.rows.count
            var symbol: String?
            var checksum: UInt32?
            var time: Timestamp?
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "symbol": symbol = try reader.string()
                case "bids": try readSide(.buy, &reader)
                case "asks": try readSide(.sell, &reader)
                case "checksum": checksum = try reader.optional { reader throws(JSONError) in try reader.checksum() }
                case "timestamp":
                    time = try reader.optional { reader throws(JSONError) in try reader.internetTime() }
                default: try reader.skip()
                }
            }
            let key = FeedKey(channel: .book, symbol: try reader.require(symbol, "symbol"))
            guard let feed = feedOfKey[key] else { return scratch.rows.removeSubrange(first...) }
            scratch.changes.append(
                BookChange(feed: feed, rows: first..<scratch.rows.count, checksum: checksum, time: time))
        }
    }

    private mutating func readSide(_ side: Side, _ reader: inout JSONReader) throws(JSONError) {
        try reader.array { reader throws(JSONError) in
            if let (price, quantity) = reader.compactPair("{\"price\":", ",\"qty\":") {
                return scratch.rows.append(BookRow(side, price, quantity))
            }
            var price: ExactDecimal?
            var quantity: ExactDecimal?
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "price": price = try reader.decimal()
                case "qty": quantity = try reader.decimal()
                default: try reader.skip()
                }
            }
            scratch.rows.append(
                BookRow(side, try reader.require(price, "price"), try reader.require(quantity, "qty")))
        }
    }

    /// Takes one market's part of a message.
    mutating func takeBook(_ change: BookChange, isSnapshot: Bool, at now: StreamInstant, _ output: inout Output) {
        let feed = change.feed
        guard feeds[feed].isOpen else { return }
        let wasVerified = feeds[feed].book?.book.isVerified
        let verdict = feeds[feed].book?.take(
            scratch.rows[change.rows], isSnapshot: isSnapshot, checksum: change.checksum, time: change.time)
        switch verdict {
        case .ignored, nil: break
        case .applied: tellBook(feed, wasVerified: wasVerified, at: now, &output)
        case .lost(let cause): restartBook(feed, because: cause, at: now, &output)
        }
    }

    /// Tells a book that was taken in: first what changed about it, then that it changed.
    private mutating func tellBook(_ feed: Int, wasVerified: Bool?, at now: StreamInstant, _ output: inout Output) {
        guard let book = feeds[feed].book?.book else { return }
        guard book.state.isLive else { return interrupt(feed, .stale, because: .crossed, at: now, &output) }
        if feeds[feed].phase == .following { feeds[feed].deadline = nil }
        let time = book.time ?? now.time
        if let cause = feeds[feed].interruption { tell(feed, .resynced, cause, to: time, &output) }
        feeds[feed].interruption = nil
        feeds[feed].hasLived = true
        tellLive(feed, &output)
        if book.isVerified != wasVerified {
            tell(feed, book.isVerified ? .resynced : .unverified, .deadChecksum, to: time, &output)
        }
        feeds[feed].lastTime = time
        for slot in feeds[feed].slots { output.tell(.book(slot: slot)) }
    }

    /// Tells that a book is not right any more; of one that never was, only that it changed.
    mutating func interrupt(
        _ feed: Int, _ kind: StreamMarker.Kind, because cause: StreamCause, at now: StreamInstant,
        _ output: inout Output
    ) {
        if feeds[feed].hasLived, feeds[feed].interruption == nil {
            feeds[feed].interruption = cause
            tell(feed, kind, cause, to: now.time, &output)
        }
        for slot in feeds[feed].slots { output.tell(.book(slot: slot)) }
    }

    /// The way back of a lost book: end the subscription, wait for the answer, read the pair's decimals if a checksum
    /// failed, begin anew; after three times in five minutes a new connection (kraken.md I.4, "Recovery").
    mutating func restartBook(
        _ feed: Int, because cause: StreamCause, at now: StreamInstant, _ output: inout Output
    ) {
        interrupt(feed, .gap, because: cause, at: now, &output)
        feeds[feed].failures.removeAll { now.elapsed - $0 >= Self.failureWindow }
        feeds[feed].failures.append(now.elapsed)
        let isProof = cause == .checksum || cause == .deadChecksum
        if feeds[feed].failures.count >= Self.mostFailures {
            guard acceptsUnprovenBooks, isProof else {
                return output.end(.reconnect(cause, "\(feeds[feed].key.symbol): the book was lost three times"))
            }
            feeds[feed].isChecked = false
            feeds[feed].failures.removeAll()
        }
        if cause == .checksum { askPrecisions(at: now, &output) }
        if feeds[feed].isOpen { endSubscription(feed, at: now, &output) }
    }

    /// Tells a marker to everybody; it begins with the last value that was right.
    mutating func tell(
        _ feed: Int, _ kind: StreamMarker.Kind, _ cause: StreamCause, to time: Timestamp, _ output: inout Output
    ) {
        let marker = StreamMarker(
            kind, cause, symbol: feeds[feed].instrument.symbol, from: feeds[feed].lastTime, to: time)
        for slot in feeds[feed].slots { output.tell(.marker(slot: slot, marker)) }
    }
}

extension JSONReader {
    /// An unsigned number of 32 bits.
    fileprivate mutating func checksum() throws(JSONError) -> UInt32 {
        guard let value = UInt32(exactly: try integer()) else { throw unexpected("a checksum of 32 bits") }
        return value
    }
}
