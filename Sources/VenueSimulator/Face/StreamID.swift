/// One WebSocket connection to a simulated venue; numbers rise in the order in which connections were opened.
public struct StreamID: Sendable, Hashable, Comparable {
    /// The number.
    public let number: UInt64

    /// Wraps a number.
    public init(_ number: UInt64) {
        self.number = number
    }

    /// Opened earlier is less.
    public static func < (left: StreamID, right: StreamID) -> Bool { left.number < right.number }
}
