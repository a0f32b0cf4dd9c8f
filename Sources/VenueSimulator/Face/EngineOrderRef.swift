/// Names an order of the engine, whose ids are unique per market only.
public struct EngineOrderRef: Hashable, Sendable, Codable {
    /// The market.
    public let symbol: String
    /// The exchange's id.
    public let id: Int64

    /// The name of an order.
    public init(_ order: EngineOrder) {
        symbol = order.symbol
        id = order.id
    }

    /// The name of the order with this id in this market.
    public init(symbol: String, id: Int64) {
        self.symbol = symbol
        self.id = id
    }
}
