import Synchronization

/// A recording that is in memory.
final class RecordingMemory: RecordingBytes {
    private let bytes: [UInt8]
    private let position = Mutex(0)

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    func read(_ count: Int) -> [UInt8] {
        position.withLock { position in
            let part = Array(bytes[position...].prefix(count))
            position += part.count
            return part
        }
    }
}
