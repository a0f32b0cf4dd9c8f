/// Why a recording cannot be written or read. Never holds what was recorded.
public enum RecordingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file cannot be opened or written: the path, and the system's words.
    case file(String, String)
    /// The file begins with something else, or ends before its first block does.
    case notARecording
    /// It was written by a later version of this format.
    case newer(version: Int64)
    /// The block that begins at this byte of the file is not what was written.
    case damaged(block: Int, String)
    /// It is another venue's: the recording's, and the adapter's.
    case otherVenue(String, adapter: String)

    /// One line for people.
    public var description: String {
        switch self {
        case .file(let path, let words): "\(path): \(words)"
        case .notARecording: "not a recording of Bourse"
        case .newer(let version): "the recording has format \(version), this program reads 1"
        case .damaged(let block, let what): "the recording is damaged in the block at byte \(block): \(what)"
        case .otherVenue(let venue, let adapter): "a recording of \(venue) cannot be read by the adapter of \(adapter)"
        }
    }
}
