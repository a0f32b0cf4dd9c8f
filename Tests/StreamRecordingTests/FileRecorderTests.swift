import AdapterProtocol
import AdapterRuntime
import Testing

@testable import StreamRecording

@Suite struct FileRecorderTests {
    @Test func `What sessions are told is in the file, in its order`() async throws {
        let file = try ScratchFile()
        let catalog = InstrumentCatalog([try Recordings.instrument()], readAt: Recordings.start)
        let subscriptions = try Recordings.subscriptions()
        try await Recordings.record(to: file.path) { recorder in
            recorder.note(catalog)
            recorder.record(.subscribed(subscriptions), of: 1, at: Recordings.instant(0))
            recorder.tell("one", at: 5)
            recorder.record(.elapsed, of: 1, at: Recordings.instant(6))
            recorder.recordEnd(of: 1, at: Recordings.instant(7))
            recorder.tell("after its end")
        }
        var reader = try RecordingReader(path: file.path)
        var kinds: [String] = []
        while let entry = try reader.next() {
            switch entry.content {
            case .message(let bytes):
                kinds.append(String(decoding: bytes, as: UTF8.self))
                #expect(entry.now == Recordings.instant(5))
            case .input(.subscribed(let read)): kinds.append(read == subscriptions ? "subscribed" : "others")
            case .input: kinds.append("input")
            case .ended: kinds.append("ended")
            case .lost: kinds.append("lost")
            }
        }
        #expect(kinds == ["subscribed", "one", "input", "ended"])
        #expect(reader.catalog?.instruments == catalog.instruments)
    }

    @Test func `A key, a token and an account's stream are on no disk`() async throws {
        let file = try ScratchFile()
        try await Recordings.record(to: file.path, hiding: [Secret("planted-secret"), Secret("abc")]) { recorder in
            // An account's connection follows no market.
            recorder.record(.opened(StreamAddress(root: .account, path: "/private")), of: 9, at: Recordings.instant(0))
            recorder.tell(#"{"balance":"12"}"#, of: 9)
            recorder.record(.subscribed(try Recordings.subscriptions()), of: 1, at: Recordings.instant(0))
            recorder.tell(#"{"echo":"xxplanted-secretplanted-secret","abc":1}"#)
            recorder.tell(
                #"{"Token" : "to\"ken-1", "x":["token","safe-2"], "listenKey":"key-3", "Authorization":"Basic 4"}"#)
            recorder.tell(#"{"token":"cut-5"#)
            recorder.tell(#"{"price":"6"}"#)
        }
        var reader = try RecordingReader(path: file.path)
        var texts: [String] = []
        while let entry = try reader.next() {
            #expect(entry.connection == 1)
            if case .message(let bytes) = entry.content { texts.append(String(decoding: bytes, as: UTF8.self)) }
        }
        #expect(
            texts == [
                #"{"echo":"xx****************************","abc":1}"#,
                #"{"Token" : "*********", "x":["token","safe-2"], "listenKey":"*****", "Authorization":"*******"}"#,
                #"{"token":"*****"#, #"{"price":"6"}"#,
            ])
    }

    @Test func `A recorder that cannot keep up says what it lost, and takes no more memory`() async throws {
        let file = try ScratchFile()
        let large = [UInt8](repeating: 0x30, count: 12 * 1024 * 1024)
        try await Recordings.record(to: file.path) { recorder in
            for connection in [1, 2] as [UInt64] {
                let subscriptions = try Recordings.subscriptions()
                recorder.record(.subscribed(subscriptions), of: connection, at: Recordings.instant(0))
            }
            for _ in 0..<5 { recorder.record(large.span, of: 1, at: Recordings.instant(1)) }
            recorder.tell("small", of: 1)
            recorder.tell("small", of: 2)
            recorder.recordEnd(of: 1, at: Recordings.instant(2))
            #expect(recorder.summary.lost == 4)
        }
        var reader = try RecordingReader(path: file.path)
        var kinds: [String] = []
        while let entry = try reader.next() {
            switch entry.content {
            case .message(let bytes): kinds.append("\(entry.connection) message \(bytes.count)")
            case .input: kinds.append("\(entry.connection) input")
            case .ended: kinds.append("\(entry.connection) ended")
            case .lost: kinds.append("\(entry.connection) lost")
            }
        }
        let message = "1 message \(large.count)"
        #expect(kinds == ["1 input", "2 input", message, message, "1 lost", "2 message 5"])
        #expect(reader.ending == .closed(RecordingSummary(messages: 3, inputs: 2, lost: 4)))
    }

    @Test func `Notes are written while it runs, and a killed process leaves them`() async throws {
        let file = try ScratchFile()
        let clock = SteppedClock(start: Recordings.start)
        let recorder = try FileRecorder(
            creating: file.path, header: Recordings.header, hiding: [], clock: clock)
        recorder.record(.subscribed(try Recordings.subscriptions()), of: 1, at: Recordings.instant(0))
        try await withThrowingTaskGroup { group in
            group.addTask { try await recorder.run() }
            await clock.sleepers(atLeast: 1)
            recorder.tell("early")
            clock.advance(by: FileRecorder.interval)
            await clock.sleepers(atLeast: 1)
            recorder.tell("late")
            // As the file is now, without the writer's own end.
            var reader = try RecordingReader(bytes: file.bytes)
            #expect(try Recordings.entries(&reader).count == 2)
            #expect(reader.ending == .cutOff(block: file.bytes.count))
            group.cancelAll()
            try await group.waitForAll()
        }
        var whole = try RecordingReader(path: file.path)
        #expect(try Recordings.entries(&whole).count == 3)
    }

    @Test func `A file that is there is left alone, one that cannot be is an error`() async throws {
        let file = try ScratchFile()
        try await Recordings.record(to: file.path) { _ in }
        let before = file.bytes
        for path in [file.path, file.path + "/below", ""] {
            #expect(throws: RecordingError.self) {
                try FileRecorder(creating: path, header: Recordings.header, hiding: [])
            }
        }
        #expect(file.bytes == before)
        #expect(throws: RecordingError.self) { try RecordingReader(path: file.path + "-none") }
    }
}
