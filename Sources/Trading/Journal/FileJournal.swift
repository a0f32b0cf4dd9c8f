/// A journal in one append-only file, for embedders: each line carries its checksum and length, each append is flushed
/// before it returns.
///
/// A last line without its end, left by a crash in mid-write, is cut off and counted in ``tornBytes``: its append never
/// returned, so nothing was done on its account. A whole line that does not fit its checksum is damage, wherever it is:
/// cutting it off would forget an order that may be at the venue.
public actor FileJournal: OrderJournal {
    private let file: any JournalFile
    private var isPoisoned = false
    private var isRecovered = false
    /// How much of a torn last line was cut off since the journal was opened.
    public private(set) var tornBytes = 0

    /// A journal over a file.
    public init(file: any JournalFile) {
        self.file = file
    }

    /// A journal at a path.
    ///
    /// - Throws: ``JournalError`` when the file cannot be opened.
    public init(path: String) throws(JournalError) {
        file = try PosixJournalFile(path: path)
    }

    /// Writes and flushes.
    public func append(_ entries: [JournalEntry]) throws(JournalError) {
        guard !isPoisoned else { throw .poisoned }
        if !isRecovered { _ = try replay() }
        var bytes: [UInt8] = []
        for entry in entries { bytes.append(contentsOf: Self.line(try JournalCoding.encode(entry))) }
        do throws(JournalError) {
            try file.append(bytes)
            try file.synchronize()
        } catch {
            // After a failed flush the kernel may have dropped the pages: only a restart can tell what is there.
            isPoisoned = true
            throw error
        }
    }

    /// Reads everything, cutting off a torn tail.
    public func replay() throws(JournalError) -> [JournalEntry] {
        let content = try file.readAll()
        var entries: [JournalEntry] = []
        var start = 0
        while start < content.count {
            guard let end = content[start...].firstIndex(of: 0x0A) else { break }
            guard let body = Self.body(of: content[start..<end]) else {
                throw .corrupt(at: start, "the checksum does not fit")
            }
            entries.append(try JournalCoding.decode(body, at: start))
            start = end + 1
        }
        if start < content.count {
            try file.truncate(to: start)
            try file.synchronize()
            tornBytes += content.count - start
        }
        isRecovered = true
        return entries
    }

    /// `checksum length body\n`, numbers in hexadecimal.
    private static func line(_ body: [UInt8]) -> [UInt8] {
        let head = String(CRC32.checksum(body), radix: 16) + " " + String(body.count, radix: 16) + " "
        return Array(head.utf8) + body + [0x0A]
    }

    private static func body(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let parts = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let checksum = UInt32(String(decoding: parts[0], as: UTF8.self), radix: 16),
            let length = Int(String(decoding: parts[1], as: UTF8.self), radix: 16), parts[2].count == length,
            CRC32.checksum(parts[2]) == checksum
        else { return nil }
        return parts[2]
    }
}
