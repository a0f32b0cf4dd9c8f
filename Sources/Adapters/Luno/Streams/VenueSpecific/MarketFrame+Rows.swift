import AdapterKit
import AdapterProtocol

// The parts of a market stream's frames (luno.md I.1, I.2). Ids are short enough to be texts without memory of their own.
extension JSONReader {
    /// A row of the snapshot: `{"id","price","volume"}`.
    mutating func restingOrder(_ side: Side) throws(JSONError) -> CreatedOrder {
        var key: OrderKey?
        var price: ExactDecimal?
        var volume: ExactDecimal?
        try object { name, reader throws(JSONError) in
            switch name {
            case "id": key = OrderKey(try reader.string())
            case "price": price = try reader.decimal()
            case "volume": volume = try reader.decimal()
            default: try reader.skip()
            }
        }
        return CreatedOrder(
            key: try require(key, "id"), side: side, price: try require(price, "price"),
            volume: try require(volume, "volume"))
    }

    /// `create_update`.
    mutating func createdOrder() throws(JSONError) -> CreatedOrder {
        var key: OrderKey?
        var side: Side?
        var price: ExactDecimal?
        var volume: ExactDecimal?
        try object { name, reader throws(JSONError) in
            switch name {
            case "order_id": key = OrderKey(try reader.string())
            case "type": side = try LunoWords.side(try reader.string(), reader)
            case "price": price = try reader.decimal()
            case "volume": volume = try reader.decimal()
            default: try reader.skip()
            }
        }
        return CreatedOrder(
            key: try require(key, "order_id"), side: try require(side, "type"), price: try require(price, "price"),
            volume: try require(volume, "volume"))
    }

    /// `delete_update`.
    mutating func deletedOrder() throws(JSONError) -> OrderKey {
        var key: OrderKey?
        try object { name, reader throws(JSONError) in
            switch name {
            case "order_id": key = OrderKey(try reader.string())
            default: try reader.skip()
            }
        }
        return try require(key, "order_id")
    }

    /// `status_update`.
    mutating func statusUpdate() throws(JSONError) -> TradingMode {
        var mode: TradingMode?
        try object { name, reader throws(JSONError) in
            switch name {
            case "status": mode = LunoWords.mode(try reader.string())
            default: try reader.skip()
            }
        }
        return try require(mode, "status")
    }

    /// One of `trade_updates`. Its `counter` only says once more what the maker's price does, rounded.
    mutating func tradeUpdate() throws(JSONError) -> TradeUpdate {
        var sequence: Int64?
        var base: ExactDecimal?
        var maker: OrderKey?
        var oldMaker: OrderKey?
        try object { name, reader throws(JSONError) in
            switch name {
            case "sequence": sequence = try reader.integer()
            case "base": base = try reader.decimal()
            case "maker_order_id": maker = OrderKey(try reader.string())
            case "order_id": oldMaker = OrderKey(try reader.string())
            default: try reader.skip()
            }
        }
        return TradeUpdate(
            sequence: try require(sequence, "sequence"), base: try require(base, "base"),
            maker: try require(maker ?? oldMaker, "maker_order_id"))
    }

    /// A frame's time: milliseconds, or seconds in the documentation's examples (luno.md I.4, J.1); nil for none.
    mutating func streamTime() throws(JSONError) -> Timestamp? {
        guard let time = try instant(), time.nanoseconds >= 0 else { return nil }
        // Below 10^11 milliseconds, which is the year 1973, they were seconds.
        let number = time.milliseconds
        return number < 100_000_000_000 ? Timestamp(milliseconds: number * 1000) : time
    }
}
