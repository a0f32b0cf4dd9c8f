import AdapterProtocol
import VenueSimulator

extension VALR {
    /// A pair's book order by order as its readers have it (valr.md I.6).
    struct OrderFeed: Sendable {
        struct Resting: Sendable, Hashable {
            let id: Int64
            let side: Side
            let price: ExactDecimal
            let quantity: ExactDecimal
        }

        /// One entry of a message; zero removes.
        struct Entry: Sendable {
            let order: Resting
            let quantity: ExactDecimal
        }

        var orders: [Resting]

        /// What leads from these orders to others. Orders keep their place in a level unless they come anew, so that
        /// readers who append what they do not know have the same queue.
        func entries(to wanted: [Resting]) -> [Entry] {
            let old = levels(orders)
            let new = levels(wanted)
            var removals: [Entry] = []
            var rest: [Entry] = []
            for (place, queue) in old where new[place] == nil {
                removals += queue.map { Entry(order: $0, quantity: .zero) }
            }
            for (place, queue) in new { Self.compare(old[place] ?? [], queue, &removals, &rest) }
            // An order that moved to another price leaves before it comes.
            return Self.sorted(removals) + Self.sorted(rest)
        }

        /// One level. What is left of the old queue stands in front, in its old order; everything behind it is new.
        private static func compare(
            _ old: [Resting], _ new: [Resting], _ removals: inout [Entry], _ rest: inout [Entry]
        ) {
            let places = Dictionary(old.enumerated().map { ($1.id, $0) }) { first, _ in first }
            var last = -1
            var kept: Set<Int64> = []
            for order in new {
                guard let place = places[order.id], place > last else { break }
                last = place
                kept.insert(order.id)
                if old[place].quantity != order.quantity { rest.append(Entry(order: order, quantity: order.quantity)) }
            }
            removals += old.filter { !kept.contains($0.id) }.map { Entry(order: $0, quantity: .zero) }
            rest += new.filter { !kept.contains($0.id) }.map { Entry(order: $0, quantity: $0.quantity) }
        }

        private struct Place: Hashable {
            let side: Side
            let price: ExactDecimal
        }

        private func levels(_ orders: [Resting]) -> [Place: [Resting]] {
            orders.reduce(into: [:]) { $0[Place(side: $1.side, price: $1.price), default: []].append($1) }
        }

        /// Levels by price, entries of one level in the order in which they came.
        private static func sorted(_ entries: [Entry]) -> [Entry] {
            entries.enumerated().sorted { left, right in
                let (one, other) = (left.element.order, right.element.order)
                return one.price == other.price ? left.offset < right.offset : one.price < other.price
            }.map(\.element)
        }
    }
}

extension VALRFace {
    /// A pair's orders now, best first.
    private func resting(_ symbol: String) -> [VALR.OrderFeed.Resting] {
        (exchange.bookOrders(symbol) ?? []).map {
            VALR.OrderFeed.Resting(id: $0.id, side: $0.side, price: $0.price, quantity: $0.quantity)
        }
    }

    /// Brings readers up to date; the whole book to one that begins.
    mutating func beginOrders(_ market: VALR.Market, _ id: StreamID) {
        flushOrders(market)
        let feed = streams.orderFeeds[market.symbol] ?? VALR.OrderFeed(orders: resting(market.symbol))
        streams.orderFeeds[market.symbol] = feed
        let number = streams.lastNumbers["orders " + market.symbol] ?? 589_628_037
        streams.lastNumbers["orders " + market.symbol] = number
        let entries = feed.orders.map { VALR.OrderFeed.Entry(order: $0, quantity: $0.quantity) }
        let body = orderMessage("FULL_ORDERBOOK_SNAPSHOT", market, entries, number)
        streams.send(body, "stream.book", to: id)
    }

    /// The changes since the last message; its number counts its entries.
    mutating func flushOrders(_ market: VALR.Market) {
        guard let feed = streams.orderFeeds[market.symbol] else { return }
        let orders = resting(market.symbol)
        let entries = feed.entries(to: orders)
        guard !entries.isEmpty else { return }
        streams.orderFeeds[market.symbol] = VALR.OrderFeed(orders: orders)
        var number = (streams.lastNumbers["orders " + market.symbol] ?? 0) + Int64(entries.count)
        if streams.skipsNumber.remove(market.symbol) != nil { number += 1 }
        streams.lastNumbers["orders " + market.symbol] = number
        let bytes = orderMessage("FULL_ORDERBOOK_UPDATE", market, entries, number).bytes
        for id in streams.readers(of: .orders, market.symbol) { streams.send(bytes, "stream.book", to: id) }
    }

    private mutating func orderMessage(
        _ type: String, _ market: VALR.Market, _ entries: [VALR.OrderFeed.Entry], _ number: Int64
    ) -> FaceJSON {
        [
            "type": .text(type),
            "currencyPairSymbol": .text(market.symbol),
            "data": [
                "LastChange": .integer(now),
                "Asks": side(.sell, market, entries),
                "Bids": side(.buy, market, entries),
                "SequenceNumber": .integer(number),
                "Checksum": .integer(streams.checksums.told(orderChecksum(market), market.symbol, "orders ")),
            ],
        ]
    }

    /// Entries of one price that follow each other are one level.
    private func side(_ side: Side, _ market: VALR.Market, _ entries: [VALR.OrderFeed.Entry]) -> FaceJSON {
        var levels: [(price: ExactDecimal, orders: [FaceJSON])] = []
        for entry in entries where entry.order.side == side {
            let row: FaceJSON = [
                "orderId": .text(orderText(entry.order.id, market)), "quantity": VALR.text(entry.quantity),
            ]
            if levels.last?.price == entry.order.price {
                levels[levels.count - 1].orders.append(row)
            } else {
                levels.append((entry.order.price, [row]))
            }
        }
        return .list(levels.map { ["Price": VALR.text($0.price), "Orders": .list($0.orders)] })
    }

    private func orderText(_ id: Int64, _ market: VALR.Market) -> String {
        if let own = register.order(engine: VALR.Ref(market.symbol, id)) { return orderID(own) }
        return ids.text(.bookOrder, market: market.index, number: id, at: openedAt)
    }

    private func orderChecksum(_ market: VALR.Market) -> Int64 {
        func texts(_ side: Side) -> [String] {
            (streams.orderFeeds[market.symbol]?.orders ?? []).filter { $0.side == side }.prefix(25).map {
                orderText($0.id, market) + ":" + $0.quantity.text(trimmingZeros: true)
            }
        }
        return VALR.Checksum.of(VALR.Checksum.text(texts(.buy), texts(.sell)))
    }
}
