import AdapterProtocol

/// One price of one side: a queue of nodes, oldest first.
struct Level: Sendable {
    /// Ticks for bids, minus ticks for asks: the best level always has the largest key.
    let key: Int64
    var lots: Int64
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

/// A resting order in the book: what matching needs of it, linked to its neighbours in the queue.
struct BookNode: Sendable {
    /// 0 marks a free node.
    var orderID: Int64
    var account: Int
    var side: Side
    var ticks: Int64
    var lots: Int64
    var previous: Int32
    var next: Int32

    static let none: Int32 = -1
}
