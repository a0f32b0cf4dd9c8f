import AdapterProtocol
import Foundation
import Testing

@testable import AdapterRuntime

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A nonce is never given twice, whatever stops the process, sets the clock back or damages the file.
@Suite("Nonces on disk")
struct FileNonceStoreTests {
    private static let start = Timestamp(milliseconds: 1_763_800_000_000)
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    private var path: String { folder.appendingPathComponent("key").path }

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func store(_ clock: ManualClock, _ unit: NonceUnit = .milliseconds) throws(VenueError) -> FileNonceStore {
        try FileNonceStore(path: path, unit: unit, clock: clock)
    }

    @Test("Nonces follow the clock and never repeat under concurrent use")
    func increasing() async throws {
        let store = try store(ManualClock(start: Self.start))
        let first = try await store.next()
        #expect(first == 1_763_800_000_000)
        let given = try await withThrowingTaskGroup(of: [UInt64].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var mine: [UInt64] = []
                    for _ in 0..<500 { mine.append(try await store.next()) }
                    return mine
                }
            }
            var all: [UInt64] = []
            for try await part in group {
                #expect(zip(part, part.dropFirst()).allSatisfy { $0 < $1 })
                all += part
            }
            return all
        }
        #expect(Set(given).count == 4000)
        #expect(given.allSatisfy { $0 > first })
    }

    @Test("A restart goes on above everything given, also with the clock set back by years")
    func restart() async throws {
        var last: UInt64 = 0
        for hours in [0, 1, -20_000, 2] {
            let clock = ManualClock(start: Self.start.advanced(by: .seconds(hours * 3600)))
            let store = try store(clock)
            for _ in 0..<50 {
                let nonce = try await store.next()
                #expect(nonce > last)
                last = nonce
            }
        }
    }

    @Test("A hundred short runs in one second stay within a second of the clock")
    func shortRuns() async throws {
        let clock = ManualClock(start: Self.start)
        var last: UInt64 = 0
        for _ in 0..<100 {
            let nonce = try await store(clock).next()
            #expect(nonce > last)
            last = nonce
        }
        #expect(last < UInt64(Self.start.milliseconds) + 1000)
    }

    @Test("A second holder of the key is refused while the first lives, and welcome after")
    func oneOwner() async throws {
        do {
            let first = try store(ManualClock(start: Self.start))
            let error = #expect(throws: VenueError.self) { try store(ManualClock(start: Self.start)) }
            #expect(error?.effect == .notSent)
            #expect(error?.message.contains("another process") == true)
            _ = try await first.next()
        }
        _ = try store(ManualClock(start: Self.start))
    }

    /// A refused opening that closed its descriptor twice would now and then close one that another thread had just been
    /// given: a journal's, a socket's.
    @Test("Refused openings close no descriptor but their own")
    func refusedOpenings() async throws {
        let held = try store(ManualClock(start: Self.start))
        let refused = path
        let other = folder.appendingPathComponent("other").path
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for _ in 0..<4000 {
                    let clock = ManualClock(start: Self.start)
                    #expect(throws: VenueError.self) {
                        try FileNonceStore(path: refused, unit: .milliseconds, clock: clock)
                    }
                }
            }
            group.addTask {
                for _ in 0..<4000 {
                    let descriptor = open(other, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
                    #expect(descriptor >= 0)
                    #expect(write(descriptor, "x", 1) == 1 && close(descriptor) == 0)
                }
            }
        }
        _ = try await held.next()
    }

    @Test(
        "A nonce is the time since 1970 in the key's unit",
        arguments: [
            (NonceUnit.milliseconds, UInt64(1_763_800_000_000)), (.microseconds, 1_763_800_000_000_000),
            (.nanoseconds, 1_763_800_000_000_000_000),
        ])
    func inUnit(_ unit: NonceUnit, _ expected: UInt64) async throws {
        #expect(try await store(ManualClock(start: Self.start), unit).next() == expected)
    }

    @Test("A key keeps its unit")
    func unit() async throws {
        _ = try await store(ManualClock(start: Self.start), .microseconds).next()
        #expect(throws: VenueError.self) { try store(ManualClock(start: Self.start), .milliseconds) }
        #expect(throws: VenueError.self) { try store(ManualClock(start: Self.start), .nanoseconds) }
        let nonce = try await store(ManualClock(start: Self.start), .microseconds).next()
        #expect(nonce > 1_763_800_000_000_000)
    }

    @Test(
        "A damaged file is refused, never guessed at",
        arguments: [
            "milliseconds", "milliseconds 17638", "milliseconds -5\n", "seconds 5\n", "␀\n", "milliseconds 5 6\n",
        ])
    func damaged(_ text: String) throws {
        // A NUL in an argument would cut the runner's own lines short.
        try Data(text.replacing("␀", with: "\u{0}").utf8).write(to: URL(filePath: path))
        #expect(throws: VenueError.self) { try store(ManualClock(start: Self.start)) }
    }

    @Test("Once the file could not be written no nonce is given, also when it can be written again")
    func failedWrite() async throws {
        let clock = ManualClock(start: Self.start)
        let store = try store(clock)
        _ = try await store.next()
        let held = try descriptor(of: path)
        let kept = dup(held)
        let readOnly = open(path, O_RDONLY | O_CLOEXEC)
        #expect(dup2(readOnly, held) == held)
        clock.advance(by: .seconds(11))
        let error = await #expect(throws: VenueError.self) { try await store.next() }
        #expect(error?.effect == .notSent)
        #expect(dup2(kept, held) == held)
        #expect(close(kept) == 0 && close(readOnly) == 0)
        await #expect(throws: VenueError.self) { try await store.next() }
    }

    /// The open descriptor of a file that this process holds once.
    private func descriptor(of path: String) throws -> Int32 {
        var file = stat()
        let isThere = stat(path, &file) == 0
        try #require(isThere)
        let found = (Int32(0)..<4096).first { number in
            var other = stat()
            return fstat(number, &other) == 0 && other.st_ino == file.st_ino && other.st_dev == file.st_dev
        }
        return try #require(found)
    }

    @Test("A directory that cannot be written is an error before anything is sent")
    func unwritable() throws {
        let key = Credentials([CredentialField.apiKey.name: Secret("public part")])
        let error = #expect(throws: VenueError.self) {
            try FileNonceStore(
                directory: "/proc/none", venue: VenueID(rawValue: "kraken"), credentials: key,
                clock: ManualClock(start: Self.start))
        }
        #expect(error?.effect == .notSent)
        #expect(error?.message.contains("/proc/none cannot be made") == true)
    }

    @Test("Two keys do not share, one key meets itself under any spelling of the store")
    func fingerprint() async throws {
        let one = Credentials([CredentialField.apiKey.name: Secret("one")])
        let two = Credentials([CredentialField.apiKey.name: Secret("two")])
        let venue = VenueID(rawValue: "kraken")
        let nested = folder.appendingPathComponent("a/b").path
        let first = try FileNonceStore(
            directory: nested, venue: venue, credentials: one, clock: ManualClock(start: Self.start))
        _ = try FileNonceStore(directory: nested, venue: venue, credentials: two, clock: ManualClock(start: Self.start))
        #expect(throws: VenueError.self) {
            try FileNonceStore(directory: nested, venue: venue, credentials: one, clock: ManualClock(start: Self.start))
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: nested)
        #expect(names.count == 2 && names.allSatisfy { !$0.contains("one") && !$0.contains("two") })
        _ = try await first.next()
    }

    @Test("Unique times: each millisecond once, in order, from the clock onward")
    func uniqueTimes() {
        let times = UniqueTime()
        let stamps = (0..<100).map { _ in times.take(Self.start) } + [times.take(Self.start.advanced(by: .seconds(9)))]
        let milliseconds = stamps.map(\.milliseconds)
        #expect(milliseconds.first == Self.start.milliseconds)
        #expect(zip(milliseconds, milliseconds.dropFirst()).allSatisfy { $0 < $1 })
        #expect(milliseconds.last == Self.start.milliseconds + 9000)
        #expect(times.take(Self.start.advanced(by: .seconds(8))).milliseconds == Self.start.milliseconds + 9001)
        // A clock that was an hour ahead and is set right does not keep the times an hour ahead.
        _ = times.take(Self.start.advanced(by: .seconds(3600)))
        #expect(times.take(Self.start.advanced(by: .seconds(10))).milliseconds == Self.start.milliseconds + 10_000)
    }
}
