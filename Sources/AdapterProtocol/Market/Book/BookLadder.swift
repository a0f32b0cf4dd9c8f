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

    /// Turns keys into numbers of which a better price has the greater one, by inverting all bits of a seller's.
    @inline(__always)
    private var inversion: Int64 { side == .buy ? 0 : -1 }

    /// Sets a level, or removes it with zero. Removing what is not there changes nothing.
    ///
    /// - Parameter place: Where the last change of the side was, to begin there; says where this one was. Any number will
    ///   do, and the change is the same.
    @inline(__always)
    mutating func set(_ key: Int64, _ quantity: ExactDecimal, near place: inout Int) {
        place = position(of: key, near: place)
        let isThere = place < rungs.count && rungs[place].key == key
        if isThere, !quantity.isZero {
            rungs[place].quantity = quantity
        } else if isThere {
            remove(at: place)
        } else if !quantity.isZero {
            insert(Rung(key: key, quantity: quantity), at: place)
        }
    }

    @inline(never)
    private mutating func remove(at place: Int) { rungs.remove(at: place) }

    @inline(never)
    private mutating func insert(_ rung: Rung, at place: Int) { rungs.insert(rung, at: place) }

    /// The quantity at a price, nil for none.
    func quantity(at key: Int64) -> ExactDecimal? {
        let place = position(of: key, near: rungs.count)
        return place < rungs.count && rungs[place].key == key ? rungs[place].quantity : nil
    }

    /// Keeps the best `depth` levels.
    mutating func cut(to depth: Int) {
        if rungs.count > depth { rungs.removeFirst(rungs.count - max(depth, 0)) }
    }

    mutating func removeAll() {
        rungs.removeAll(keepingCapacity: true)
    }

    /// Where the level is or would be inserted.
    ///
    /// Most changes are near the best price, and those of a frame stand in the order of their prices. So the search begins
    /// at the last change where that was of a better price, else at the best, and counts through windows of eight, which
    /// needs no decision that a processor could guess wrong but the last; what is farther away is halved.
    @inline(__always)
    private func position(of key: Int64, near place: Int) -> Int {
        let inversion = inversion
        let wanted = key ^ inversion
        return rungs.withUnsafeBufferPointer { rungs in
            var high = rungs.count
            if place >= 0, place < high, rungs[place].key ^ inversion >= wanted { high = place &+ 1 }
            var windows = 0
            while high >= 8, windows < 5, let end = rungs.baseAddress.map({ $0 + high }) {
                let worse = Self.worse(below: end, wanted, inversion)
                high &-= 8 &- worse
                if worse > 0 { return high }
                windows &+= 1
            }
            return Self.halved(rungs, below: high, wanted, inversion)
        }
    }

    /// How many of the eight rungs before a place are worse than a key. Keys are above zero, so that differences of two
    /// fit; the sign of each is counted, not asked.
    @inline(__always)
    private static func worse(below end: UnsafePointer<Rung>, _ wanted: Int64, _ inversion: Int64) -> Int {
        @inline(__always)
        func sign(_ offset: Int) -> Int64 { (((end - offset).pointee.key ^ inversion) &- wanted) &>> 63 }
        let near = sign(1) &+ sign(2) &+ (sign(3) &+ sign(4))
        let far = sign(5) &+ sign(6) &+ (sign(7) &+ sign(8))
        return Int(truncatingIfNeeded: 0 &- (near &+ far))
    }

    @inline(never)
    private static func halved(
        _ rungs: UnsafeBufferPointer<Rung>, below end: Int, _ wanted: Int64, _ inversion: Int64
    ) -> Int {
        var low = 0
        var high = end
        while low < high {
            let middle = (low &+ high) >> 1
            if rungs[middle].key ^ inversion < wanted { low = middle &+ 1 } else { high = middle }
        }
        return low
    }
}
