import AdapterProtocol

/// A market's book: two sides over one pool of nodes. Strict price-time priority.
struct Book: Sendable {
    private(set) var bids = BookSide(.buy)
    private(set) var asks = BookSide(.sell)
    private var pool = NodePool()
    /// Grows by one with every changed level.
    private(set) var updateID: Int64

    init(updateID: Int64) {
        self.updateID = updateID
    }

    func side(_ side: Side) -> BookSide { side == .buy ? bids : asks }

    func node(_ index: Int32) -> BookNode { pool[index] }

    /// The price of the best level of one side.
    func bestTicks(_ side: Side) -> Int64? { side == .buy ? bids.bestTicks : asks.bestTicks }

    /// The order that trades next on one side: the oldest of the best level.
    func head(_ side: Side) -> Int32? { side == .buy ? bids.best?.head : asks.best?.head }

    /// Whether an order of the other side with this limit (`nil`: any price) would trade with the best level.
    func isReached(_ side: Side, by limitTicks: Int64?) -> Bool {
        side == .buy ? bids.isReached(by: limitTicks) : asks.isReached(by: limitTicks)
    }

    /// The node if it still belongs to this order.
    func node(_ index: Int32, of orderID: Int64) -> BookNode? { pool.node(index, of: orderID) }

    /// Puts an order at the end of its level's queue.
    mutating func insert(
        orderID: Int64, account: Int, side: Side, ticks: Int64, lots: Int64
    ) -> (node: Int32, change: LevelChange) {
        let index = pool.add(
            BookNode(
                orderID: orderID, account: account, side: side, ticks: ticks, lots: lots, previous: BookNode.none,
                next: BookNode.none))
        let sum = side == .buy ? bids.append(index, &pool) : asks.append(index, &pool)
        return (index, change(pool[index], sum))
    }

    /// Takes lots off a resting order, which keeps its place; at zero it leaves the book.
    mutating func reduce(_ index: Int32, by lots: Int64) -> LevelChange {
        pool[index].lots -= lots
        let node = pool[index]
        let sum = node.side == .buy ? bids.shrink(index, by: lots, &pool) : asks.shrink(index, by: lots, &pool)
        if node.lots == 0 { pool.free(index) }
        return change(node, sum)
    }

    private mutating func change(_ node: BookNode, _ lots: Int128) -> LevelChange {
        updateID += 1
        return LevelChange(
            updateID: updateID, side: node.side, ticks: node.ticks, lots: lots, orderID: node.orderID,
            orderLots: node.lots)
    }
}

/// A level's new sum, and the order that made it.
struct LevelChange: Sendable {
    let updateID: Int64
    let side: Side
    let ticks: Int64
    let lots: Int128
    let orderID: Int64
    /// What is left of the order; zero when it left the book.
    let orderLots: Int64
}

extension Book {
    /// Walks one side from the best level, queue order inside a level, until `visit` returns false.
    func walk(_ side: Side, _ visit: (BookNode) -> Bool) {
        for level in self.side(side).levels.reversed() {
            var index = level.head
            while index != BookNode.none {
                let node = pool[index]
                guard visit(node) else { return }
                index = node.next
            }
        }
    }
}
