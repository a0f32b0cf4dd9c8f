import AdapterProtocol

/// A market's book: two sides over one pool of nodes. Strict price-time priority.
struct Book: Sendable {
    private(set) var bids = BookSide(.buy)
    private(set) var asks = BookSide(.sell)
    private var nodes: [BookNode] = []
    private var free: [Int32] = []
    /// Grows by one with every changed level.
    private(set) var updateID: Int64

    init(updateID: Int64) {
        self.updateID = updateID
    }

    func side(_ side: Side) -> BookSide { side == .buy ? bids : asks }

    func node(_ index: Int32) -> BookNode { nodes[Int(index)] }

    /// The price of the best level of one side.
    func bestTicks(_ side: Side) -> Int64? { side == .buy ? bids.bestTicks : asks.bestTicks }

    /// The order that trades next on one side: the oldest of the best level.
    func head(_ side: Side) -> Int32? { side == .buy ? bids.best?.head : asks.best?.head }

    /// Whether an order of the other side with this limit (`nil`: any price) would trade with the best level.
    func isReached(_ side: Side, by limitTicks: Int64?) -> Bool {
        side == .buy ? bids.isReached(by: limitTicks) : asks.isReached(by: limitTicks)
    }

    /// The node if it still belongs to this order.
    func node(_ index: Int32, of orderID: Int64) -> BookNode? {
        guard nodes.indices.contains(Int(index)), nodes[Int(index)].orderID == orderID else { return nil }
        return nodes[Int(index)]
    }

    /// Puts an order at the end of its level's queue.
    mutating func insert(orderID: Int64, account: Int, side: Side, ticks: Int64, lots: Int64) -> (Int32, LevelChange) {
        let node = BookNode(
            orderID: orderID, account: account, side: side, ticks: ticks, lots: lots, previous: BookNode.none,
            next: BookNode.none)
        let index = allocate(node)
        let change = side == .buy ? append(index, lots, to: &bids, ticks) : append(index, lots, to: &asks, ticks)
        return (index, change)
    }

    /// Takes lots off a resting order, which keeps its place; at zero it leaves the book.
    mutating func reduce(_ index: Int32, by lots: Int64) -> LevelChange {
        nodes[Int(index)].lots -= lots
        let node = nodes[Int(index)]
        let change = node.side == .buy ? shrink(index, node, lots, &bids) : shrink(index, node, lots, &asks)
        if node.lots == 0 {
            nodes[Int(index)].orderID = 0
            free.append(index)
        }
        return change
    }

    private mutating func allocate(_ node: BookNode) -> Int32 {
        if let index = free.popLast() {
            nodes[Int(index)] = node
            return index
        }
        nodes.append(node)
        return Int32(truncatingIfNeeded: nodes.count - 1)
    }

    private mutating func append(
        _ index: Int32, _ lots: Int64, to side: inout BookSide, _ ticks: Int64
    ) -> LevelChange {
        let key = side.key(ticks)
        let (position, exists) = side.find(key)
        if exists {
            let tail = side.levels[position].tail
            nodes[Int(tail)].next = index
            nodes[Int(index)].previous = tail
            side.levels[position].tail = index
            side.levels[position].lots += lots
            side.levels[position].orderCount += 1
        } else {
            side.levels.insert(Level(key: key, lots: lots, orderCount: 1, head: index, tail: index), at: position)
        }
        return change(side.side, ticks, side.levels[position].lots)
    }

    private mutating func shrink(
        _ index: Int32, _ node: BookNode, _ lots: Int64, _ side: inout BookSide
    ) -> LevelChange {
        let (position, _) = side.find(side.key(node.ticks))
        side.levels[position].lots -= lots
        let rest = side.levels[position].lots
        if node.lots == 0 {
            unlink(node, from: &side.levels[position])
            if side.levels[position].orderCount == 0 { side.levels.remove(at: position) }
        }
        return change(side.side, node.ticks, rest)
    }

    private mutating func unlink(_ node: BookNode, from level: inout Level) {
        if node.previous == BookNode.none { level.head = node.next } else { nodes[Int(node.previous)].next = node.next }
        if node.next == BookNode.none { level.tail = node.previous } else { nodes[Int(node.next)].previous = node.previous }
        level.orderCount -= 1
    }

    private mutating func change(_ side: Side, _ ticks: Int64, _ lots: Int64) -> LevelChange {
        updateID += 1
        return LevelChange(updateID: updateID, side: side, ticks: ticks, lots: lots)
    }
}

/// A level's new sum.
struct LevelChange: Sendable {
    let updateID: Int64
    let side: Side
    let ticks: Int64
    let lots: Int64
}

extension Book {
    /// Walks one side from the best level, queue order inside a level, until `visit` returns false.
    func walk(_ side: Side, _ visit: (BookNode) -> Bool) {
        for level in self.side(side).levels.reversed() {
            var index = level.head
            while index != BookNode.none {
                let node = nodes[Int(index)]
                guard visit(node) else { return }
                index = node.next
            }
        }
    }
}
