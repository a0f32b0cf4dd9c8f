import AdapterProtocol
import Foundation
import Synchronization
import Testing
import Trading

/// A file in memory that can fill up, lose a flush, and tells what was called.
final class FakeFile: JournalFile {
    struct State {
        var content: [UInt8]
        var calls: [String] = []
        var room = Int.max
        var failsFlush = false
    }

    let state: Mutex<State>

    init(_ content: [UInt8] = []) { state = Mutex(State(content: content)) }

    var content: [UInt8] { state.withLock { $0.content } }
    var calls: [String] { state.withLock { $0.calls } }

    func readAll() throws(JournalError) -> [UInt8] { content }

    func append(_ bytes: [UInt8]) throws(JournalError) {
        let isFull = state.withLock { state in
            state.calls.append("append")
            let taken = bytes.prefix(max(0, state.room - state.content.count))
            state.content += taken
            return taken.count < bytes.count
        }
        if isFull { throw .writeFailed("no space left on device") }
    }

    func synchronize() throws(JournalError) {
        let fails = state.withLock { state in
            state.calls.append("flush")
            return state.failsFlush
        }
        if fails { throw .writeFailed("input/output error") }
    }

    func truncate(to length: Int) throws(JournalError) {
        state.withLock { state in
            state.calls.append("truncate")
            state.content = Array(state.content.prefix(length))
        }
    }
}

@Suite("The file journal keeps what it said it kept, and nothing half")
struct FileJournalTests {
    @Test("Every kind of entry reads back equal, with the digits as they were")
    func roundTrip() async throws {
        let entries = try samples()
        let file = FakeFile()
        let journal = FileJournal(file: file)
        for entry in entries { try await journal.append([entry]) }
        let read = try await FileJournal(file: file).replay()
        #expect(read == entries)
        guard case .intended(let submission, _) = read[0].event else {
            Issue.record("the first entry is no intent")
            return
        }
        #expect(submission.notional?.description == "250.500")
        #expect(submission.proposal.limitPrice?.description == "100.20")
    }

    @Test("A file on disk does the same, across two openings")
    func onDisk() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "journal-\(UUID().uuidString)").path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let entries = try samples()
        try await FileJournal(path: path).append(Array(entries.prefix(2)))
        let second = try FileJournal(path: path)
        try await second.append(Array(entries.dropFirst(2)))
        #expect(try await second.replay() == entries)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("A path that cannot be opened is an error")
    func unreadable() {
        #expect(throws: JournalError.self) { try FileJournal(path: "/nonexistent/folder/journal") }
    }

    @Test("A tail torn at any byte is cut off, and the journal goes on from there")
    func tornTail() async throws {
        let entries = try samples()
        let whole = FakeFile()
        try await FileJournal(file: whole).append(Array(entries.prefix(2)))
        let before = whole.content.count
        try await FileJournal(file: whole).append([entries[2]])
        for length in before..<whole.content.count {
            let file = FakeFile(Array(whole.content.prefix(length)))
            let journal = FileJournal(file: file)
            #expect(try await journal.replay() == Array(entries.prefix(2)), "torn at \(length)")
            #expect(file.content.count == before)
            try await journal.append([entries[3]])
            #expect(try await FileJournal(file: file).replay() == [entries[0], entries[1], entries[3]])
        }
    }

    @Test("Appending first cuts the torn tail too")
    func appendsOntoTornTail() async throws {
        let entries = try samples()
        let file = FakeFile()
        try await FileJournal(file: file).append([entries[0], entries[1]])
        file.state.withLock { $0.content.removeLast(5) }
        try await FileJournal(file: file).append([entries[2]])
        #expect(try await FileJournal(file: file).replay() == [entries[0], entries[2]])
    }

    @Test("Damage before the last line is corrupt at every byte, and nothing is cut off")
    func damagedMiddle() async throws {
        let entries = try samples()
        let file = FakeFile()
        try await FileJournal(file: file).append([entries[0]])
        let first = file.content.count
        try await FileJournal(file: file).append([entries[1], entries[2]])
        for offset in 0..<first {
            let damaged = FakeFile(file.content)
            damaged.state.withLock { $0.content[offset] ^= 0x01 }
            let error = await #expect(throws: JournalError.self) { try await FileJournal(file: damaged).replay() }
            #expect(error.map { if case .corrupt = $0 { true } else { false } } == true, "byte \(offset)")
            await #expect(throws: JournalError.self) { try await FileJournal(file: damaged).append([entries[3]]) }
            #expect(damaged.content.count == file.content.count)
        }
    }

    @Test("A whole last line that does not fit its checksum is damage too: its order may be at the venue")
    func damagedLast() async throws {
        let entries = try samples()
        let file = FakeFile()
        try await FileJournal(file: file).append([entries[0]])
        let first = file.content.count
        try await FileJournal(file: file).append([entries[1]])
        for offset in first..<file.content.count - 1 {
            let damaged = FakeFile(file.content)
            damaged.state.withLock { $0.content[offset] ^= 0x01 }
            let error = await #expect(throws: JournalError.self) { try await FileJournal(file: damaged).replay() }
            #expect(error.map { if case .corrupt = $0 { true } else { false } } == true, "byte \(offset)")
        }
    }

    @Test("A full disk poisons the journal until it is opened again", arguments: [0, 1, 40])
    func fullDisk(room: Int) async throws {
        let entries = try samples()
        let file = FakeFile()
        let journal = FileJournal(file: file)
        try await journal.append([entries[0]])
        file.state.withLock { $0.room = $0.content.count + room }
        let error = await #expect(throws: JournalError.self) { try await journal.append([entries[1]]) }
        #expect(error == .writeFailed("no space left on device"))
        file.state.withLock { $0.room = .max }
        await #expect(throws: JournalError.poisoned) { try await journal.append([entries[1]]) }
        #expect(try await FileJournal(file: file).replay() == [entries[0]])
    }

    @Test("A failed flush poisons, although the bytes look written")
    func failedFlush() async throws {
        let entries = try samples()
        let file = FakeFile()
        let journal = FileJournal(file: file)
        file.state.withLock { $0.failsFlush = true }
        await #expect(throws: JournalError.self) { try await journal.append([entries[0]]) }
        file.state.withLock { $0.failsFlush = false }
        await #expect(throws: JournalError.poisoned) { try await journal.append([entries[1]]) }
    }

    @Test("Each append is flushed before it returns, once for all its entries")
    func flushes() async throws {
        let entries = try samples()
        let file = FakeFile()
        let journal = FileJournal(file: file)
        try await journal.append(entries)
        #expect(file.calls == ["append", "flush"])
        try await journal.append([entries[0]])
        #expect(file.calls == ["append", "flush", "append", "flush"])
    }

    /// One of each kind of entry.
    private func samples() throws -> [JournalEntry] {
        let world = try World()
        let at = Timestamp(nanoseconds: 1_768_394_096_789_000_001)
        let client = ClientOrderID(bits: 7)
        let id = OrderID(of: client)
        let submission = Submission(
            proposal: world.proposal(
                quantity: try ExactDecimal(parsing: "2.5"), price: try ExactDecimal(parsing: "100.20")),
            clientOrderID: client, key: try world.key("a \"key\"".filter { $0 != " " }), bodyDigest: "d\n",
            notional: try ExactDecimal(parsing: "250.500"))
        let venueID = VenueOrderID(rawValue: "v/1")
        let order = Order(
            symbol: world.symbol, venueOrderID: venueID, clientOrderID: client, side: .buy, type: .limit,
            amount: .base(try ExactDecimal(parsing: "2.50")), limitPrice: 100, timeInForce: .goodTillCancelled,
            isPostOnly: nil, phase: .ended(.timeInForce), filledBase: 1, filledQuote: 100, createdAt: at,
            updatedAt: nil)
        let fill = Fill(
            id: FillID(rawValue: "f"), symbol: world.symbol, venueOrderID: venueID, side: .buy, price: 100,
            quantity: 1, quoteAmount: 100, fees: [Fee(asset: world.symbol.base, amount: -1, certainty: .estimated)],
            liquidity: .maker, time: at)
        let lost = VenueError(
            kind: .invalidOrder(.amount), effect: .notExecuted(.stated), advice: .after(.milliseconds(1500)),
            message: "\u{2028}ü", evidence: .init(httpStatus: 400, code: "-1"))
        let events: [JournalEvent] = [
            .intended(submission, [.pass(.burst), .refuse(.daily, "CODE", "reason")]), .refused(submission, []),
            .placed(PlacementResult(.rejected(lost, venueOrderID: venueID))),
            .placed(
                PlacementResult(
                    .accepted(.init(depth: .state, venueOrderID: venueID, order: order, fills: [fill])))),
            .observed(order, [fill]), .observed(nil, []), .resolved(.found(order, [fill])),
            .resolved(.absent(AbsenceProof(sources: ["order"], fence: .window, readAt: at))),
            .cancelRequested(by: "ann"), .cancelAnswered("ended"),
        ]
        return events.map { JournalEntry(at: at, orderID: id, event: $0) } + [
            JournalEntry(at: at, orderID: nil, event: .killSwitch(isEngaged: true, by: "ann", reason: "\n"))
        ]
    }
}
