import AdapterProtocol

/// An order that waits for its trigger price.
struct ArmedOrder: Sendable {
    let ticks: Int64
    let orderID: Int64
    let account: Int
}

/// The waiting orders of one market, each list with the next one to fire last.
struct ArmedOrders: Sendable {
    /// Fire when a trade is at or above their price.
    private(set) var rising: [ArmedOrder] = []
    /// Fire when a trade is at or below their price.
    private(set) var falling: [ArmedOrder] = []

    mutating func insert(_ order: ArmedOrder, isRising: Bool) {
        if isRising {
            let index = rising.firstIndex {
                $0.ticks < order.ticks || ($0.ticks == order.ticks && $0.orderID < order.orderID)
            }
            rising.insert(order, at: index ?? rising.count)
        } else {
            let index = falling.firstIndex {
                $0.ticks > order.ticks || ($0.ticks == order.ticks && $0.orderID < order.orderID)
            }
            falling.insert(order, at: index ?? falling.count)
        }
    }

    mutating func remove(_ orderID: Int64, isRising: Bool) {
        if isRising {
            rising.removeAll { $0.orderID == orderID }
        } else {
            falling.removeAll { $0.orderID == orderID }
        }
    }

    /// Takes out what trades between `low` and `high` fire, oldest order first.
    mutating func takeFired(low: Int64, high: Int64) -> [ArmedOrder] {
        var fired: [ArmedOrder] = []
        while let next = rising.last, next.ticks <= high {
            fired.append(next)
            rising.removeLast()
        }
        while let next = falling.last, next.ticks >= low {
            fired.append(next)
            falling.removeLast()
        }
        return fired.sorted { $0.orderID < $1.orderID }
    }
}

/// A market as the engine keeps it.
struct MarketState: Sendable {
    let spec: MarketSpec
    let units: MarketUnits
    var phase: TradingPhase
    var book: Book
    var history: TradeHistory
    var armed = ArmedOrders()
    var nextOrderID: Int64
    var nextPreventedMatchID: Int64 = 1
    var lastTicks: Int64
    /// Extremes of the trades since armed orders were last looked at; `nil` when there was none.
    var tradedRange: (low: Int64, high: Int64)?
    var maker: MarketMaker

    mutating func takeOrderID() -> Int64 {
        defer { nextOrderID += 1 }
        return nextOrderID
    }
}

/// The background market maker's memory of one market.
struct MarketMaker: Sendable {
    var random: SplitMix64
    /// Where the price would be without users, in ticks.
    var reference: Int64
    let lowest: Int64
    let highest: Int64
    let gap: Int64
    var bids: [Quote] = []
    var asks: [Quote] = []

    /// One resting quote.
    struct Quote: Sendable {
        let ticks: Int64
        let orderID: Int64
        let node: Int32
    }
}
