/// Names a venue: the lower-case word used in configuration, URLs and file names, for example `binance`.
public struct VenueID: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    /// The lower-case word.
    public let rawValue: String

    /// Wraps a venue's word; adapters define theirs once as a constant.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The lower-case word.
    public var description: String { rawValue }
}
