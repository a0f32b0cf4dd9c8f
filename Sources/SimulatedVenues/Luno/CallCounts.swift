import VenueSimulator

extension Luno {
    /// Calls per minute and caller (luno.md H): every call costs 1, refused ones nothing.
    struct CallCounts: Sendable, Codable {
        private struct Window: Sendable, Codable {
            var minute: Int64
            var count: Int
        }

        private var windows: [String: Window] = [:]

        /// Counts a call, or refuses it.
        mutating func charge(_ caller: String, limit: Int, now: Int64) -> Bool {
            let minute = now / 60_000
            var window = windows[caller] ?? Window(minute: minute, count: 0)
            if window.minute != minute { window = Window(minute: minute, count: 0) }
            guard limit == 0 || window.count < limit else { return false }
            window.count += 1
            windows[caller] = window
            // Callers who make up keys must not fill the memory.
            if windows.count > 10_000 { windows = windows.filter { $0.value.minute == minute } }
            if windows.count > 10_000 { windows = [caller: window] }
            return true
        }

        var isSound: Bool { windows.values.allSatisfy { (0...(1 << 53)).contains($0.count) && $0.minute >= 0 } }
    }
}
