import VenueSimulator

extension VALR {
    /// The content delivery network in front of the public routes, and the one second of `/v1/marketdata`
    /// (valr.md D, L.21): answers are as old as their `age` says.
    struct AnswerCache: Sendable {
        private struct Entry: Sendable {
            let body: [UInt8]
            let since: Int64
        }

        private var entries: [String: Entry] = [:]

        /// The kept answer to `target` and its age in seconds, if it is young enough.
        func answer(_ target: String, maxAge: Int, now: Int64) -> (body: [UInt8], age: Int64)? {
            guard let entry = entries[target], (0..<Int64(maxAge) * 1_000).contains(now - entry.since) else {
                return nil
            }
            return (entry.body, (now - entry.since) / 1_000)
        }

        mutating func keep(_ body: [UInt8], for target: String, now: Int64) {
            // Ever new queries must not fill the memory.
            if entries.count >= 500 { entries.removeAll() }
            entries[target] = Entry(body: body, since: now)
        }
    }
}
