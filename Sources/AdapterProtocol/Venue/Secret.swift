/// Bytes that must never be shown: they cannot be printed, encoded, hashed, reflected or compared in variable time.
///
/// The storage is overwritten when the last copy goes.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let storage: Storage

    /// Takes a copy of the bytes.
    public init(_ bytes: some Sequence<UInt8>) {
        storage = Storage(Array(bytes))
    }

    /// Takes the UTF-8 bytes of a text.
    public init(_ text: String) {
        self.init(text.utf8)
    }

    /// Number of bytes.
    public var count: Int { storage.buffer.count }

    /// Lends the bytes for the duration of `body`; do not let them escape.
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try body(UnsafeRawBufferPointer(storage.buffer))
    }

    /// Whether two secrets are equal, in time that depends on the length only.
    public func isEqual(to other: Secret) -> Bool {
        withBytes { left in
            other.withBytes { right in
                guard left.count == right.count else { return false }
                var difference: UInt8 = 0
                for index in left.indices { difference |= left[index] ^ right[index] }
                return difference == 0
            }
        }
    }

    /// A fixed mask.
    public var description: String { "•••" }
    /// A fixed mask.
    public var debugDescription: String { "•••" }
    /// Shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// Owns the bytes outside any array, so that no copy-on-write leaves an unwiped twin behind.
    private final class Storage: @unchecked Sendable {  // reason: written only in init and deinit, read-only between
        let buffer: UnsafeMutableBufferPointer<UInt8>

        init(_ bytes: [UInt8]) {
            buffer = .allocate(capacity: bytes.count)
            _ = buffer.initialize(from: bytes)
        }

        deinit {
            for index in buffer.indices { buffer[index] = 0 }
            buffer.deallocate()
        }
    }
}
