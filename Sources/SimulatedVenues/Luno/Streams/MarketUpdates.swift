import AdapterProtocol
import VenueSimulator

extension Luno {
    /// What goes into one update frame of a market: what one order did when it came.
    struct MarketDraft: Sendable {
        let market: Market
        let taker: Int64
        var trades: [FaceJSON] = []
    }
}

// Order by order: what the engine did to a book, as its followers hear it (luno.md I.2).
extension LunoFace {
    /// Tells the followers of markets.
    mutating func publish(_ events: [EngineEvent], at time: Int64) {
        var draft: Luno.MarketDraft?
        // The maker of the last trade, whose change of the book is told by the trade alone.
        var maker: Int64?
        for event in events {
            switch event {
            case .trade(let trade) where streams.follows(trade.symbol):
                if draft?.taker != trade.takerOrderID || draft?.market.id != trade.symbol {
                    flush(&draft, at: time)
                    draft = Luno.Markets.market(trade.symbol).map { .init(market: $0, taker: trade.takerOrderID ?? 0) }
                }
                maker = trade.makerOrderID
                if let market = draft?.market { draft?.trades.append(row(trade, market)) }
            case .bookChanged(let change) where streams.follows(change.symbol):
                if change.orderID == maker, change.symbol == draft?.market.id {
                    maker = nil
                    continue
                }
                tell(change, &draft, at: time)
            case .phaseChanged(let symbol, let phase) where streams.follows(symbol):
                flush(&draft, at: time)
                guard let market = Luno.Markets.market(symbol) else { continue }
                let status = phase == .trading ? market.streamStatus(switches) : "DISABLED"
                tellUpdate(market, status: ["status": .text(status)], at: time)
            default: continue
            }
        }
        flush(&draft, at: time)
    }

    /// A frame of nothing: it takes a number all the same.
    mutating func tellNothing(_ market: Luno.Market) { tellUpdate(market, at: now) }

    private mutating func tell(_ change: BookChange, _ draft: inout Luno.MarketDraft?, at time: Int64) {
        guard let market = Luno.Markets.market(change.symbol) else { return }
        let id = FaceJSON.text(Luno.OrderID.text(market: market, id: change.orderID))
        guard change.orderQuantity.isPositive else {
            flush(&draft, at: time)
            return tellUpdate(market, deleted: ["order_id": id], at: time)
        }
        let created: FaceJSON = [
            "order_id": id, "type": change.side == .buy ? "BID" : "ASK", "price": Luno.money(change.price),
            "volume": Luno.money(change.orderQuantity),
        ]
        // What is left of an order that traded: in the documentation with the trades, in recordings apart.
        if switches.combinesUpdates, let own = draft, own.market.id == market.id, own.taker == change.orderID {
            draft = nil
            return tellUpdate(market, trades: own.trades, created: created, at: time)
        }
        flush(&draft, at: time)
        tellUpdate(market, created: created, at: time)
    }

    private mutating func flush(_ draft: inout Luno.MarketDraft?, at time: Int64) {
        guard let done = draft else { return }
        draft = nil
        tellUpdate(done.market, trades: done.trades, at: time)
    }

    private mutating func row(_ trade: EngineTrade, _ market: Luno.Market) -> FaceJSON {
        streams.tradeCount += 1
        let isStrange = switches.namesStrangeMakers && streams.tradeCount % 10 == 0
        let maker = isStrange ? 1 << 41 : trade.makerOrderID ?? 0
        let id = FaceJSON.text(Luno.OrderID.text(market: market, id: maker))
        return [
            "sequence": .integer(trade.id), "base": Luno.money(trade.quantity),
            "counter": Luno.money(trade.quoteAmount),
            "maker_order_id": id,
            "taker_order_id": .text(Luno.OrderID.text(market: market, id: trade.takerOrderID ?? 0)), "order_id": id,
        ]
    }

    private mutating func tellUpdate(
        _ market: Luno.Market, trades: [FaceJSON] = [], created: FaceJSON = .null, deleted: FaceJSON = .null,
        status: FaceJSON = .null, at time: Int64
    ) {
        let frame: FaceJSON = [
            "sequence": .text(String(streams.nextSequence(market))), "trade_updates": .list(trades),
            "create_update": created, "delete_update": deleted, "status_update": status, "timestamp": .integer(time),
        ]
        streams.tell(market, frame.bytes, trades.isEmpty ? "stream.book" : "stream.trades", at: now)
    }
}
