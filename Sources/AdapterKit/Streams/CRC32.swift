/// CRC-32/ISO-HDLC, the checksum of zlib and PNG (kraken.md I.4, valr.md I.6), fed byte by byte or with the digits of a
/// number, so that no text is made for it.
public struct CRC32: Sendable {
    private var state: UInt32 = 0xFFFF_FFFF

    /// Nothing fed yet.
    public init() {}

    /// The checksum of what was fed.
    public var value: UInt32 { state ^ 0xFFFF_FFFF }

    /// Feeds one byte.
    @inline(__always)
    public mutating func feed(_ byte: UInt8) {
        state = Self.table[Int((state ^ UInt32(byte)) & 0xFF)] ^ (state >> 8)
    }

    /// Feeds bytes.
    public mutating func feed(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { feed(byte) }
    }

    /// Feeds the decimal digits of a number above zero, without sign or zeros before it.
    public mutating func feedDigits(_ number: UInt64) {
        var divisor: UInt64 = 1
        while number / divisor >= 10 { divisor &*= 10 }
        while divisor > 0 {
            feed(UInt8(truncatingIfNeeded: number / divisor % 10) &+ 0x30)
            divisor /= 10
        }
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }
}
