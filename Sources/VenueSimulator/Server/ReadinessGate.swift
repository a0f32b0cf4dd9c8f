import Synchronization
import WebServing

/// Collects the addresses of all listeners and lets the last one through with the whole list.
final class ReadinessGate: Sendable {
    private let expected: Int
    private let bound = Mutex<[String: BoundAddress]>([:])

    init(expecting expected: Int) {
        self.expected = expected
    }

    /// All addresses by listener name, for the listener that completes them.
    func enter(_ name: String, at address: BoundAddress) -> [String: BoundAddress]? {
        bound.withLock { bound in
            bound[name] = address
            return bound.count == expected ? bound : nil
        }
    }
}
