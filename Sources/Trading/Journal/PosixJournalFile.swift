#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file on disk, created with mode 0600; its directory is flushed too, so that the file itself survives.
public final class PosixJournalFile: JournalFile {
    private let descriptor: Int32

    /// Opens or creates the file.
    ///
    /// - Throws: ``JournalError/unreadable(_:)`` with the system's reason.
    public init(path: String) throws(JournalError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unreadable(Self.reason()) }
        let directory = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        try Self.synchronize(directory: directory.isEmpty ? "/" : directory)
    }

    private static func synchronize(directory: String) throws(JournalError) {
        let handle = open(directory, O_RDONLY | O_CLOEXEC)
        guard handle >= 0 else { throw .unreadable(reason()) }
        defer { close(handle) }
        guard fsync(handle) == 0 else { throw .unreadable(reason()) }
    }

    /// Also runs when the initializer throws with every property set: closing there too would close whatever file another
    /// thread was given the number for.
    deinit { close(descriptor) }

    /// The whole content.
    public func readAll() throws(JournalError) -> [UInt8] {
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = pread(descriptor, &chunk, chunk.count, off_t(content.count))
            if count < 0 {
                if errno == EINTR { continue }
                throw .unreadable(Self.reason())
            }
            if count == 0 { return content }
            content.append(contentsOf: chunk[..<count])
        }
    }

    /// Appends all bytes or fails.
    public func append(_ bytes: [UInt8]) throws(JournalError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw .writeFailed(Self.reason())
            }
            guard count > 0 else { throw .writeFailed("nothing was written") }
            rest = rest.dropFirst(count)
        }
    }

    /// Returns when everything is on the disk.
    public func synchronize() throws(JournalError) {
        guard fsync(descriptor) == 0 else { throw .writeFailed(Self.reason()) }
    }

    /// Cuts the file.
    public func truncate(to length: Int) throws(JournalError) {
        guard ftruncate(descriptor, off_t(length)) == 0 else { throw .writeFailed(Self.reason()) }
    }

    private static func reason() -> String { String(cString: strerror(errno)) }
}
