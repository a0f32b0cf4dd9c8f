import VenueSimulator

extension Luno {
    /// Names an order of the engine, whose ids are unique per market only; made from an order or from a fill.
    struct Ref: Hashable, Sendable, Codable {
        let symbol: String
        let id: Int64

        init(_ order: EngineOrder) {
            symbol = order.symbol
            id = order.id
        }

        init(_ fill: EngineFill) {
            symbol = fill.symbol
            id = fill.orderID
        }
    }
}
