#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An open file of a recording.
final class RecordingFile: Sendable {
    private let path: String
    private let descriptor: Int32

    /// A new file, for its owner's eyes only; what is there already stays.
    init(creating path: String) throws(RecordingError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure }
    }

    /// A file to read.
    init(reading path: String) throws(RecordingError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure }
    }

    /// Also runs when an initializer throws: a number below zero is no file.
    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Writes all of the bytes.
    func write(_ bytes: [UInt8]) throws(RecordingError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: buffer[done...]))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure }
            done += count
        }
    }

    /// Returns once everything is on the disk.
    func settle() throws(RecordingError) {
        // A pipe cannot be asked for it.
        guard fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS else { throw failure }
    }

    private var failure: RecordingError { .file(path, String(cString: strerror(errno))) }
}

extension RecordingFile: RecordingBytes {
    func read(_ count: Int) throws(RecordingError) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            // In steps: a length that a damaged file claims costs no more memory than the file has bytes.
            let step = min(count - bytes.count, 1024 * 1024)
            var got = 0
            let part = [UInt8](unsafeUninitializedCapacity: step) { buffer, filled in
                got = systemRead(descriptor, UnsafeMutableRawBufferPointer(buffer))
                filled = max(got, 0)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw failure }
            if got == 0 { break }
            bytes += part
        }
        return bytes
    }
}

/// What blocks are read from.
protocol RecordingBytes: AnyObject, Sendable {
    /// The next bytes, fewer only at the end.
    func read(_ count: Int) throws(RecordingError) -> [UInt8]
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}

private func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawBufferPointer) -> Int {
    read(descriptor, bytes.baseAddress, bytes.count)
}
