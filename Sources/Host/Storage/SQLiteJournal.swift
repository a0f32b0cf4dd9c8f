import GRDB
public import Trading

/// The order journal in SQLite: one row an entry, every commit flushed to disk before it returns
/// (`journal_mode = WAL`, `synchronous = FULL`).
public final class SQLiteJournal: OrderJournal {
    private let database: DatabaseQueue

    /// The schema this program reads and writes.
    static let schema = 1

    /// Opens or creates the database.
    ///
    /// - Throws: ``JournalError`` when it cannot be opened, is damaged, or was written by a newer program.
    public init(path: String) throws(JournalError) {
        do {
            var configuration = Configuration()
            configuration.prepareDatabase { database in
                try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
            }
            database = try DatabaseQueue(path: path, configuration: configuration)
            try Self.migrate(database)
        } catch let error as JournalError {
            throw error
        } catch {
            throw .unreadable(Self.reason(error))
        }
    }

    private static func migrate(_ database: DatabaseQueue) throws {
        try database.write { database in
            let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
            guard found <= schema else {
                throw JournalError.unreadable("schema \(found) is newer than \(schema): use the newer program")
            }
            if found == 0 {
                try database.execute(
                    sql: """
                        CREATE TABLE journal (
                            number INTEGER PRIMARY KEY AUTOINCREMENT,
                            order_id TEXT,
                            entry BLOB NOT NULL
                        ) STRICT;
                        PRAGMA user_version = 1;
                        """)
            }
            guard try String.fetchOne(database, sql: "PRAGMA quick_check") == "ok" else {
                throw JournalError.unreadable("the database is damaged")
            }
        }
    }

    /// Writes entries in one transaction; returns when it is on the disk.
    public func append(_ entries: [JournalEntry]) async throws(JournalError) {
        var rows: [(String?, [UInt8])] = []
        for entry in entries { rows.append((entry.orderID?.rawValue, try JournalCoding.encode(entry))) }
        let encoded = rows
        do {
            try await database.write { database in
                for (order, bytes) in encoded {
                    try database.execute(
                        sql: "INSERT INTO journal (order_id, entry) VALUES (?, CAST(? AS BLOB))",
                        arguments: [order, String(decoding: bytes, as: UTF8.self)])
                }
            }
        } catch {
            throw .writeFailed(Self.reason(error))
        }
    }

    /// All entries, oldest first.
    public func replay() async throws(JournalError) -> [JournalEntry] {
        let rows: [(Int, [UInt8])]
        do {
            rows = try await database.read { database in
                try Row.fetchAll(
                    database, sql: "SELECT number, CAST(entry AS TEXT) AS entry FROM journal ORDER BY number"
                )
                .map { (($0["number"] as Int?) ?? 0, Array((($0["entry"] as String?) ?? "").utf8)) }
            }
        } catch {
            throw .unreadable(Self.reason(error))
        }
        var entries: [JournalEntry] = []
        for (number, bytes) in rows { entries.append(try JournalCoding.decode(bytes, at: number)) }
        return entries
    }

    /// How durable the database is set to be, for the test that holds it to its promise.
    func settings() async throws -> (mode: String?, synchronous: Int?) {
        try await database.read { database in
            (
                try String.fetchOne(database, sql: "PRAGMA journal_mode"),
                try Int.fetchOne(database, sql: "PRAGMA synchronous")
            )
        }
    }

    /// SQLite's own words; they name no value.
    private static func reason(_ error: any Error) -> String {
        guard let error = error as? DatabaseError else { return "\(type(of: error))" }
        return error.message ?? "\(error.resultCode)"
    }
}
