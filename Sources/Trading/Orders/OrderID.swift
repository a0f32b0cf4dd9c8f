public import AdapterProtocol

/// The platform's id of an order: `order_` and 12 hexadecimal digits (host-api.md 2.3), the low 48 bits of the client
/// order id, so that each can be told from the other.
public struct OrderID: RawRepresentable, Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    /// The text.
    public let rawValue: String

    /// Wraps a text, whatever it is: an unknown id is simply not found.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The id that belongs to a client order id.
    public init(of client: ClientOrderID) {
        let prefix: StaticString = "order_"
        rawValue = String(unsafeUninitializedCapacity: prefix.utf8CodeUnitCount + 12) { buffer in
            for position in 0..<prefix.utf8CodeUnitCount { buffer[position] = prefix.utf8Start[position] }
            for place in 0..<12 {
                let digit = UInt8(truncatingIfNeeded: client.bits >> UInt128(44 - 4 * place)) & 15
                buffer[prefix.utf8CodeUnitCount + place] = digit < 10 ? 0x30 + digit : 0x57 + digit
            }
            return prefix.utf8CodeUnitCount + 12
        }
    }

    /// Orders bytewise.
    public static func < (left: OrderID, right: OrderID) -> Bool {
        left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
    }

    /// The text.
    public var description: String { rawValue }
}
