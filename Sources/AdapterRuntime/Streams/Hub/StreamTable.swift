import Synchronization

/// The last value by key.
final class StreamTable<Value: Sendable>: Sendable {
    private let values = Mutex<[ObjectIdentifier: Value]>([:])

    /// Remembers a value and returns the one before it.
    func exchange(_ value: Value, for key: ObjectIdentifier) -> Value? {
        values.withLock { $0.updateValue(value, forKey: key) }
    }
}
