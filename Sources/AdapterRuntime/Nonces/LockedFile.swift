import AdapterProtocol

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A small file that one process at a time holds; the kernel drops the lock when the process ends, however it ends.
final class LockedFile: Sendable {
    private static let longest = 64

    private let path: String
    private let descriptor: Int32

    init(path: String) throws(VenueError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("\(path) cannot be opened") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw .notSent(
                .refusedLocally, "another process trades with this key (\(path)); send the order through that one")
        }
    }

    /// Also runs when the initializer throws with every property set: closing there too would close whatever file another
    /// thread was given the number for.
    deinit { close(descriptor) }

    func read() throws(VenueError) -> String {
        var bytes = [UInt8](repeating: 0, count: Self.longest)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count >= 0 else { throw Self.failure("\(path) cannot be read") }
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    /// Replaces the content and returns once it is on the disk. Texts of one file never get
    /// shorter, so nothing needs to be cut off.
    func write(_ text: String) throws(VenueError) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.longest, pwrite(descriptor, bytes, bytes.count, 0) == bytes.count,
            fsync(descriptor) == 0
        else { throw Self.failure("\(path) cannot be written") }
    }

    private static func failure(_ text: String) -> VenueError {
        .notSent(.refusedLocally, "\(text): \(String(cString: strerror(errno)))")
    }
}
