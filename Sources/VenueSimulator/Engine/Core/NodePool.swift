import AdapterProtocol

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

/// All resting orders of a book, addressed by small numbers that are used again.
struct NodePool: Sendable {
    private var nodes: [BookNode] = []
    private var unused: [Int32] = []

    subscript(index: Int32) -> BookNode {
        get { nodes[Int(index)] }
        _modify { yield &nodes[Int(index)] }
    }

    /// The node if it still belongs to this order.
    func node(_ index: Int32, of orderID: Int64) -> BookNode? {
        guard nodes.indices.contains(Int(index)), nodes[Int(index)].orderID == orderID else { return nil }
        return nodes[Int(index)]
    }

    mutating func add(_ node: BookNode) -> Int32 {
        if let index = unused.popLast() {
            nodes[Int(index)] = node
            return index
        }
        nodes.append(node)
        return Int32(truncatingIfNeeded: nodes.count - 1)
    }

    /// Marks the node unused.
    mutating func free(_ index: Int32) {
        nodes[Int(index)].orderID = 0
        unused.append(index)
    }
}
