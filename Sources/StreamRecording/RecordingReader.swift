import AdapterKit
public import AdapterProtocol
import AdapterRuntime

/// Reads a recording from its beginning, a block at a time: memory does not grow with the file.
///
/// A file that was cut off is read up to its last whole block, and ``ending`` says so. One that was changed is read up
/// to the changed block, which throws.
public struct RecordingReader: Sendable {
    /// What the recording says about itself.
    public let header: RecordingHeader
    /// The markets with their rules, once they were read: before the first entry.
    public private(set) var catalog: InstrumentCatalog?
    /// How it ends; nil until then.
    public private(set) var ending: RecordingEnding?

    private var blocks: BlockReader
    private var block: [UInt8] = []
    private var index = 0

    /// Opens a file.
    public init(path: String) throws(RecordingError) {
        try self.init(BlockReader(try RecordingFile(reading: path)))
    }

    /// Reads from memory.
    public init(bytes: [UInt8]) throws(RecordingError) {
        try self.init(BlockReader(RecordingMemory(bytes)))
    }

    private init(_ source: BlockReader) throws(RecordingError) {
        var blocks = source
        guard case .block(let block) = try blocks.next() else { throw .notARecording }
        var index = 0
        guard let line = RecordLine.read(block, at: &index), line.kind == .header,
            let payload = Self.payload(of: line, block, &index)
        else { throw .notARecording }
        guard let (version, header) = try? RecordingHeader.read(payload) else { throw .damaged(block: 0, "no header") }
        guard version == RecordingHeader.formatVersion else { throw .newer(version: version) }
        self.header = header
        self.blocks = blocks
        self.block = block
        self.index = index
    }

    /// The next entry; nil at the end.
    public mutating func next() throws(RecordingError) -> RecordedEntry? {
        while ending == nil {
            if index < block.count {
                if let entry = try readRecord() { return entry }
                continue
            }
            switch try blocks.next() {
            case .block(let next):
                block = next
                index = 0
            case .cutOff, .end:
                // A writer that came to its end said so.
                ending = .cutOff(block: blocks.start)
            }
        }
        return nil
    }

    private mutating func readRecord() throws(RecordingError) -> RecordedEntry? {
        guard let line = RecordLine.read(block, at: &index), let payload = Self.payload(of: line, block, &index) else {
            throw damage("a record that is none")
        }
        do throws(JSONError) {
            return try take(line, payload)
        } catch {
            throw damage(error.description)
        }
    }

    private mutating func take(_ line: RecordLine, _ payload: [UInt8]) throws(JSONError) -> RecordedEntry? {
        let content: RecordedEntry.Content
        switch line.kind {
        case .header: return nil
        case .catalog:
            catalog = try InstrumentCoding.catalog(payload)
            return nil
        case .close:
            ending = .closed(try SummaryCoding.read(payload))
            return nil
        case .message: content = .message(payload)
        case .input: content = .input(try InputCoding.read(payload))
        case .end: content = .ended
        case .lost: content = .lost
        }
        return RecordedEntry(connection: line.connection, now: line.now, content: content)
    }

    private func damage(_ words: String) -> RecordingError { .damaged(block: blocks.start, words) }

    /// A record's payload, whose line's end must be where the line says.
    private static func payload(of line: RecordLine, _ block: [UInt8], _ index: inout Int) -> [UInt8]? {
        let (end, overflow) = index.addingReportingOverflow(line.count)
        guard !overflow, end < block.count, block[end] == 0x0A else { return nil }
        defer { index = end + 1 }
        return Array(block[index..<end])
    }
}
