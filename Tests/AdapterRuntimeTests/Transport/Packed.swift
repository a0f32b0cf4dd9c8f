/// Packed answers, made by hand.
enum Packed {
    /// `{"serverTime":1499827319559}`, packed by gzip.
    static let serverTime: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xAB, 0x56, 0x2A, 0x4E, 0x2D, 0x2A,
        0x4B, 0x2D, 0x0A, 0xC9, 0xCC, 0x4D, 0x55, 0xB2, 0x32, 0x34, 0xB1, 0xB4, 0xB4, 0x30, 0x32, 0x37,
        0x36, 0xB4, 0x34, 0x35, 0xB5, 0xAC, 0x05, 0x00, 0xE0, 0x24, 0x60, 0xDE, 0x1C, 0x00, 0x00, 0x00,
    ]

    /// A gzip stream of so many MiB of zeros, 160 times smaller: RFC 1951's fixed codes, one zero and then "the last
    /// byte again, 258 times" (length code 285, `11000101`; distance code 0, `00000`).
    static func zeros(mebibytes: Int) -> [UInt8] {
        var bytes: [UInt8] = [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 0xFF]
        var (byte, used): (UInt8, UInt8) = (0, 0)
        func put(_ bits: String) {
            for bit in bits.utf8 {
                if bit == 0x31 { byte |= 1 << used }
                used += 1
                if used == 8 {
                    bytes.append(byte)
                    (byte, used) = (0, 0)
                }
            }
        }
        put("110")  // last block; kind 01, least significant bit first
        put("00110000")  // literal 0
        for _ in 0..<(mebibytes * 1_048_576 / 258) { put("1100010100000") }
        put("0000000")  // end of block
        bytes.append(byte)
        return bytes + [UInt8](repeating: 0, count: 8)
    }
}
