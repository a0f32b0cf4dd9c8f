import AdapterProtocol

/// One price of one side: a queue of nodes, oldest first.
struct Level: Sendable {
    /// Ticks for bids, minus ticks for asks: the best level always has the largest key.
    let key: Int64
    /// Sum of the queue; wider than one order, so that no number of orders overflows it.
    var lots: Int128
    var orderCount: Int
    var head: Int32
    var tail: Int32
}

/// One side of a book: levels sorted by key, the best one last, so that taking it moves nothing.
struct BookSide: Sendable {
    let side: Side
    var levels: [Level] = []

    init(_ side: Side) {
        self.side = side
    }

    func key(_ ticks: Int64) -> Int64 { side == .buy ? ticks : -ticks }
    func ticks(_ level: Level) -> Int64 { side == .buy ? level.key : -level.key }

    var best: Level? { levels.last }
    var bestTicks: Int64? { levels.last.map(ticks) }

    /// Whether an order of the other side with this limit would trade with the best level; `nil` trades at any price.
    func isReached(by limitTicks: Int64?) -> Bool {
        guard let best = levels.last else { return false }
        guard let limitTicks else { return true }
        return best.key >= key(limitTicks)
    }

    /// The index of the level with this key, or where it would go.
    func find(_ key: Int64) -> (index: Int, exists: Bool) {
        var low = 0
        var high = levels.count
        while low < high {
            let middle = (low + high) / 2
            if levels[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return (low, low < levels.count && levels[low].key == key)
    }
}

extension BookSide {
    /// Links a node to the end of its level's queue and returns the level's new sum.
    mutating func append(_ index: Int32, _ pool: inout NodePool) -> Int128 {
        let node = pool[index]
        let key = key(node.ticks)
        let (position, exists) = find(key)
        guard exists else {
            levels.insert(
                Level(key: key, lots: Int128(node.lots), orderCount: 1, head: index, tail: index), at: position)
            return Int128(node.lots)
        }
        let tail = levels[position].tail
        pool[tail].next = index
        pool[index].previous = tail
        levels[position].tail = index
        levels[position].lots += Int128(node.lots)
        levels[position].orderCount += 1
        return levels[position].lots
    }

    /// Takes lots, which the node has already lost, off its level; unlinks an empty node and drops an empty level.
    /// Returns the level's new sum.
    mutating func shrink(_ index: Int32, by lots: Int64, _ pool: inout NodePool) -> Int128 {
        let node = pool[index]
        let (position, _) = find(key(node.ticks))
        levels[position].lots -= Int128(lots)
        let sum = levels[position].lots
        guard node.lots == 0 else { return sum }
        if node.previous == BookNode.none {
            levels[position].head = node.next
        } else {
            pool[node.previous].next = node.next
        }
        if node.next == BookNode.none {
            levels[position].tail = node.previous
        } else {
            pool[node.next].previous = node.previous
        }
        levels[position].orderCount -= 1
        if levels[position].orderCount == 0 { levels.remove(at: position) }
        return sum
    }
}
