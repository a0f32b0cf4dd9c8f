import AdapterKit
import AdapterProtocol

/// A book followed order by order: numbered by the count of its entries, proven by a checksum of the best 25 orders a
/// side (valr.md I.6).
struct VALRFullBook: Sendable {
    /// One order in its level's queue, with its quantity as the venue wrote it: the checksum counts its very digits.
    struct Resting: Sendable {
        let id: String
        var quantity: ExactDecimal
        var text: String
    }

    /// Where an order stands, and the message that put it there.
    struct Place: Sendable {
        let side: Side
        let price: ExactDecimal
        let since: Int64
    }

    private(set) var book: LiveBook
    private var queues: (bids: [ExactDecimal: [Resting]], asks: [ExactDecimal: [Resting]]) = ([:], [:])
    private var places: [String: Place] = [:]
    private var sequence: Int64?
    private var checksum: Int64?
    private var wasCrossed = false
    private var scratch: (bids: [Resting], asks: [Resting]) = ([], [])
    private let stopsOnChecksum: Bool

    init(_ instrument: Instrument, stopsOnChecksum: Bool) {
        book = LiveBook(
            symbol: instrument.symbol, priceScale: instrument.priceScale, integrity: .sequenceAndChecksum)
        self.stopsOnChecksum = stopsOnChecksum
    }

    /// Forgets all and waits for a snapshot.
    mutating func restart(because cause: StreamCause) {
        empty()
        book.sequence = nil
        book.mark(.resyncing(cause))
        sequence = nil
    }

    private mutating func empty() {
        book.removeLevels()
        queues.bids.removeAll(keepingCapacity: true)
        queues.asks.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        checksum = nil
        wasCrossed = false
    }

    /// Takes over a snapshot.
    mutating func replace(with frame: borrowing VALRMarketFrame) -> VALRBookVerdict {
        empty()
        book.mark(isVerified: true)
        for entry in frame.orders where !entry.quantity.isZero {
            if let cause = put(entry, frame.sequence) { return .lost(cause) }
        }
        // A snapshot is whole: nothing that follows could uncross it.
        wasCrossed = true
        return finish(frame)
    }

    /// Takes a message of changes. Before the snapshot there is nothing that they could change.
    mutating func apply(_ frame: borrowing VALRMarketFrame) -> VALRBookVerdict {
        guard let sequence else { return .ignored }
        // The last message once more; one from before it means that the venue counts anew.
        if frame.sequence == sequence { return .ignored }
        let (expected, overflow) = sequence.addingReportingOverflow(Int64(frame.orders.count))
        guard !overflow, frame.sequence == expected else { return .lost(.sequence) }
        for entry in frame.orders {
            if let cause = entry.quantity.isZero ? remove(entry, frame.sequence) : put(entry, frame.sequence) {
                return .lost(cause)
            }
        }
        return finish(frame)
    }

    private mutating func finish(_ frame: borrowing VALRMarketFrame) -> VALRBookVerdict {
        sequence = frame.sequence
        book.sequence = UInt64(exactly: frame.sequence)
        if let time = frame.time { book.time = time }
        let verdict = prove(frame.checksum)
        if case .lost = verdict { return verdict }
        guard !book.isCrossed else {
            if wasCrossed { return .lost(.crossed) }
            // One event may come in two messages; until then the book is not right.
            wasCrossed = true
            book.mark(.resyncing(.crossed))
            return verdict
        }
        wasCrossed = false
        if !book.state.isLive { book.mark(.live) }
        return verdict
    }

    /// Compares checksums. A wrong one leaves the book unverified until the next snapshot, and is told once.
    private mutating func prove(_ told: Int64?) -> VALRBookVerdict {
        let earlier = checksum
        checksum = told
        guard book.isVerified, told != Int64(computedChecksum()) else { return .applied }
        let isDead = told == nil || told == earlier
        if stopsOnChecksum, !isDead { return .lost(.checksum) }
        book.mark(isVerified: false)
        return .unverified(isDead ? .deadChecksum : .checksum)
    }

    /// CRC-32 of `id:quantity` of the best 25 orders a side, bid first, joined by colons; a side that has run out is
    /// left out (valr.md I.6).
    mutating func computedChecksum() -> UInt32 {
        collect(.buy, from: queues.bids, into: &scratch.bids)
        collect(.sell, from: queues.asks, into: &scratch.asks)
        var sum = CRC32()
        var isFirst = true
        func feed(_ order: Resting) {
            if !isFirst { sum.feed(0x3A) }
            isFirst = false
            for byte in order.id.utf8 { sum.feed(byte) }
            sum.feed(0x3A)
            for byte in order.text.utf8 { sum.feed(byte) }
        }
        for index in 0..<max(scratch.bids.count, scratch.asks.count) {
            if index < scratch.bids.count { feed(scratch.bids[index]) }
            if index < scratch.asks.count { feed(scratch.asks[index]) }
        }
        return sum.value
    }

    private func collect(_ side: Side, from queue: [ExactDecimal: [Resting]], into orders: inout [Resting]) {
        orders.removeAll(keepingCapacity: true)
        book.forEachLevel(side) { level in
            for order in queue[level.price] ?? [] where orders.count < 25 { orders.append(order) }
            return orders.count < 25
        }
    }
}

// One order at a time.
extension VALRFullBook {
    /// Adds an order at the end of its level, or sets the quantity of one that is there. An order is at one price only:
    /// one that is told at another has moved.
    private mutating func put(_ entry: VALROrderEntry, _ number: Int64) -> StreamCause? {
        if let place = places[entry.id], place.side != entry.side || place.price != entry.price {
            guard place.side == entry.side, take(entry.id, place) else { return .contradiction }
        }
        let isNew = places[entry.id] == nil
        if isNew { places[entry.id] = Place(side: entry.side, price: entry.price, since: number) }
        let resting = Resting(id: entry.id, quantity: entry.quantity, text: entry.text)
        if entry.side == .buy {
            Self.put(resting, isNew, &queues.bids[entry.price, default: []])
        } else {
            Self.put(resting, isNew, &queues.asks[entry.price, default: []])
        }
        return total(entry.side, entry.price) ? nil : .contradiction
    }

    private static func put(_ order: Resting, _ isNew: Bool, _ queue: inout [Resting]) {
        if !isNew, let index = queue.firstIndex(where: { $0.id == order.id }) {
            queue[index] = order
        } else {
            queue.append(order)
        }
    }

    /// Removes an order. One that moved away in the same message stays where it went; an unknown one says that our book
    /// is wrong where it would have been the best, and nothing anywhere else (valr.md I.6).
    private mutating func remove(_ entry: VALROrderEntry, _ number: Int64) -> StreamCause? {
        guard let place = places[entry.id] else {
            let best = entry.side == .buy ? book.bestBid : book.bestAsk
            guard let best else { return .contradiction }
            let isBehind = entry.side == .buy ? entry.price < best.price : entry.price > best.price
            return isBehind ? nil : .contradiction
        }
        guard place.side == entry.side, place.price == entry.price else {
            return place.since == number ? nil : .contradiction
        }
        return take(entry.id, place) ? nil : .contradiction
    }

    /// Takes an order out of its queue; false when the level's sum can't be represented.
    private mutating func take(_ id: String, _ place: Place) -> Bool {
        places[id] = nil
        if place.side == .buy {
            queues.bids[place.price]?.removeAll { $0.id == id }
            if queues.bids[place.price]?.isEmpty == true { queues.bids[place.price] = nil }
        } else {
            queues.asks[place.price]?.removeAll { $0.id == id }
            if queues.asks[place.price]?.isEmpty == true { queues.asks[place.price] = nil }
        }
        return total(place.side, place.price)
    }

    /// Sets a level to the sum of its orders; false when that can't be.
    private mutating func total(_ side: Side, _ price: ExactDecimal) -> Bool {
        var sum = ExactDecimal.zero
        do {
            for order in (side == .buy ? queues.bids[price] : queues.asks[price]) ?? [] {
                guard !order.quantity.isNegative else { return false }
                sum = try sum + order.quantity
            }
            try book.set(side, price: price, quantity: sum)
            return true
        } catch {
            return false
        }
    }
}
