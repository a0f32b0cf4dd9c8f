#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `Synchronization.Mutex` for ThreadSanitizer's build alone: a lock of pthread, which the sanitizer watches, where
/// Swift's own one is unknown to it on Linux. `Package.swift` puts this module in the place of `Synchronization`.
public struct Mutex<Value: ~Copyable>: ~Copyable {
    // On the heap, for a lock of pthread may never move.
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let value: UnsafeMutablePointer<Value>

    /// Puts a value behind a lock.
    public init(_ initialValue: consuming sending Value) {
        lock = .allocate(capacity: 1)
        // Without attributes it fails only for want of memory.
        let failure = pthread_mutex_init(lock, nil)
        precondition(failure == 0, "pthread_mutex_init: \(failure)")
        value = .allocate(capacity: 1)
        value.initialize(to: initialValue)
    }

    deinit {
        value.deinitialize(count: 1)
        value.deallocate()
        pthread_mutex_destroy(lock)
        lock.deallocate()
    }

    /// Runs the closure with the value, alone.
    public borrowing func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return try body(&value.pointee)
    }
}

extension Mutex: @unchecked Sendable where Value: ~Copyable {}  // reason: the value is reached only behind the lock
