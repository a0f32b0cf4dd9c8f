import VenueSimulator

extension Acorn {
    /// Order ids are unique over all markets, the engine's within one: the market is the last digit.
    enum OrderID {
        static func text(_ id: Int64, of market: Market) -> String { String(id * 10 + Int64(market.index)) }

        /// The engine's id behind a text; nil for one that this market has not given out.
        static func read(_ text: String, of market: Market) -> Int64? {
            guard (1...15).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let value = Int64(text), value % 10 == Int64(market.index)
            else { return nil }
            return value / 10
        }
    }
}
