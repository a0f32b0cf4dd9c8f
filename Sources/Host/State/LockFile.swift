#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An exclusive advisory lock that the kernel drops when the process ends, however it ends.
final class LockFile: Sendable {
    private let descriptor: Int32

    init(path: String, directory: String) throws(StateError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .unwritable(path: directory, reason: String(cString: strerror(errno)))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw .inUse(path: directory, processID: Self.holder(descriptor))
        }
        let text = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.count, 0) == text.count else {
            throw .unwritable(path: directory, reason: String(cString: strerror(errno)))
        }
    }

    /// Also runs when the initializer throws with every property set: closing there too would close whatever file another
    /// thread was given the number for.
    deinit { close(descriptor) }

    /// The process id the holder wrote, for the message only.
    private static func holder(_ descriptor: Int32) -> Int? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return Int(String(decoding: bytes.prefix(count), as: UTF8.self).prefix { $0.isNumber })
    }
}
