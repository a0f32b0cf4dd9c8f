/// The identity that our side gives one placement, before anything is sent.
///
/// 128 bits, written as 32 lower-case hexadecimal digits: a bijection, so injective and recomputable after a restart,
/// and valid on all five venues (vocabulary.md 5). One id is one placement: a retry after proven absence, or a
/// replacement, gets a new one.
public struct ClientOrderID: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    /// The identity itself.
    public let bits: UInt128

    /// Wraps 128 bits, normally drawn from an injected generator by the host.
    public init(bits: UInt128) {
        self.bits = bits
    }

    /// Reads our own id back from a venue that echoes what it was sent: the 32 lower-case digits of ``text``. Any other
    /// spelling is somebody else's id, by which alone the venue finds that order: nil.
    public init?(echo text: String) {
        var text = text
        let bits = text.withUTF8 { digits in
            digits.count == 32 && !digits.contains(where: { 0x41...0x46 ~= $0 }) ? Self.bits(digits) : nil
        }
        guard let bits else { return nil }
        self.init(bits: bits)
    }

    /// Reads our own id back from a venue that may spell it anew (kraken.md E.4): 32 hexadecimal digits of either case,
    /// or the same with the four hyphens of a UUID; anything else is nil.
    public init?(anySpelling text: String) {
        var text = text
        guard let bits = text.withUTF8({ Self.bits($0) }) else { return nil }
        self.init(bits: bits)
    }

    private static func bits(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt128? {
        guard bytes.count == 32 || bytes.count == 36 else { return nil }
        var halves: (high: UInt64, low: UInt64) = (0, 0)
        var digits = 0
        for offset in bytes.indices {
            let byte = bytes[offset]
            if byte == 0x2D, bytes.count == 36, offset == 8 || offset == 13 || offset == 18 || offset == 23 { continue }
            guard let digit = value(ofHexDigit: byte), digits < 32 else { return nil }
            halves = (halves.high << 4 | halves.low >> 60, halves.low << 4 | UInt64(digit))
            digits += 1
        }
        return digits == 32 ? UInt128(halves.high) << 64 | UInt128(halves.low) : nil
    }

    /// The 32 lower-case hexadecimal digits sent to the venue.
    public var text: String {
        // Straight from the bits: the general conversion divides 128-bit numbers, once a digit.
        String(unsafeUninitializedCapacity: 32) { buffer in
            for position in 0..<32 {
                let digit = UInt8(truncatingIfNeeded: bits >> UInt128(124 - 4 * position)) & 15
                buffer[position] = digit < 10 ? 0x30 + digit : 0x57 + digit
            }
            return 32
        }
    }

    /// The same as ``text``.
    public var description: String { text }

    /// Orders by value.
    public static func < (left: ClientOrderID, right: ClientOrderID) -> Bool { left.bits < right.bits }

    /// Decodes from the 32 digits.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = ClientOrderID(echo: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a client order id")
        }
        self = id
    }

    /// Encodes as the 32 digits.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    private static func value(ofHexDigit byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x61...0x66: byte - 0x61 + 10
        case 0x41...0x46: byte - 0x41 + 10
        default: nil
        }
    }
}
