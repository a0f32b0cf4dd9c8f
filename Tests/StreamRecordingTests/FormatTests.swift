import AdapterProtocol
import AdapterRuntime
import Testing

@testable import StreamRecording

/// A file that was cut off is read as far as it is whole; one that was changed is never taken for true.
@Suite struct FormatTests {
    /// Several blocks, as a recorder that wrote at several moments leaves them.
    private static func file() throws -> (bytes: [UInt8], entries: [String], blocks: [Int]) {
        var state = RecorderState(redaction: Redaction(hiding: []))
        let start = StreamInstant(time: Recordings.start, elapsed: .zero)
        var bytes: [UInt8] = []
        var blocks: [Int] = []
        func write(_ more: [[UInt8]]) throws {
            for plain in more where !plain.isEmpty {
                blocks.append(bytes.count)
                bytes += try #require(RecordingBlock.make(plain))
            }
        }
        state.note(.header, of: 0, at: start, Recordings.header.payload)
        try write(state.takeBlocks())
        state.begin(1)
        let subscribed = try #require(InputCoding.write(.subscribed(Recordings.subscriptions())))
        state.note(.input, of: 1, at: start, subscribed)
        try write(state.takeBlocks())
        for index in 0..<3 as Range<Int64> {
            state.note(.message, of: 1, at: Recordings.instant(index), Array("{\"n\":\(index)}\n\u{0}".utf8) + [0xFF])
            state.note(.input, of: 1, at: Recordings.instant(index), try #require(InputCoding.write(.elapsed)))
            try write(state.takeBlocks())
        }
        state.end(1, at: Recordings.instant(9))
        try write(state.close(at: Recordings.start))
        var reader = try RecordingReader(bytes: bytes)
        return (bytes, try Recordings.entries(&reader), blocks)
    }

    @Test func `What was written is read, and its end is known`() throws {
        let (bytes, entries, _) = try Self.file()
        var reader = try RecordingReader(bytes: bytes)
        #expect(reader.header == Recordings.header)
        #expect(try Recordings.entries(&reader).count == entries.count)
        #expect(entries.count == 8)
        #expect(reader.ending == .closed(RecordingSummary(messages: 3, inputs: 4, lost: 0)))
        // Each block is a member of a gzip file.
        #expect(bytes.starts(with: [0x1F, 0x8B, 8]))
    }

    @Test func `Cut off at any byte, it is read up to its last whole block`() throws {
        let (bytes, entries, blocks) = try Self.file()
        for count in 0..<bytes.count {
            let whole = blocks.filter { $0 <= count }.count - 1
            do {
                var reader = try RecordingReader(bytes: Array(bytes.prefix(count)))
                let found = try Recordings.entries(&reader)
                #expect(entries.starts(with: found), "cut at \(count)")
                #expect(reader.ending == .cutOff(block: blocks[whole]), "cut at \(count)")
                #expect(found.count >= max(0, 2 * whole - 3), "cut at \(count)")
            } catch {
                // Without its first block it is nothing.
                #expect(error as? RecordingError == .notARecording, "cut at \(count)")
                #expect(count < blocks[1], "cut at \(count)")
            }
        }
    }

    @Test(arguments: [0x01, 0x80, 0xFF] as [UInt8])
    func `With any byte changed, it is read up to the block that has it`(mask: UInt8) throws {
        let (bytes, entries, blocks) = try Self.file()
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= mask
            let block = try #require(blocks.last { $0 <= place })
            var found: [String] = []
            do throws(RecordingError) {
                var reader = try RecordingReader(bytes: changed)
                while let entry = try reader.next() { found.append(Recordings.words(entry)) }
                // Bits that fill up the last byte of a packed block mean nothing.
                #expect(found == entries, "byte \(place)")
            } catch {
                #expect(entries.starts(with: found), "byte \(place)")
                switch error {
                case .damaged(let told, _): #expect(told == block, "byte \(place)")
                default: #expect(block == 0, "byte \(place)")
                }
            }
        }
    }

    @Test func `What is whole but was never written by a recorder is refused`() throws {
        func file(_ plain: String) throws -> [UInt8] {
            let header = Recordings.header.payload
            let first = Array("h 0 0 0 \(header.count)\n".utf8) + header + [0x0A]
            return try #require(RecordingBlock.make(first)) + #require(RecordingBlock.make(Array(plain.utf8)))
        }
        for plain in [
            "m 1 2 3 9\nshort\n", "m 1 2 3 2\n{}x", "i 1 2 3 2\n{}\n", "k 0 0 0 2\n[]\n", "?", "z 0 0 0 1\nx\n",
        ] {
            var reader = try RecordingReader(bytes: file(plain))
            #expect(throws: RecordingError.self, "\(plain)") { while try reader.next() != nil {} }
        }
        #expect(throws: RecordingError.notARecording) { try RecordingReader(bytes: Array("gzip? no".utf8)) }
        let newer = Array(#"{"format":2,"venue":"a","environment":"b","adapter":"c","started_ns":1}"#.utf8)
        let block = try #require(RecordingBlock.make(Array("h 0 0 0 \(newer.count)\n".utf8) + newer + [0x0A]))
        #expect(throws: RecordingError.newer(version: 2)) { try RecordingReader(bytes: block) }
    }

    @Test func `Random bytes never do harm`() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            #expect(throws: RecordingError.self) { try RecordingReader(bytes: bytes) }
        }
    }
}
