/// Where the desk writes before it acts. What `append` returned for is durable: it survives the process and the power.
public protocol OrderJournal: Sendable {
    /// Writes entries in order; returns only when they are durable.
    ///
    /// - Throws: ``JournalError``; after a failed write or flush nobody knows what is on the disk, so the journal takes no
    ///   further entries.
    func append(_ entries: [JournalEntry]) async throws(JournalError)

    /// All entries from the beginning, in order.
    ///
    /// - Throws: ``JournalError`` when one is damaged: a journal with a hole proves nothing.
    func replay() async throws(JournalError) -> [JournalEntry]
}

/// Why the journal cannot be used.
public enum JournalError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A write or flush failed: disk full, read-only, broken.
    case writeFailed(String)
    /// It was poisoned by an earlier failure.
    case poisoned
    /// An entry is damaged; the offset is a byte or row.
    case corrupt(at: Int, String)
    /// It cannot be read.
    case unreadable(String)

    /// One line.
    public var description: String {
        switch self {
        case .writeFailed(let reason): "the journal cannot be written: \(reason)"
        case .poisoned: "the journal takes no entries after a failed write; restart after mending the disk"
        case .corrupt(let offset, let reason): "the journal is damaged at \(offset): \(reason)"
        case .unreadable(let reason): "the journal cannot be read: \(reason)"
        }
    }
}
