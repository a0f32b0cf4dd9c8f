/// The blocks of a recording: members of a gzip file, so that `zcat` reads it.
///
/// Each names its own length in a field that gzip lets one add, and proves its header by gzip's own checksum: what is
/// missing at the end of a file is thereby told from what is damaged.
enum RecordingBlock {
    /// Bytes of a header: gzip's ten, the added field, the header's checksum.
    static let headerCount = 10 + 2 + 12 + 2
    /// Bytes after the packed ones: checksum and length.
    static let trailerCount = 8
    /// A block is full from here on.
    static let fullCount = 256 * 1024
    /// No block holds more: a full one, and the largest message that may follow.
    static let mostCount = fullCount + 34 * 1024 * 1024

    /// A header that was found to be one.
    struct Header {
        let packedCount: Int
        let plainCount: Int
    }

    /// A block of these bytes; nil when zlib has no memory.
    static func make(_ plain: [UInt8]) -> [UInt8]? {
        guard plain.count <= mostCount, let packed = Deflate.compress(plain) else { return nil }
        var bytes: [UInt8] = [0x1F, 0x8B, 8, 0x06, 0, 0, 0, 0, 0, 0xFF, 12, 0] + Array("BR".utf8) + [8, 0]
        bytes.reserveCapacity(headerCount + packed.count + trailerCount)
        append(UInt32(packed.count), to: &bytes)
        append(UInt32(plain.count), to: &bytes)
        let check = Deflate.checksum(bytes)
        bytes.append(UInt8(truncatingIfNeeded: check))
        bytes.append(UInt8(truncatingIfNeeded: check >> 8))
        bytes += packed
        append(Deflate.checksum(plain), to: &bytes)
        append(UInt32(plain.count), to: &bytes)
        return bytes
    }

    /// What a header says; nil when it is none of ours.
    static func header(_ bytes: [UInt8]) -> Header? {
        guard bytes.count == headerCount else { return nil }
        let check = Deflate.checksum(Array(bytes.prefix(headerCount - 2)))
        let told = UInt32(bytes[headerCount - 2]) | UInt32(bytes[headerCount - 1]) << 8
        guard check & 0xFFFF == told, bytes[0] == 0x1F, bytes[1] == 0x8B, bytes[12] == UInt8(ascii: "B"),
            bytes[13] == UInt8(ascii: "R")
        else { return nil }
        let (packed, plain) = (Int(number(bytes, 16)), Int(number(bytes, 20)))
        // Deflate never makes much more of anything than it was.
        guard plain <= mostCount, packed <= mostCount + mostCount / 64 else { return nil }
        return Header(packedCount: packed, plainCount: plain)
    }

    /// The bytes of a block whose header was read; nil when they are not what was written.
    static func open(_ header: Header, _ packed: [UInt8], trailer: [UInt8]) -> [UInt8]? {
        guard let plain = Deflate.expand(packed, to: header.plainCount), trailer.count == trailerCount,
            number(trailer, 0) == Deflate.checksum(plain), Int(number(trailer, 4)) == plain.count
        else { return nil }
        return plain
    }

    private static func append(_ number: UInt32, to bytes: inout [UInt8]) {
        for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    private static func number(_ bytes: [UInt8], _ start: Int) -> UInt32 {
        bytes[start..<start + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}
