/// One side of a live book: levels by integer price, the best one last.
///
/// An array, not a tree: books change near their best price, where an insertion moves little, and neighbours in price are
/// neighbours in memory.
public struct BookLadder: Sendable, Hashable {
    /// One level; its price is an integer at the book's scale.
    @usableFromInline
    struct Rung: Sendable, Hashable {
        @usableFromInline let key: Int64
        @usableFromInline var quantity: ExactDecimal

        @inlinable
        init(key: Int64, quantity: ExactDecimal) {
            self.key = key
            self.quantity = quantity
        }
    }

    /// Whose side it is: of bids the highest is the best.
    public let side: Side
    /// Worst first.
    @usableFromInline var rungs: [Rung] = []

    @inlinable
    init(side: Side) {
        self.side = side
    }

    /// How many levels are known.
    @inlinable public var count: Int { rungs.count }

    /// Whether `left` is worse than `right` on this side.
    @inline(__always)
    func isWorse(_ left: Int64, _ right: Int64) -> Bool { side == .buy ? left < right : left > right }

    /// Sets a level, or removes it with zero. Removing what is not there changes nothing.
    mutating func set(_ key: Int64, _ quantity: ExactDecimal) {
        let place = position(of: key)
        let isThere = place < rungs.count && rungs[place].key == key
        if quantity.isZero {
            if isThere { rungs.remove(at: place) }
        } else if isThere {
            rungs[place].quantity = quantity
        } else {
            rungs.insert(Rung(key: key, quantity: quantity), at: place)
        }
    }

    /// The quantity at a price, nil for none.
    func quantity(at key: Int64) -> ExactDecimal? {
        let place = position(of: key)
        return place < rungs.count && rungs[place].key == key ? rungs[place].quantity : nil
    }

    /// Keeps the best `depth` levels.
    mutating func cut(to depth: Int) {
        if rungs.count > depth { rungs.removeFirst(rungs.count - max(depth, 0)) }
    }

    mutating func removeAll() {
        rungs.removeAll(keepingCapacity: true)
    }

    /// Where the level is or would be inserted. Looks at the best few first: most changes are there.
    @inline(__always)
    private func position(of key: Int64) -> Int {
        var low = 0
        var high = rungs.count
        rungs.withUnsafeBufferPointer { rungs in
            // Galloping from the best: 1, 2, 4 … rungs back.
            var step = 1
            while high > 0, isWorse(key, rungs[max(high - step, 0)].key) {
                high = max(high - step, 0)
                step &*= 2
            }
            low = max(high - step, 0)
            while low < high {
                let middle = (low &+ high) >> 1
                if isWorse(rungs[middle].key, key) { low = middle &+ 1 } else { high = middle }
            }
        }
        return low
    }
}
