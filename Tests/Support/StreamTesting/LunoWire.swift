import AdapterProtocol
import VenueSimulator

/// luno.md D, I.1, I.2: one tick of the market is many messages, so that the engine cannot be asked about each; the
/// messages are followed order by order instead, and held against the engine after each tick.
struct LunoWire: WireReader {
    private struct Order: Sendable {
        let side: Side
        let price: ExactDecimal
        var volume: ExactDecimal
    }

    /// One market as the messages have it; nil number while nothing is known.
    private struct Ledger: Sendable {
        var number: Int64?
        var orders: [String: Order] = [:]

        mutating func forget() {
            number = nil
            orders = [:]
        }

        var top: EngineTop {
            var best: (bid: ExactDecimal?, ask: ExactDecimal?) = (nil, nil)
            for order in orders.values {
                if order.side == .buy {
                    best.bid = max(best.bid ?? order.price, order.price)
                } else {
                    best.ask = min(best.ask ?? order.price, order.price)
                }
            }
            return EngineTop(bid: level(.buy, best.bid), ask: level(.sell, best.ask))
        }

        private func level(_ side: Side, _ price: ExactDecimal?) -> BookLevel? {
            guard let price else { return nil }
            let volumes = orders.values.filter { $0.side == side && $0.price == price }.map(\.volume)
            return (try? ExactDecimal.sum(volumes)).map { BookLevel(price: price, quantity: $0) }
        }
    }

    static var asksTheEngine: Bool { false }

    private let places: [String: Int]
    private var ledgers: [Ledger]
    private var marketOfConnection: [StreamID: Int] = [:]

    init(_ markets: [WatchedMarket]) {
        places = markets.placesByStreamName
        ledgers = Array(repeating: Ledger(), count: markets.count)
    }

    mutating func opened(_ id: StreamID, _ request: FaceRequest) {
        guard let name = request.path.split(separator: "/").last else { return }
        marketOfConnection[id] = places[String(name)]
    }

    mutating func sighting(in message: FaceJSON, on id: StreamID) -> Sighting? {
        guard let market = marketOfConnection[id], let number = message["sequence"]?.whole else { return nil }
        if message["asks"] != nil { return takeSnapshot(message, number, market) }
        guard let known = ledgers[market].number else {
            return Sighting(market: market, key: BookKey(number), changes: 1)
        }
        // What a second connection is told too.
        if number <= known { return nil }
        guard number == known + 1, apply(message, market) else {
            // A number was skipped, or nobody listened for a while: the next snapshot tells.
            ledgers[market].forget()
            return Sighting(market: market, key: BookKey(number), changes: 1)
        }
        ledgers[market].number = number
        let parts = ["create_update", "delete_update"].filter { message[$0] != .null }.count
        return sighting(market, number, changes: parts + (message["trade_updates"]?.elements?.count ?? 0))
    }

    private func sighting(_ market: Int, _ number: Int64, changes: Int) -> Sighting {
        let top = ledgers[market].number == number ? ledgers[market].top : nil
        return Sighting(market: market, key: BookKey(number), top: top, changes: changes)
    }

    /// A late snapshot shows the market as it was: it says so by its number, and tells nothing of now.
    private mutating func takeSnapshot(_ message: FaceJSON, _ number: Int64, _ market: Int) -> Sighting? {
        var shown = Ledger()
        for (side, rows) in [(Side.buy, message["bids"]), (.sell, message["asks"])] {
            for row in rows?.elements ?? [] {
                guard let id = row["id"]?.string, let price = row["price"]?.decimal, let volume = row["volume"]?.decimal
                else { return nil }
                shown.orders[id] = Order(side: side, price: price, volume: volume)
            }
        }
        shown.number = number
        if number >= ledgers[market].number ?? number { ledgers[market] = shown }
        return Sighting(market: market, key: BookKey(number), top: shown.top, changes: 0)
    }

    /// Trades, creation, deletion, in this order; false when the message contradicts what is known.
    private mutating func apply(_ message: FaceJSON, _ market: Int) -> Bool {
        for trade in message["trade_updates"]?.elements ?? [] {
            guard let maker = trade["maker_order_id"]?.string, let base = trade["base"]?.decimal,
                var order = ledgers[market].orders[maker], let left = try? order.volume - base, !left.isNegative
            else { return false }
            order.volume = left
            ledgers[market].orders[maker] = left.isZero ? nil : order
        }
        if let created = message["create_update"], created != .null {
            guard let id = created["order_id"]?.string, let price = created["price"]?.decimal,
                let volume = created["volume"]?.decimal
            else { return false }
            let side: Side = created["type"]?.string == "BID" ? .buy : .sell
            ledgers[market].orders[id] = Order(side: side, price: price, volume: volume)
        }
        if let deleted = message["delete_update"], deleted != .null {
            guard let id = deleted["order_id"]?.string else { return false }
            ledgers[market].orders[id] = nil
        }
        return true
    }

    func question(_ market: WatchedMarket) -> FaceRequest {
        Self.get("/api/1/orderbook_top", "pair=\(market.name)")
    }

    func answer(_ body: FaceJSON) -> (top: EngineTop, number: BookKey?)? {
        guard let bid = FaceJSON.best(.buy, of: body["bids"], FaceJSON.named("volume")),
            let ask = FaceJSON.best(.sell, of: body["asks"], FaceJSON.named("volume"))
        else { return nil }
        return (EngineTop(bid: bid, ask: ask), nil)
    }

    func followedTop(_ market: Int) -> EngineTop? { ledgers[market].number == nil ? nil : ledgers[market].top }
}
