/// The id a venue gave an order, as text (some exceed 2^53). Unique per symbol only on Binance: key by (symbol, id).
public struct VenueOrderID: RawRepresentable, Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    /// The venue's text.
    public let rawValue: String

    /// Wraps the venue's text.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Orders bytewise, for stable listings.
    public static func < (left: VenueOrderID, right: VenueOrderID) -> Bool {
        left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
    }

    /// The venue's text.
    public var description: String { rawValue }
}

/// The id a venue gave one fill, as text; together with symbol and order id the identity of the fill.
public struct FillID: RawRepresentable, Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    /// The venue's text.
    public let rawValue: String

    /// Wraps the venue's text.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Orders bytewise, for stable listings.
    public static func < (left: FillID, right: FillID) -> Bool {
        left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
    }

    /// The venue's text.
    public var description: String { rawValue }
}
