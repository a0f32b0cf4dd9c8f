import AdapterProtocol
import Foundation
import GRDB
import Testing
import Trading

@testable import Host

@Suite("The journal in SQLite") struct SQLiteJournalTests {
    private func entry(_ number: Int) throws -> JournalEntry {
        let symbol = try #require(Symbol("BTC/USDT"))
        let id = ClientOrderID(bits: UInt128(number))
        let proposal = OrderProposal(
            user: "u", platform: VenueID(rawValue: "v"), symbol: symbol, side: .buy, type: .limit,
            amount: .base(try ExactDecimal(parsing: "0.00100000")), limitPrice: try ExactDecimal(parsing: "50000.10"),
            timeInForce: .goodTillCancelled)
        let key = try #require(IdempotencyKey(user: "u", text: "k\(number)"))
        let submission = Submission(
            proposal: proposal, clientOrderID: id, key: key, bodyDigest: "d",
            notional: try ExactDecimal(parsing: "50.0001"))
        return JournalEntry(
            at: Timestamp(milliseconds: 1_767_225_600_000 + Int64(number)), orderID: OrderID(of: id),
            event: .intended(submission, [.pass(.daily), .refuse(.burst, "CODE", "why \"quoted\" ü")]))
    }

    @Test("what was appended is replayed in order, digit for digit, by the next process") func roundTrip() async throws
    {
        let place = try TemporaryDirectory()
        let path = place.path + "/journal.sqlite"
        let entries = try (0..<50).map(entry)
        do {
            let journal = try SQLiteJournal(path: path)
            try await journal.append(Array(entries[..<20]))
            try await journal.append(Array(entries[20...]))
        }
        let replayed = try await SQLiteJournal(path: path).replay()
        #expect(replayed == entries)
        #expect(try replayed.map(JournalCoding.encode) == entries.map(JournalCoding.encode))
    }

    @Test("commits are flushed: journal_mode wal, synchronous full") func durability() async throws {
        let place = try TemporaryDirectory()
        let journal = try SQLiteJournal(path: place.path + "/journal.sqlite")
        try await journal.append([try entry(1)])
        let settings = try await journal.settings()
        #expect(settings.mode == "wal" && settings.synchronous == 2)
    }

    @Test("a newer schema is refused") func newerSchema() throws {
        let place = try TemporaryDirectory()
        let path = place.path + "/journal.sqlite"
        do {
            let database = try DatabaseQueue(path: path)
            try database.write { try $0.execute(sql: "PRAGMA user_version = 9") }
        }
        let error = #expect(throws: JournalError.self) { _ = try SQLiteJournal(path: path) }
        #expect(error?.description.contains("newer") == true)
    }

    @Test("a file that is no database, and a damaged row, are errors: nothing is skipped") func damage() async throws {
        let place = try TemporaryDirectory()
        let rubbish = place.path + "/rubbish.sqlite"
        try Data(repeating: 0x41, count: 8192).write(to: URL(filePath: rubbish))
        #expect(throws: JournalError.self) { _ = try SQLiteJournal(path: rubbish) }

        let path = place.path + "/journal.sqlite"
        do {
            let journal = try SQLiteJournal(path: path)
            try await journal.append([try entry(1), try entry(2)])
        }
        do {
            let database = try DatabaseQueue(path: path)
            try await database.write { try $0.execute(sql: "UPDATE journal SET entry = x'7B' WHERE number = 1") }
        }
        let journal = try SQLiteJournal(path: path)
        await #expect(throws: JournalError.self) { _ = try await journal.replay() }
    }

    @Test("a read-only place is an error before anything is traded") func readOnly() throws {
        #expect(throws: JournalError.self) { _ = try SQLiteJournal(path: "/proc/journal.sqlite") }
    }
}
