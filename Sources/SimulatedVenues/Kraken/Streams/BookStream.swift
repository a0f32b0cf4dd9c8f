import AdapterProtocol
import VenueSimulator

extension Kraken {
    /// A side's best levels as they were told, by price.
    struct ToldBook: Sendable {
        var bids: [ExactDecimal: ExactDecimal] = [:]
        var asks: [ExactDecimal: ExactDecimal] = [:]

        init(_ book: EngineBook) {
            bids = Dictionary(book.bids.map { ($0.price, $0.quantity) }, uniquingKeysWith: { first, _ in first })
            asks = Dictionary(book.asks.map { ($0.price, $0.quantity) }, uniquingKeysWith: { first, _ in first })
        }
    }
}

// The `book` channel (kraken.md I.3, I.4, L.17).
extension KrakenFace {
    /// Sends the whole book at the depth of a subscription.
    mutating func sendBookSnapshot(to index: Int, _ place: Int) {
        let topic = streams.connections[index].topics[place]
        guard case .book(let depth) = topic.channel, let market = topic.market,
            let book = exchange.book(market.key, depth: depth)
        else { return }
        let checksum = takeChecksum(of: book, market, index, place)
        let frame = bookFrame(
            "snapshot", market, bids: rows(book.bids), asks: rows(book.asks), checksum: checksum, salt: book.updateID)
        streams.send(frame, Kraken.Operation.book, to: index, at: now)
    }

    /// Takes note of a book that is followed from here on; who follows it already is told the same changes.
    mutating func followBook(_ topic: Kraken.Topic) {
        guard case .book(let depth) = topic.channel, let market = topic.market else { return }
        let key = Kraken.BookTopic(market: market.key, depth: depth)
        guard streams.told[key] == nil, let book = exchange.book(market.key, depth: depth) else { return }
        streams.told[key] = Kraken.ToldBook(book)
    }

    /// Tells the changes of one command or tick to everybody who follows a market's book.
    mutating func tellBooks(_ changes: [String: [BookChange]]) {
        let followed = Set(
            streams.connections.flatMap { connection in
                connection.topics.compactMap { topic -> Kraken.BookTopic? in
                    guard case .book(let depth) = topic.channel, let market = topic.market else { return nil }
                    return Kraken.BookTopic(market: market.key, depth: depth)
                }
            })
        for key in streams.told.keys where !followed.contains(key) { streams.told[key] = nil }
        let due = followed.filter { changes[$0.market] != nil }
        for key in due.sorted(by: { ($0.market, $0.depth) < ($1.market, $1.depth) }) {
            guard let market = Kraken.Markets.of(key.market), let changed = changes[key.market],
                let book = exchange.book(key.market, depth: key.depth)
            else { continue }
            tell(book, market, key, changed)
        }
    }

    private mutating func tell(
        _ book: EngineBook, _ market: Kraken.Market, _ key: Kraken.BookTopic, _ changes: [BookChange]
    ) {
        let new = Kraken.ToldBook(book)
        let old = streams.told[key] ?? new
        streams.told[key] = new
        let bids = difference(old.bids, new.bids, changes.filter { $0.side == .buy })
        let asks = difference(old.asks, new.asks, changes.filter { $0.side == .sell })
        guard !bids.isEmpty || !asks.isEmpty else { return }
        for index in streams.connections.indices {
            for place in streams.connections[index].topics.indices {
                let topic = streams.connections[index].topics[place]
                guard topic.channel == .book(depth: key.depth), topic.market?.key == key.market else { continue }
                if topic.dropsNext {
                    streams.connections[index].topics[place].dropsNext = false
                    continue
                }
                let checksum = takeChecksum(of: book, market, index, place)
                let frame = bookFrame(
                    "update", market, bids: bids, asks: asks, checksum: checksum, salt: book.updateID)
                streams.send(frame, Kraken.Operation.book, to: index, at: now)
            }
        }
    }

    /// The rows that turn one side as told into what it is now. Every step of a level is told, so a price may occur
    /// twice; levels that left the depth are not told, those that came back are.
    private func difference(
        _ old: [ExactDecimal: ExactDecimal], _ new: [ExactDecimal: ExactDecimal], _ changes: [BookChange]
    ) -> [FaceJSON] {
        var last: [ExactDecimal: ExactDecimal] = [:]
        for change in changes { last[change.price] = change.quantity }
        var rows: [FaceJSON] = []
        for change in changes {
            let price = change.price
            let isGone = last[price]?.isZero == true
            // What rests deeper than anybody sees is nobody's news.
            guard isGone ? old[price] != nil : new[price] != nil && old[price] != new[price] else { continue }
            rows.append(row(price, change.quantity))
        }
        let back = new.filter { old[$0.key] == nil && last[$0.key] == nil }
        for level in back.sorted(by: { $0.key < $1.key }) { rows.append(row(level.key, level.value)) }
        return rows
    }

    private func rows(_ levels: [EngineLevel]) -> [FaceJSON] { levels.map { row($0.price, $0.quantity) } }

    private func row(_ price: ExactDecimal, _ quantity: ExactDecimal) -> FaceJSON {
        [
            "price": Kraken.StreamText.number(price, switches), "qty": Kraken.StreamText.number(quantity, switches),
        ]
    }

    /// The checksum to tell, as the disturbances have it.
    private mutating func takeChecksum(
        of book: EngineBook, _ market: Kraken.Market, _ index: Int, _ place: Int
    ) -> UInt32 {
        let right = Kraken.BookChecksum.of(book, market)
        if streams.areChecksumsFrozen {
            let frozen = streams.checksums[market.key] ?? right
            streams.checksums[market.key] = frozen
            return frozen
        }
        streams.checksums[market.key] = right
        guard streams.connections[index].topics[place].breaksNext else { return right }
        streams.connections[index].topics[place].breaksNext = false
        return right ^ 0x5A5A_5A5A
    }

    private func bookFrame(
        _ type: String, _ market: Kraken.Market, bids: [FaceJSON], asks: [FaceJSON], checksum: UInt32, salt: Int64
    ) -> FaceJSON {
        let row = FaceJSON.members([
            .init("symbol", .text(market.display)), .init("bids", .list(bids)), .init("asks", .list(asks)),
            .init("checksum", .integer(checksum)),
        ])
        let time = Kraken.StreamText.time(of: now, salt, switches)
        return [
            "channel": "book", "type": .text(type), "data": [row.with("timestamp", time)],
        ]
    }
}
