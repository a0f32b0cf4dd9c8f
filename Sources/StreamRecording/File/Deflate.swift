import CZlib

/// zlib's raw deflate, one whole block at a time.
enum Deflate {
    /// The bytes, smaller; nil when zlib has no memory.
    static func compress(_ bytes: [UInt8]) -> [UInt8]? {
        let stream = makeStream()
        defer { stream.deallocate() }
        // Negative: no header of zlib's own around it.
        let begun = deflateInit2_(
            stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
        guard begun == Z_OK else { return nil }
        defer { deflateEnd(stream) }
        let room = Int(deflateBound(stream, UInt(bytes.count)))
        let (code, output) = run(stream, from: bytes, room: room) { deflate(stream, Z_FINISH) }
        return code == Z_STREAM_END ? output : nil
    }

    /// The bytes as they were; nil unless `bytes` is one whole stream of exactly `count` bytes.
    static func expand(_ bytes: [UInt8], to count: Int) -> [UInt8]? {
        let stream = makeStream()
        defer { stream.deallocate() }
        guard inflateInit2_(stream, -MAX_WBITS, ZLIB_VERSION, size) == Z_OK else { return nil }
        defer { inflateEnd(stream) }
        // One byte more, so that a stream that is longer shows.
        let (code, output) = run(stream, from: bytes, room: count + 1) { inflate(stream, Z_FINISH) }
        guard code == Z_STREAM_END, stream.pointee.avail_in == 0, output.count == count else { return nil }
        return output
    }

    /// The checksum of gzip.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBufferPointer { buffer in
            UInt32(truncatingIfNeeded: crc32(0, buffer.baseAddress, UInt32(truncatingIfNeeded: buffer.count)))
        }
    }

    private static let size = Int32(MemoryLayout<z_stream>.size)

    /// At one place in memory until its end: zlib remembers where it was.
    private static func makeStream() -> UnsafeMutablePointer<z_stream> {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        return stream
    }

    private static func run(
        _ stream: UnsafeMutablePointer<z_stream>, from bytes: [UInt8], room: Int, _ step: () -> Int32
    ) -> (code: Int32, output: [UInt8]) {
        var code = Z_OK
        var input = bytes
        let output = [UInt8](unsafeUninitializedCapacity: room) { target, count in
            input.withUnsafeMutableBufferPointer { source in
                stream.pointee.next_in = source.baseAddress
                stream.pointee.avail_in = UInt32(truncatingIfNeeded: source.count)
                stream.pointee.next_out = target.baseAddress
                stream.pointee.avail_out = UInt32(truncatingIfNeeded: room)
                code = step()
                count = room - Int(stream.pointee.avail_out)
            }
        }
        return (code, output)
    }
}
