import AdapterTesting

/// A market that makes numbered frames and keeps its own list of orders: what an undamaged stream leads to.
struct MarketModel {
    struct Resting {
        let id: String
        let isBid: Bool
        let price: Int
        var volume: Int
    }

    private var random: SplitMix
    private(set) var orders: [Resting] = []
    private(set) var sequence: Int64 = 1_000
    private var lastID = 0
    /// Both sides' levels after each frame, by its number.
    private(set) var history: [Int64: [String]] = [:]

    init(seed: UInt64) {
        random = SplitMix(seed: seed)
        for _ in 0..<12 { add() }
        history[sequence] = levels
    }

    /// The levels as `MarketProbe` prints them, bids before asks.
    var levels: [String] { side(true) + ["|"] + side(false) }

    var snapshot: String {
        func rows(_ isBid: Bool) -> String {
            orders.filter { $0.isBid == isBid }.map {
                #"{"id":"\#($0.id)","price":"\#($0.price).00","volume":"\#($0.volume)"}"#
            }.joined(separator: ",")
        }
        return #"{"sequence":"\#(sequence)","asks":[\#(rows(false))],"bids":[\#(rows(true))],"#
            + #""status":"ACTIVE","timestamp":1790127203000}"#
    }

    /// Something happens.
    mutating func next() -> String {
        sequence += 1
        let frame = act()
        history[sequence] = levels
        return frame
    }

    private mutating func act() -> String {
        let choice = random.index(below: 10)
        if choice < 4 || orders.isEmpty {
            let order = add()
            return Update.create(
                sequence, order.id, order.isBid ? "BID" : "ASK", "\(order.price)", "\(order.volume)")
        }
        let index = random.index(below: orders.count)
        let order = orders[index]
        if choice < 7 {
            orders.remove(at: index)
            return Update.delete(sequence, order.id)
        }
        if choice == 9 { return Update.frame(sequence) }
        let base = 1 + random.index(below: order.volume)
        if base == order.volume { orders.remove(at: index) } else { orders[index].volume -= base }
        return Update.trade(sequence, order.id, "\(base)", number: sequence * 10)
    }

    @discardableResult
    private mutating func add() -> Resting {
        lastID += 1
        let isBid = random.index(below: 2) == 0
        let price = isBid ? 90 + random.index(below: 10) : 101 + random.index(below: 10)
        let order = Resting(
            id: "BX\(10_000_000_000_000 + lastID)", isBid: isBid, price: price, volume: 1 + random.index(below: 9))
        orders.append(order)
        return order
    }

    private func side(_ isBid: Bool) -> [String] {
        var sums: [Int: Int] = [:]
        for order in orders where order.isBid == isBid { sums[order.price, default: 0] += order.volume }
        return sums.sorted { isBid ? $0.key > $1.key : $0.key < $1.key }.map { "\($0.key)@\($0.value)" }
    }
}
