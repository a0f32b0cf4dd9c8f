/// A currency or token under its canonical code, for example `BTC`.
///
/// Two venues' assets are equal only after the adapter has mapped the venue's own code (Luno and Kraken say `XBT`)
/// onto the canonical one; equal letters alone prove nothing (vocabulary.md 1.4).
public struct Asset: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    /// The canonical code, upper case where the script has case; may hold any letters (Binance lists `币安人生`).
    public let code: String

    /// Longest code accepted, in UTF-8 bytes. The longest live code on the five venues is under 20; 64 leaves room.
    public static let longestCode = 64

    /// Accepts a non-empty code without white space, `/` or control characters; nil otherwise.
    public init?(_ code: String) {
        var text = code
        let isCode = text.withUTF8 { bytes in
            (1...Self.longestCode).contains(bytes.count)
                && bytes.allSatisfy { $0 > 0x20 && $0 != 0x2F && $0 != 0x7F }
        }
        guard isCode else { return nil }
        self.code = text
    }

    /// Orders by code, bytewise, so that listings are the same on every machine.
    public static func < (left: Asset, right: Asset) -> Bool {
        left.code.utf8.lexicographicallyPrecedes(right.code.utf8)
    }

    /// The canonical code.
    public var description: String { code }

    /// Decodes from a single string.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let asset = Asset(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an asset code")
        }
        self = asset
    }

    /// Encodes as a single string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }
}
