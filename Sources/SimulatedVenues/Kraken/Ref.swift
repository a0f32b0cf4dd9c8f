import VenueSimulator

extension Kraken {
    /// Names an order of the engine, whose ids are unique per market only.
    struct Ref: Hashable, Sendable, Codable {
        let symbol: String
        let id: Int64

        init(symbol: String, id: Int64) {
            self.symbol = symbol
            self.id = id
        }

        init(_ order: EngineOrder) { self.init(symbol: order.symbol, id: order.id) }

        /// The order that a fill belongs to.
        init(orderOf fill: EngineFill) { self.init(symbol: fill.symbol, id: fill.orderID) }
    }
}
