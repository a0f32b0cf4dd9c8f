#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How many heap allocations the process has made, on all threads, as the preloaded `heap/counter.c` counts them.
struct HeapCounter {
    private let read: @convention(c) () -> UInt64

    /// Nil when the counter is not preloaded.
    init?() {
        guard let symbol = dlsym(nil, "bourse_heap_allocations") else { return nil }
        read = unsafeBitCast(symbol, to: (@convention(c) () -> UInt64).self)
    }

    /// How many `body` makes.
    func count(_ body: () throws -> Void) rethrows -> UInt64 {
        let before = read()
        try body()
        return read() - before
    }
}
