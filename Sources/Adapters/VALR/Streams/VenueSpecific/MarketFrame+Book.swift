import AdapterKit
import AdapterProtocol

// Books within messages.
extension VALRMarketFrame {
    /// Reads whole levels (valr.md I.5): the best 40 of both sides.
    mutating func readLevels(_ reader: inout JSONReader) throws(JSONError) {
        var number: Int64?
        var sides = 0
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "Asks":
                sides += 1
                try reader.array { reader throws(JSONError) in asks.append(try Self.level(&reader)) }
            case "Bids":
                sides += 1
                try reader.array { reader throws(JSONError) in bids.append(try Self.level(&reader)) }
            case "LastChange": time = try reader.instant()
            case "SequenceNumber": number = try reader.integer()
            default: try reader.skip()
            }
        }
        guard sides == 2 else { throw reader.missing("Asks and Bids") }
        try take(number, reader)
    }

    private static func level(_ reader: inout JSONReader) throws(JSONError) -> BookLevel {
        var price: ExactDecimal?
        var quantity: ExactDecimal?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "price": price = try reader.decimal()
            case "quantity": quantity = try reader.decimal()
            default: try reader.skip()
            }
        }
        return BookLevel(price: try reader.require(price, "price"), quantity: try reader.require(quantity, "quantity"))
    }

    /// Reads orders (valr.md I.6), asks and bids in the order in which they stand.
    mutating func readOrders(_ reader: inout JSONReader) throws(JSONError) {
        var number: Int64?
        var sides = 0
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "Asks":
                sides += 1
                try reader.array { reader throws(JSONError) in try readQueue(.sell, &reader) }
            case "Bids":
                sides += 1
                try reader.array { reader throws(JSONError) in try readQueue(.buy, &reader) }
            case "LastChange": time = Timestamp(milliseconds: try reader.integer())
            case "SequenceNumber": number = try reader.integer()
            case "Checksum": checksum = try reader.optional { reader throws(JSONError) in try reader.integer() }
            default: try reader.skip()
            }
        }
        guard sides == 2 else { throw reader.missing("Asks and Bids") }
        try take(number, reader)
    }

    /// Reads one level's orders; its price may stand behind them.
    private mutating func readQueue(_ side: Side, _ reader: inout JSONReader) throws(JSONError) {
        let first = orders.count
        var price: ExactDecimal?
        var hasOrders = false
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "Price": price = try reader.decimal()
            case "Orders":
                hasOrders = true
                try reader.array { reader throws(JSONError) in
                    orders.append(try Self.entry(side, price ?? .zero, &reader))
                }
            default: try reader.skip()
            }
        }
        let known = try reader.require(price, "Price")
        guard hasOrders else { throw reader.missing("Orders") }
        for index in first..<orders.count where orders[index].price != known {
            let entry = orders[index]
            orders[index] = VALROrderEntry(
                side: side, price: known, id: entry.id, quantity: entry.quantity, text: entry.text)
        }
    }

    private static func entry(
        _ side: Side, _ price: ExactDecimal, _ reader: inout JSONReader
    ) throws(JSONError) -> VALROrderEntry {
        var id: String?
        var text: String?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "orderId": id = try reader.string()
            case "quantity": text = try reader.string()
            default: try reader.skip()
            }
        }
        let written = try reader.require(text, "quantity")
        guard let quantity = ExactDecimal(written) else { throw reader.unexpected("a decimal in a text") }
        return VALROrderEntry(
            side: side, price: price, id: try reader.require(id, "orderId"), quantity: quantity, text: written)
    }

    private mutating func take(_ number: Int64?, _ reader: JSONReader) throws(JSONError) {
        sequence = try reader.require(number, "SequenceNumber")
        guard sequence >= 0 else { throw reader.unexpected("a number of zero or more") }
    }
}
