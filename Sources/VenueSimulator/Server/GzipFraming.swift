/// The gzip format (RFC 1952) with stored blocks: a client has to undo the encoding as it would on the venue, and
/// the simulator needs no compressor and gives the same bytes every time. It does not make anything smaller.
enum GzipFraming {
    static func wrap(_ body: [UInt8]) -> [UInt8] {
        var output: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
        var start = 0
        repeat {
            let end = min(start + 65_535, body.count)
            let length = UInt16(end - start)
            output.append(end == body.count ? 1 : 0)
            append(length, to: &output)
            append(~length, to: &output)
            output += body[start..<end]
            start = end
        } while start < body.count
        append(checksum(body), to: &output)
        append(UInt32(truncatingIfNeeded: body.count), to: &output)
        return output
    }

    /// Whether an `Accept-Encoding` value names gzip without refusing it by `q=0`.
    static func isAccepted(by value: String) -> Bool {
        value.split(separator: ",").contains { coding in
            let parts = coding.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
            guard let name = parts.first, name == "gzip" || name == "x-gzip" else { return false }
            return !parts.dropFirst().contains { ["q=0", "q=0.", "q=0.0", "q=0.00", "q=0.000"].contains($0) }
        }
    }

    /// CRC-32 of IEEE 802.3, as RFC 1952 8 computes it.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(0xFFFF_FFFF as UInt32) { remainder, byte in
            table[Int((remainder ^ UInt32(byte)) & 0xFF)] ^ (remainder >> 8)
        }
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }

    private static func append(_ value: some FixedWidthInteger, to output: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { output += $0 }
    }
}
