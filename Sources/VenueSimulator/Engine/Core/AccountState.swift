/// An open or remembered order and, while it rests, its place in the book.
struct DeskOrder: Sendable {
    var record: OrderRecord
    var node: Int32 = BookNode.none
}

/// One account's orders and fills in one market, ascending by id.
struct Desk: Sendable {
    var orders: [DeskOrder] = []
    var fills: [FillRecord] = []
    var prevented: [PreventedMatch] = []
    /// Ids of the open and waiting orders, ascending.
    private(set) var openIDs: [Int64] = []

    /// The position of the order with this id.
    func position(of id: Int64) -> Int? {
        var low = 0
        var high = orders.count
        while low < high {
            let middle = (low + high) / 2
            if orders[middle].record.id < id { low = middle + 1 } else { high = middle }
        }
        return low < orders.count && orders[low].record.id == id ? low : nil
    }

    /// Counts an order in; ids only grow.
    mutating func open(_ id: Int64) {
        openIDs.append(id)
    }

    /// Counts an order out.
    mutating func close(_ id: Int64) {
        var low = 0
        var high = openIDs.count
        while low < high {
            let middle = (low + high) / 2
            if openIDs[middle] < id { low = middle + 1 } else { high = middle }
        }
        if low < openIDs.count, openIDs[low] == id { openIDs.remove(at: low) }
    }
}

/// Under which name a client order id is remembered; `market` is -1 where ids are the account's.
struct ClientIDKey: Sendable, Hashable {
    let market: Int
    let id: String
}

/// Where an order is.
struct OrderPlace: Sendable, Hashable {
    let market: Int
    let id: Int64
}

/// An account as the engine keeps it. Amounts are in smallest units, by asset index.
struct AccountState: Sendable {
    let id: String
    var fees: EngineFees
    var makerRate: Int128
    var takerRate: Int128
    var usesFeeDiscount = false
    var free: [Int128]
    var locked: [Int128]
    var desks: [Desk]
    var clientIDs: [ClientIDKey: OrderPlace] = [:]
    var openCount = 0
    var updatedAt: Int64
    /// Assets that changed since the last event about this account.
    var dirty: [Bool]
    var isDirty = false

    init(id: String, fees: EngineFees, rates: (maker: Int128, taker: Int128), assets: Int, markets: Int, now: Int64) {
        self.id = id
        self.fees = fees
        makerRate = rates.maker
        takerRate = rates.taker
        free = Array(repeating: 0, count: assets)
        locked = Array(repeating: 0, count: assets)
        desks = Array(repeating: Desk(), count: markets)
        dirty = Array(repeating: false, count: assets)
        updatedAt = now
    }
}
