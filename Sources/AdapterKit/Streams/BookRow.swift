public import AdapterProtocol

/// One changed level as a frame states it.
public struct BookRow: Sendable, Hashable {
    /// Whose side.
    public let side: Side
    /// The level.
    public let price: ExactDecimal
    /// What rests there now; zero for nothing.
    public let quantity: ExactDecimal
    /// The row's own number where rows have one (KuCoin), else 0.
    public let sequence: Int64

    /// A row.
    @inlinable
    public init(_ side: Side, _ price: ExactDecimal, _ quantity: ExactDecimal, sequence: Int64 = 0) {
        self.side = side
        self.price = price
        self.quantity = quantity
        self.sequence = sequence
    }
}
