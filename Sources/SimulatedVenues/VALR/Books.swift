import AdapterProtocol
import VenueSimulator

// Books and public trades (valr.md D.3, D.4).
extension VALRFace {
    /// The best 40 levels of both sides.
    func book(_ market: VALR.Market) -> FaceJSON {
        let book = exchange.book(market.symbol, depth: 40)
        func rows(_ levels: [EngineLevel], _ side: String) -> FaceJSON {
            .list(
                levels.map { level in
                    [
                        "side": .text(side),
                        "quantity": VALR.text(level.quantity),
                        "price": VALR.text(level.price),
                        "currencyPair": .text(market.symbol),
                        "orderCount": .integer(level.orderCount),
                    ]
                })
        }
        return bookBody(market, asks: rows(book?.asks ?? [], "sell"), bids: rows(book?.bids ?? [], "buy"))
    }

    /// Every order with its place in the queue.
    func fullBook(_ market: VALR.Market) -> FaceJSON {
        var sides: (bids: [FaceJSON], asks: [FaceJSON]) = ([], [])
        var position = 0
        var level: (Side, ExactDecimal)?
        for order in exchange.bookOrders(market.symbol) ?? [] {
            position = level.map { $0 == (order.side, order.price) } ?? false ? position + 1 : 1
            level = (order.side, order.price)
            let row: FaceJSON = [
                "side": .text(order.side.rawValue),
                "quantity": VALR.text(order.quantity),
                "price": VALR.text(order.price),
                "currencyPair": .text(market.symbol),
                "id": .text(bookID(order, market)),
                "positionAtPrice": .integer(position),
            ]
            if order.side == .buy { sides.bids.append(row) } else { sides.asks.append(row) }
        }
        return bookBody(market, asks: .list(sides.asks), bids: .list(sides.bids))
    }

    func bookID(_ order: EngineBookOrder, _ market: VALR.Market) -> String {
        if let own = register.order(engine: VALR.Ref(market.symbol, order.id)) { return orderID(own) }
        return ids.text(.bookOrder, market: market.index, number: order.id, at: openedAt)
    }

    private func bookBody(_ market: VALR.Market, asks: FaceJSON, bids: FaceJSON) -> FaceJSON {
        let last = exchange.trades(market.symbol, HistoryPage(limit: 1))?.last?.time ?? openedAt
        return [
            "Asks": asks,
            "Bids": bids,
            "LastChange": .text(VALR.Times.text(last)),
            "SequenceNumber": .integer(exchange.book(market.symbol, depth: 0)?.updateID ?? 0),
        ]
    }

    /// Far above 2^53, as recorded, so that a reader through a floating point number is found out (valr.md A.1).
    static func sequence(_ market: VALR.Market, _ tradeID: Int64) -> FaceJSON {
        .integer(1_368_928_567_986_638_001 + Int64(market.index) * 1_000_000_000_000 + tradeID)
    }

    func tradeID(_ market: VALR.Market, _ id: Int64, _ time: Int64) -> String {
        ids.text(.trade, market: market.index, number: id, at: time)
    }

    /// Newest first; `beforeId` pages without shifting.
    func trades(
        _ market: VALR.Market, _ query: VALR.Query, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> FaceJSON {
        let page = try query.page(maximum: 100, switches)
        let (start, end) = (try query.time("startTime"), try query.time("endTime"))
        var before = Int64.max
        if let text = query.text("beforeId") {
            guard let parts = ids.parts(text), parts.kind == .trade, parts.market == market.index else {
                throw .validation([("beforeId", "is not a trade of this currency pair")])
            }
            before = parts.number
        }
        let hasFilter = start != nil || before != .max
        let all =
            exchange.trades(
                market.symbol, HistoryPage(endTime: end, limit: hasFilter ? 10_000 : page.skip + page.limit)) ?? []
        let rows = all.reversed().lazy.filter { $0.id < before && $0.time >= start ?? 0 }.dropFirst(page.skip)
            .prefix(page.limit)
        return .list(
            rows.map { trade in
                [
                    "price": VALR.text(trade.price),
                    "quantity": VALR.text(trade.quantity),
                    "currencyPair": .text(market.symbol),
                    "tradedAt": .text(VALR.Times.text(trade.time)),
                    "takerSide": .text(trade.takerSide.rawValue),
                    "sequenceId": Self.sequence(market, trade.id),
                    "id": .text(tradeID(market, trade.id, trade.time)),
                    "quoteVolume": VALR.text(trade.quoteAmount),
                ]
            })
    }
}
