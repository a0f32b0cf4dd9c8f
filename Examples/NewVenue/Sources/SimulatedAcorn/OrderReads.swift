import VenueSimulator

// Orders and fills by id and in lists (API.md, Orders, Fills and Pages).
extension AcornFace {
    func order(_ fields: Acorn.Fields) throws(Acorn.Refusal) -> FaceJSON {
        let found = try find(fields, try fields.market())
        guard let order = visibility.seen(found) else { throw .orderNotFound }
        return Acorn.row(order)
    }

    /// All of them in one answer.
    func openOrders(_ fields: Acorn.Fields) throws(Acorn.Refusal) -> FaceJSON {
        let symbol = try fields.text("market") == nil ? nil : try fields.market().name
        let orders = visibility.seen(
            open: exchange.openOrders(account: Acorn.account, symbol: symbol), symbol: symbol)
        return .list(orders.map { Acorn.row($0) })
    }

    /// Orders of all states by time of placement.
    func orders(_ fields: Acorn.Fields) throws(Acorn.Refusal) -> FaceJSON {
        let market = try fields.market()
        let span = try Acorn.Span(fields)
        let orders = exchange.orders(account: Acorn.account, symbol: market.name, span.page)
        return span.answer(orders.compactMap(visibility.seen), id: \.id) { Acorn.row($0) }
    }

    /// Own fills by time.
    func fills(_ fields: Acorn.Fields) throws(Acorn.Refusal) -> FaceJSON {
        let market = try fields.market()
        let span = try Acorn.Span(fields)
        var order: Int64?
        if let text = try fields.text("orderId") {
            // An order that the market does not have has no fills.
            guard let id = Acorn.OrderID.read(text, of: market) else {
                return span.answer([], id: \.tradeID) { Acorn.row($0) }
            }
            order = id
        }
        let fills = exchange.fills(account: Acorn.account, symbol: market.name, orderID: order, span.page)
        return span.answer(fills.filter(visibility.sees), id: \.tradeID) { Acorn.row($0) }
    }
}

extension Acorn {
    /// Which rows of a history are wanted, and in which direction.
    struct Span {
        /// Everything in the span; the cursor cuts it.
        let page: HistoryPage
        private let isAscending: Bool
        private let cursor: Int64?
        private let limit: Int

        init(_ fields: Fields) throws(Refusal) {
            let until = try fields.integer("until")
            page = HistoryPage(
                startTime: try fields.integer("from"), endTime: until.map { $0 - 1 }, limit: 10_000)
            limit = try fields.count("limit", upTo: 100, initial: 100)
            cursor = try fields.integer("cursor")
            isAscending =
                switch try fields.required("direction") {
                case "asc": true
                case "desc": false
                default: throw .invalid("asc or desc as direction")
                }
        }

        /// `{"rows":[…],"next":…}` of rows that are ascending in id; the cursor is the last id of the page before.
        func answer<Row>(_ rows: [Row], id: (Row) -> Int64, _ json: (Row) -> FaceJSON) -> FaceJSON {
            let directed = isAscending ? rows : rows.reversed()
            let rest = directed.drop { row in
                guard let cursor else { return false }
                return isAscending ? id(row) <= cursor : id(row) >= cursor
            }
            let part = rest.prefix(limit)
            let next = part.count < rest.count ? part.last.map { FaceJSON.text(String(id($0))) } : nil
            return ["rows": .list(part.map(json)), "next": next ?? .null]
        }
    }
}
