/// The file under a ``FileJournal``: four operations, so that a test can fill the disk or lose the flush.
public protocol JournalFile: Sendable {
    /// The whole content.
    func readAll() throws(JournalError) -> [UInt8]
    /// Appends all bytes or fails.
    func append(_ bytes: [UInt8]) throws(JournalError)
    /// Returns when what was appended is on the disk.
    func synchronize() throws(JournalError)
    /// Cuts the file to a length.
    func truncate(to length: Int) throws(JournalError)
}
