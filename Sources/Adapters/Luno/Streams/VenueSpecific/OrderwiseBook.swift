import AdapterProtocol

/// A book whose changes are told order by order: every resting order, and beside it the sums a price that make the book
/// (luno.md I.2).
struct OrderwiseBook: Sendable {
    /// One resting order. The price is kept exact and not as the book's integer, whose scale may widen.
    struct Resting: Sendable {
        let side: Side
        let price: ExactDecimal
        let remaining: ExactDecimal
    }

    /// A frame says what cannot be: the book is not the venue's any more (luno.md I.3).
    struct Contradiction: Error {}

    /// The sums.
    private(set) var book: LiveBook
    private var orders: [OrderKey: Resting] = [:]

    init(symbol: Symbol, priceScale: Int) {
        book = LiveBook(symbol: symbol, priceScale: priceScale, integrity: .sequence)
    }

    /// How many orders rest.
    var count: Int { orders.count }

    /// Puts an order in.
    mutating func create(_ order: CreatedOrder) throws(Contradiction) {
        guard order.volume.isPositive, orders[order.key] == nil else { throw Contradiction() }
        try change(order.side, order.price) { sum throws(DecimalError) in try sum + order.volume }
        orders[order.key] = Resting(side: order.side, price: order.price, remaining: order.volume)
    }

    /// Takes an order out; one that is not there changes nothing, which is no error (luno.md I.2).
    ///
    /// - Returns: Whether it was there.
    mutating func delete(_ key: OrderKey) throws(Contradiction) -> Bool {
        guard let order = orders.removeValue(forKey: key) else { return false }
        try change(order.side, order.price) { sum throws(DecimalError) in try sum - order.remaining }
        return true
    }

    /// Takes what was traded off its maker. One that is traded whole is gone: no deletion is told (luno.md K.4).
    ///
    /// - Returns: The maker as it was.
    mutating func trade(_ maker: OrderKey, _ base: ExactDecimal) throws(Contradiction) -> Resting {
        guard base.isPositive, let order = orders[maker], base <= order.remaining else { throw Contradiction() }
        try change(order.side, order.price) { sum throws(DecimalError) in try sum - base }
        if base == order.remaining {
            orders[maker] = nil
        } else {
            guard let rest = try? order.remaining - base else { throw Contradiction() }
            // Not in place through a subscript, which costs memory each time.
            orders.updateValue(Resting(side: order.side, price: order.price, remaining: rest), forKey: maker)
        }
        return order
    }

    /// Forgets everything.
    mutating func forget(because cause: StreamCause) {
        orders = [:]
        book.removeLevels()
        book.sequence = nil
        book.mark(.resyncing(cause))
    }

    /// Says what the book is worth.
    mutating func mark(_ state: BookState) { book.mark(state) }

    /// Says up to which frame the book goes.
    mutating func stamp(_ sequence: Int64, _ time: Timestamp?) {
        book.sequence = UInt64(exactly: sequence)
        if let time { book.time = time }
    }

    private mutating func change(
        _ side: Side, _ price: ExactDecimal, _ sum: (ExactDecimal) throws(DecimalError) -> ExactDecimal
    ) throws(Contradiction) {
        guard price.isPositive, let quantity = try? sum(book.quantity(side, at: price)),
            (try? book.set(side, price: price, quantity: quantity)) != nil
        else { throw Contradiction() }
    }
}

// The snapshot.
extension OrderwiseBook {
    /// Takes over a snapshot, in whatever order its rows stand.
    mutating func replace(_ rows: [CreatedOrder]) throws(Contradiction) {
        orders = [:]
        orders.reserveCapacity(rows.count + rows.count / 4)
        for row in rows {
            guard row.volume.isPositive else { throw Contradiction() }
            let order = Resting(side: row.side, price: row.price, remaining: row.volume)
            guard orders.updateValue(order, forKey: row.key) == nil else { throw Contradiction() }
        }
        let bids = try Self.levels(rows, .buy)
        let asks = try Self.levels(rows, .sell)
        do throws(BookError) {
            try book.replace(bids: bids, asks: asks)
        } catch {
            throw Contradiction()
        }
    }

    /// One side's sums, best first. The venue sends its rows like that, which nobody promises (luno.md I.1): inserting
    /// thousands of levels where they happen to belong would move the others each time.
    private static func levels(_ rows: [CreatedOrder], _ side: Side) throws(Contradiction) -> [BookLevel] {
        var own = rows.filter { $0.side == side }
        let isWorse: (CreatedOrder, CreatedOrder) -> Bool =
            side == .buy ? { $0.price < $1.price } : { $0.price > $1.price }
        if zip(own, own.dropFirst()).contains(where: { isWorse($0, $1) }) { own.sort { isWorse($1, $0) } }
        var levels: [BookLevel] = []
        for row in own {
            guard let last = levels.last, last.price == row.price else {
                levels.append(BookLevel(price: row.price, quantity: row.volume))
                continue
            }
            guard let sum = try? last.quantity + row.volume else { throw Contradiction() }
            levels[levels.count - 1] = BookLevel(price: row.price, quantity: sum)
        }
        return levels
    }
}
