/// Which listener gets which port: base + 0...4 for the five venues in the seed's order whatever is selected,
/// base + 5 for control, then whatever other venues there are.
enum SimulatorPorts {
    static let order = ["luno", "binance", "kucoin", "kraken", "valr"]

    /// The control port and one port per venue id; all 0 when the base is 0.
    static func assign(
        base: Int,
        venues: [String]
    ) throws(SimulatorError) -> (control: Int, venues: [String: Int]) {
        guard (0...65_535).contains(base) else { throw .portBaseOutOfRange(base) }
        guard base > 0 else { return (0, Dictionary(uniqueKeysWithValues: venues.map { ($0, 0) })) }
        var ports: [String: Int] = [:]
        var next = base + order.count + 1
        for id in venues {
            if let index = order.firstIndex(of: id) {
                ports[id] = base + index
            } else {
                ports[id] = next
                next += 1
            }
        }
        let control = base + order.count
        guard control <= 65_535, ports.values.allSatisfy({ $0 <= 65_535 }) else { throw .portBaseOutOfRange(base) }
        return (control, ports)
    }

    /// Sorts venue ids: the five in the seed's order, then the others by name.
    static func isBefore(_ left: String, _ right: String) -> Bool {
        let ranks = [left, right].map { order.firstIndex(of: $0) ?? order.count }
        return ranks[0] == ranks[1] ? left < right : ranks[0] < ranks[1]
    }
}
