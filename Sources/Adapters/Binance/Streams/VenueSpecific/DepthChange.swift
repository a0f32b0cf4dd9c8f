import AdapterKit
import AdapterProtocol

/// The numbers of a depth event (binance.md I); its rows stand apart.
struct DepthChange: Sendable {
    let first: Int64
    let last: Int64
    let time: Timestamp?

    /// - Parameter rows: Emptied, then filled: bids first, as they stand.
    init(reading reader: inout JSONReader, rows: inout [BookRow]) throws(JSONError) {
        rows.removeAll(keepingCapacity: true)
        var first: Int64?
        var last: Int64?
        var time: Int64?
        var sides = 0
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "U": first = try reader.integer()
            case "u": last = try reader.integer()
            case "E": time = try reader.integer()
            case "b":
                sides += 1
                try reader.levelChanges(.buy, into: &rows)
            case "a":
                sides += 1
                try reader.levelChanges(.sell, into: &rows)
            default: try reader.skip()
            }
        }
        guard let first, let last, sides == 2 else { throw reader.missing("U, u, b or a") }
        self.first = first
        self.last = last
        self.time = time.map { Timestamp(milliseconds: $0) }
    }
}
