import AdapterProtocol
import AdapterRuntime
import Foundation
import StreamRecording
import StreamTesting

/// The reader of recordings: a file of some seconds, damaged. What is read is what was recorded, or it is refused.
struct RecordingTarget: Target {
    let group = "pieces"
    private let files: [[UInt8]]
    private let messages: Set<[UInt8]>

    /// Files of two venues.
    init(_ venues: [FuzzedVenue]) async throws {
        var files: [[UInt8]] = []
        var messages: Set<[UInt8]> = []
        for venue in venues.prefix(2) {
            let file = try await Self.record(venue)
            var reader = try RecordingReader(bytes: file)
            while let entry = try reader.next() {
                if case .message(let bytes) = entry.content { messages.insert(bytes) }
            }
            files.append(file)
        }
        self.files = files
        self.messages = messages
    }

    func run(_ random: inout SplitMix) -> Finding {
        let healthy = random.pick(files) ?? []
        let damage = Damage(healthy, nil, status: 200, others: files, &random)
        var ending = "read"
        var offences: [String] = []
        do throws(RecordingError) {
            var reader = try RecordingReader(bytes: damage.body)
            while let entry = try reader.next() {
                if case .message(let bytes) = entry.content, !messages.contains(bytes) {
                    offences.append("a message that was never recorded")
                }
            }
            if case .cutOff = reader.ending { ending = "cut off" }
        } catch {
            ending = "refused"
        }
        return Finding(
            decoder: "RecordingReader", ending: ending, offences: offences, input: Array(damage.body.prefix(64)),
            note: "\(damage.kind)")
    }

    private static func record(_ venue: FuzzedVenue) async throws -> [UInt8] {
        let path = FileManager.default.temporaryDirectory.appending(path: "bourse-fuzz-\(getpid())-\(venue.name)")
            .path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let bench = try StreamBench(venue.adapter, venue.face, seed: 4)
        let recorder = try FileRecorder(
            creating: path,
            header: RecordingHeader(
                venue: venue.adapter.profile.id, environment: "simulated", adapterVersion: venue.adapter.version,
                startedAt: StreamBench.start),
            hiding: [], clock: ManualClock(start: StreamBench.start))
        recorder.note(bench.allInstruments)
        bench.recorder = recorder
        if let symbol = Symbol(venue.symbol) { try bench.follow([(.book(depth: 20), symbol), (.trades, symbol)]) }
        try bench.pass(.seconds(5))
        bench.disconnect()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await recorder.run() }
            group.cancelAll()
            try await group.waitForAll()
        }
        return FileManager.default.contents(atPath: path).map { Array($0) } ?? []
    }
}
