/// A spot market under its canonical name, base before quote: `BTC/USDT`.
///
/// A venue's own spelling never leaves its adapter; the map between the two is built from the venue's instrument list,
/// never by splitting a text (vocabulary.md 1.4).
public struct Symbol: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    /// What is bought and sold.
    public let base: Asset
    /// What it is paid with.
    public let quote: Asset

    /// The market of `base` paid in `quote`.
    public init(base: Asset, quote: Asset) {
        self.base = base
        self.quote = quote
    }

    /// Reads `BASE/QUOTE`; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let base = Asset(String(parts[0])), let quote = Asset(String(parts[1])) else {
            return nil
        }
        self.init(base: base, quote: quote)
    }

    /// Orders by base, then quote, bytewise.
    public static func < (left: Symbol, right: Symbol) -> Bool {
        left.base == right.base ? left.quote < right.quote : left.base < right.base
    }

    /// `BASE/QUOTE`.
    public var description: String { "\(base)/\(quote)" }

    /// Decodes from `BASE/QUOTE`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let symbol = Symbol(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not BASE/QUOTE")
        }
        self = symbol
    }

    /// Encodes as `BASE/QUOTE`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
