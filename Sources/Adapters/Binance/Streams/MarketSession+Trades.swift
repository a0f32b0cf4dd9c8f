import AdapterKit
import AdapterProtocol

/// A `trade` event; `m` true means that the buyer made, so the aggressor sold (binance.md I).
struct TradeRow: Sendable {
    let id: Int64
    let price: ExactDecimal
    let quantity: ExactDecimal
    let time: Timestamp
    let buyerIsMaker: Bool

    init(reading reader: inout JSONReader) throws(JSONError) {
        var id: Int64?
        var price: ExactDecimal?
        var quantity: ExactDecimal?
        var time: Int64?
        var buyerIsMaker: Bool?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "t": id = try reader.integer()
            case "p": price = try reader.amount()
            case "q": quantity = try reader.amount()
            case "T": time = try reader.integer()
            case "m": buyerIsMaker = try reader.bool()
            default: try reader.skip()
            }
        }
        self.id = try reader.require(id, "t")
        self.price = try reader.require(price, "p")
        self.quantity = try reader.require(quantity, "q")
        self.time = Timestamp(milliseconds: try reader.require(time, "T"))
        self.buyerIsMaker = try reader.require(buyerIsMaker, "m")
        guard self.id >= 0, self.price.isPositive, self.quantity.isPositive else {
            throw reader.unexpected("a trade above zero")
        }
    }

    func trade(of symbol: Symbol) -> PublicTrade {
        PublicTrade(
            id: String(id), symbol: symbol, price: price, quantity: quantity, aggressor: buyerIsMaker ? .sell : .buy,
            time: time)
    }
}

extension BinanceMarketSession {
    /// Trades are numbered without holes (binance.md I.1): an old one has been told, a missing one is told as missing.
    mutating func take(
        _ trade: PublicTrade, _ id: Int64, _ position: Int, at now: StreamInstant, _ output: inout Output
    ) {
        if let last = streams[position].lastTrade {
            guard id > last.id else { return }
            if id - last.id > 1 {
                let gap = streams[position].marker(.gap, .sequence, from: last.time, to: trade.time)
                let mended = streams[position].marker(.resynced, .sequence, to: trade.time)
                tell(position, &output) { .marker(slot: $0, gap) }
                tell(position, &output) { .marker(slot: $0, mended) }
            }
        }
        streams[position].lastTrade = (id, trade.time)
        tell(position, &output) { .trade(slot: $0, trade) }
    }
}
