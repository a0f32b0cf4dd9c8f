/// Reads one block after the other.
struct BlockReader: Sendable {
    /// What comes next.
    enum Next {
        case block([UInt8])
        /// The file ends within a block.
        case cutOff
        /// The file ends where a block ends.
        case end
    }

    private let source: any RecordingBytes
    private var position = 0
    /// Where in the file the block that was read last begins.
    private(set) var start = 0

    init(_ source: any RecordingBytes) {
        self.source = source
    }

    mutating func next() throws(RecordingError) -> Next {
        start = position
        let head = try source.read(RecordingBlock.headerCount)
        guard !head.isEmpty else { return .end }
        guard head.count == RecordingBlock.headerCount else { return .cutOff }
        guard let header = RecordingBlock.header(head) else {
            throw start == 0 ? .notARecording : .damaged(block: start, "no block begins there")
        }
        let body = try source.read(header.packedCount + RecordingBlock.trailerCount)
        guard body.count == header.packedCount + RecordingBlock.trailerCount else { return .cutOff }
        let packed = Array(body.prefix(header.packedCount))
        guard let plain = RecordingBlock.open(header, packed, trailer: Array(body.suffix(RecordingBlock.trailerCount)))
        else { throw .damaged(block: start, "its checksum is not that of its bytes") }
        position = start + head.count + body.count
        return .block(plain)
    }
}
