import AdapterProtocol
import VenueSimulator

// TradesHistory, QueryTrades (kraken.md E.11).
extension KrakenFace {
    func tradesHistory(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        // Spot trades are `no position`; the other words ask for margin positions, of which there are none.
        let type = call.parameters.text("type") ?? "all"
        guard ["all", "any position", "closed position", "closing position", "no position"].contains(type) else {
            throw .argument("type")
        }
        let window = try Kraken.HistoryWindow(call.parameters) { text in
            self.fill(text).map(Kraken.Times.traded)
        }
        let isSpot = type == "all" || type == "no position"
        let found = archive.fills.reversed().lazy.filter { fill in
            isSpot && window.contains(Kraken.Times.traded(fill)) && visibility.sees(fill)
        }
        let page = window.page(found)
        let rows = page.rows.map { FaceJSON.Member(ids.trade($0), row($0, call)) }
        let answer: FaceJSON = ["trades": .members(rows)]
        return window.wantsCount ? answer.with("count", .integer(page.count)) : answer
    }

    func queryTrades(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        guard let names = call.parameters.list("txid"), (1...20).contains(names.count) else { throw .argument("txid") }
        var members: [FaceJSON.Member] = []
        for name in names {
            guard let fill = fill(name), visibility.sees(fill) else { throw .invalidOrder }
            members.append(.init(name, row(fill, call)))
        }
        return .members(members)
    }

    private func fill(_ name: String) -> EngineFill? {
        guard let (symbol, id) = ids.trade(name) else { return nil }
        let page = HistoryPage(fromID: id, limit: 1)
        let found = exchange.fills(account: Kraken.Setup.account, symbol: symbol, page).first
        return found.flatMap { $0.tradeID == id ? $0 : nil }
    }

    private func row(_ fill: EngineFill, _ call: Kraken.Call) -> FaceJSON {
        guard let market = Kraken.Markets.of(fill.symbol) else { return .null }
        let ref = Kraken.Ref(orderOf: fill)
        let type = order(ref)?.venueType ?? .limit
        let row: FaceJSON = [
            "ordertxid": .text(ids.order(ref)),
            "postxid": .text(ids.position(fill)),
            "pair": .text(market.key),
            "time": Kraken.Times.number(Kraken.Times.traded(fill)),
            "type": .text(fill.side.rawValue),
            "ordertype": .text(type.rawValue),
            "price": Kraken.money(fill.price, places: market.feedDecimals),
            "cost": market.cost(fill.quoteAmount),
            "fee": market.cost(fill.fee),
            "vol": market.volume(fill.quantity),
            "margin": market.cost(.zero),
            "misc": "",
            "trade_id": .integer(fill.tradeID),
            "maker": .flag(fill.isMaker),
        ]
        if call.switches.has("newerFields", "off") { return row }
        return row.with("leverage", "0").with("aclass", market.isTokenized ? "tokenized_asset" : "forex")
            .with("tradeordertype", .text(type.rawValue))
            .with("ledgers", call.parameters.flag("ledgers") ? .list(ledgerIDs(of: fill)) : nil)
    }

    private func ledgerIDs(of fill: EngineFill) -> [FaceJSON] {
        let reference = ids.trade(fill)
        return books.rows.filter { $0.reference == reference }.map { .text(ids.ledgerRow($0.number)) }
    }
}
