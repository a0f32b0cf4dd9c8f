import AdapterProtocol

/// The newest public trades of a market, oldest first. Ids are consecutive, so that they are counted and not kept.
struct TradeRing: Sendable, RandomAccessCollection {
    private var kept: Ring<KeptTrade>
    /// The id of the trade that comes next.
    private(set) var nextID: Int64

    init(capacity: Int, nextID: Int64) {
        kept = Ring(capacity: capacity)
        self.nextID = nextID
    }

    var startIndex: Int { 0 }
    var endIndex: Int { kept.count }

    subscript(position: Int) -> TradeRecord {
        let trade = kept[position]
        return TradeRecord(
            id: nextID - Int64(kept.count - position), aggregateID: trade.aggregateID, ticks: trade.ticks,
            lots: abs(trade.bought), time: trade.time, takerSide: trade.bought > 0 ? .buy : .sell)
    }

    /// See ``Ring/reserve(_:)``.
    mutating func reserve(_ count: Int) {
        kept.reserve(count)
    }

    /// Adds the trade with the next id.
    mutating func append(aggregateID: Int64, ticks: Int64, lots: Int64, time: Int64, takerSide: Side) -> TradeRecord {
        kept.append(
            KeptTrade(aggregateID: aggregateID, ticks: ticks, bought: takerSide == .buy ? lots : -lots, time: time))
        defer { nextID += 1 }
        return TradeRecord(
            id: nextID, aggregateID: aggregateID, ticks: ticks, lots: lots, time: time, takerSide: takerSide)
    }
}

/// A trade without its id.
struct KeptTrade: Sendable {
    let aggregateID: Int64
    let ticks: Int64
    /// Lots that the taker bought, negative when it sold; a trade has at least one lot.
    let bought: Int64
    let time: Int64
}
