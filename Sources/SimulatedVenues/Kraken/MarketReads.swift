import AdapterProtocol
import VenueSimulator

// Public reads (kraken.md D).
extension KrakenFace {
    func readMarket(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        switch call.endpoint {
        case .time: ["unixtime": .integer(now / 1_000), "rfc1123": .text(Kraken.Times.rfc1123(now))]
        case .systemStatus: systemStatus(call.switches)
        case .maintenanceSchedule: maintenance(call.switches)
        case .assets: try assets(call)
        case .assetPairs: try assetPairs(call)
        case .ticker: try ticker(call)
        case .depth: try depth(call)
        case .groupedBook: try groupedBook(call)
        case .trades: try trades(call)
        case .spread: try spread(call)
        default: try candles(call)
        }
    }

    /// The one pair that a call names.
    func pair(_ call: Kraken.Call) throws(Kraken.Refusal) -> Kraken.Market {
        guard let name = call.parameters.text("pair") else { throw .argument("pair") }
        guard let market = Kraken.Markets.find(name), isListed(market, call) else { throw .unknownPair }
        return market
    }

    /// Whether the pair is of the class that was asked for (C.4 `aclass_base`, D.2 `asset_class`).
    func isListed(_ market: Kraken.Market, _ call: Kraken.Call) -> Bool {
        let name = call.endpoint == .assetPairs ? "aclass_base" : "asset_class"
        let wanted = call.parameters.text(name) ?? "currency"
        return market.base.assetClass == wanted || (wanted == "forex" && !market.isTokenized)
    }

    /// The name under which an answer stands: the canonical id, whatever was asked (L.15), or the display name.
    func name(of market: Kraken.Market, _ call: Kraken.Call) -> String {
        isDisplay(call) ? market.display : market.key
    }

    func isDisplay(_ call: Kraken.Call) -> Bool { call.parameters.text("assetVersion") == "1" }

    private func depth(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        let market = try pair(call)
        let count = Int(try call.parameters.integer("count", in: 1...500) ?? 100)
        guard let book = exchange.book(market.key, depth: count) else { throw .unknownPair }
        let second = now / 1_000
        func rows(_ levels: [EngineLevel]) -> FaceJSON {
            .list(
                levels.enumerated().map { index, level in
                    // The time of a level's last change is not kept; deeper levels look older.
                    [
                        Kraken.money(level.price, places: market.feedDecimals),
                        Kraken.money(level.quantity, places: 3 < decimals(level.quantity) ? 8 : 3),
                        .integer(second - Int64(index % 30)),
                    ]
                })
        }
        return .members([.init(name(of: market, call), ["asks": rows(book.asks), "bids": rows(book.bids)])])
    }

    private func decimals(_ value: ExactDecimal) -> Int { value.normalized.scale }

    private func groupedBook(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        let market = try pair(call)
        let depth = Int(try call.parameters.integer("depth", in: 1...1_000) ?? 10)
        let grouping = Int(try call.parameters.integer("grouping", in: 1...1_000) ?? 1)
        guard [10, 25, 100, 250, 1_000].contains(depth) else { throw .argument("depth") }
        guard [1, 5, 10, 25, 50, 100, 250, 500, 1_000].contains(grouping) else { throw .argument("grouping") }
        guard let book = exchange.book(market.key, depth: 1_000) else { throw .unknownPair }
        let step = (try? market.tick * ExactDecimal(grouping)) ?? market.tick
        func rows(_ levels: [EngineLevel], _ rounding: Rounding) -> FaceJSON {
            var groups: [(price: ExactDecimal, quantity: ExactDecimal)] = []
            for level in levels {
                guard let price = try? level.price.quantized(to: step, rounding) else { continue }
                if let last = groups.last, last.price == price, let sum = try? last.quantity + level.quantity {
                    groups[groups.count - 1].quantity = sum
                } else {
                    if groups.count == depth { break }
                    groups.append((price, level.quantity))
                }
            }
            return .list(groups.map { ["price": .text(market.price($0.price)), "qty": market.volume($0.quantity)] })
        }
        return [
            "pair": .text(name(of: market, call)), "grouping": .integer(grouping),
            "bids": rows(book.bids, .floor), "asks": rows(book.asks, .ceiling),
        ]
    }

    /// One row of the present second; the past of the best prices is not kept.
    private func spread(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        let market = try pair(call)
        let second = now / 1_000
        var rows: [FaceJSON] = []
        if let bid = exchange.bestBid(market.key), let ask = exchange.bestAsk(market.key) {
            rows.append([
                .integer(second), Kraken.money(bid.price, places: market.feedDecimals),
                Kraken.money(ask.price, places: market.feedDecimals),
            ])
        }
        return .members([.init(name(of: market, call), .list(rows)), .init("last", .integer(second))])
    }
}
