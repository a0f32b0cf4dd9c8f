import AdapterProtocol
import VenueSimulator

extension Kraken {
    /// `start`, `end`, `ofs`, `without_count` of the history calls (kraken.md E.10, E.11): 50 rows a page, newest first.
    struct HistoryWindow {
        /// Microseconds, exclusive.
        var start: Int64?
        /// Microseconds, inclusive.
        var end: Int64?
        let offset: Int
        let wantsCount: Bool

        static let pageSize = 50

        /// - Parameter time: the time of an id given instead of a time.
        init(_ parameters: Parameters, timeOf: (String) -> Int64?) throws(Refusal) {
            start = try Self.moment(parameters, "start", timeOf)
            end = try Self.moment(parameters, "end", timeOf)
            offset = Int(try parameters.integer("ofs", in: 0...1_000_000) ?? 0)
            wantsCount = !parameters.flag("without_count")
        }

        private static func moment(
            _ parameters: Parameters, _ name: String, _ timeOf: (String) -> Int64?
        ) throws(Refusal) -> Int64? {
            guard let text = parameters.text(name), text != "0" else { return nil }
            if let time = timeOf(text) { return time }
            guard let micro = Self.microseconds(text) else { throw .argument(name) }
            // A whole second as `end` covers all of it.
            return name == "end" && !text.contains(".") ? micro + 999_999 : micro
        }

        /// Microseconds of seconds as text; nil for anything but a plain decimal.
        static func microseconds(_ text: String) -> Int64? {
            guard let value = PriceText.decimal(text), value < 100_000_000_000,
                let micro = try? value.rounded(scale: 6, .down).coefficient(atScale: 6)
            else { return nil }
            return Int64(truncatingIfNeeded: micro)
        }

        var isUnbounded: Bool { start == nil && end == nil }

        func contains(_ time: Int64) -> Bool {
            if let start, time <= start { return false }
            if let end, time > end { return false }
            return true
        }

        /// The page of what `newestFirst` yields, and how many there are in all.
        func page<Row>(_ newestFirst: some Sequence<Row>) -> (rows: [Row], count: Int) {
            var rows: [Row] = []
            var count = 0
            for row in newestFirst {
                if count >= offset, rows.count < Self.pageSize { rows.append(row) }
                count += 1
                if !wantsCount, rows.count == Self.pageSize { break }
            }
            return (rows, count)
        }
    }
}
