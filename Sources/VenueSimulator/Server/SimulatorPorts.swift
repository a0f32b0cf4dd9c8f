/// Which listener gets which port: base + 0...4 for the first five venues of the order, whatever is selected, base + 5
/// for control, then the further ones of the order, then whatever other venues there are.
enum SimulatorPorts {
    /// The five venues of the product, in the seed's order.
    static let seed = ["luno", "binance", "kucoin", "kraken", "valr"]
    private static let controlOffset = 5

    /// The control port and one port per venue id; all 0 when the base is 0.
    static func assign(
        base: Int,
        venues: [String],
        order: [String] = seed
    ) throws(SimulatorError) -> (control: Int, venues: [String: Int]) {
        guard (0...65_535).contains(base) else { throw .portBaseOutOfRange(base) }
        guard base > 0 else { return (0, Dictionary(uniqueKeysWithValues: venues.map { ($0, 0) })) }
        var ports: [String: Int] = [:]
        // The control port is kept free also where the order has fewer than five.
        var next = max(order.count, controlOffset)
        for id in venues {
            if let index = order.firstIndex(of: id) {
                ports[id] = base + offset(index)
            } else {
                ports[id] = base + offset(next)
                next += 1
            }
        }
        let control = base + controlOffset
        guard control <= 65_535, ports.values.allSatisfy({ $0 <= 65_535 }) else { throw .portBaseOutOfRange(base) }
        return (control, ports)
    }

    private static func offset(_ position: Int) -> Int { position < controlOffset ? position : position + 1 }

    /// Sorts venue ids: the five in the seed's order, then the others by name.
    static func isBefore(_ left: String, _ right: String) -> Bool {
        let ranks = [left, right].map { seed.firstIndex(of: $0) ?? seed.count }
        return ranks[0] == ranks[1] ? left < right : ranks[0] < ranks[1]
    }
}
