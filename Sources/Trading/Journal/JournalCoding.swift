import Foundation

/// The text form of entries: one line of JSON each, keys sorted, so that equal entries are equal bytes.
public enum JournalCoding {
    /// The line of an entry, without its end.
    ///
    /// - Throws: ``JournalError`` when it cannot be encoded.
    public static func encode(_ entry: JournalEntry) throws(JournalError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(entry))
        } catch {
            throw .writeFailed("an entry cannot be encoded")
        }
    }

    /// The entry of a line.
    ///
    /// - Throws: ``JournalError/corrupt(at:_:)`` when it is none.
    public static func decode(_ line: some Collection<UInt8>, at offset: Int) throws(JournalError) -> JournalEntry {
        do {
            return try JSONDecoder().decode(JournalEntry.self, from: Data(line))
        } catch {
            throw .corrupt(at: offset, "not a journal entry")
        }
    }
}
