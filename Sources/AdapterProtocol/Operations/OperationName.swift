/// Names one call of a venue across logs, metrics, rate-limit tables and fault plans, for example `order.place`.
public struct OperationName: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The dotted word.
    public let rawValue: String

    /// Wraps a dotted word.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// A dotted word.
    public init(stringLiteral value: StaticString) {
        rawValue = value.description
    }

    /// The dotted word.
    public var description: String { rawValue }
}
