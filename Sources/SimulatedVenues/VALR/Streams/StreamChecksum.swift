extension VALR {
    /// CRC-32 as zlib computes it, of the texts that books are proven with (valr.md I.6, I.7).
    enum Checksum {
        static func of(_ text: String) -> Int64 {
            var value: UInt32 = 0xFFFF_FFFF
            for byte in text.utf8 {
                value ^= UInt32(byte)
                for _ in 0..<8 { value = (value >> 1) ^ (value & 1 == 1 ? 0xEDB8_8320 : 0) }
            }
            return Int64(~value)
        }

        /// Bids and asks by turns, bid first; a side that has run out is left out.
        static func text(_ bids: [String], _ asks: [String]) -> String {
            var parts: [String] = []
            for index in 0..<max(bids.count, asks.count) {
                if index < bids.count { parts.append(bids[index]) }
                if index < asks.count { parts.append(asks[index]) }
            }
            return parts.joined(separator: ":")
        }
    }

    /// Checksums that are wrong, or that do not change, on demand.
    struct ChecksumFault: Sendable {
        /// Whose next one is wrong.
        var broken: Set<String> = []
        private var isFrozen = false
        private var last: [String: Int64] = [:]

        mutating func freeze(_ isFrozen: Bool) {
            self.isFrozen = isFrozen
        }

        /// What is told instead of the right one. `feed` names a pair and its kind of book.
        mutating func told(_ right: Int64, _ symbol: String, _ feed: String) -> Int64 {
            if isFrozen, let frozen = last[feed + symbol] { return frozen }
            let told = broken.remove(symbol) == nil ? right : right ^ 1
            last[feed + symbol] = told
            return told
        }
    }
}
