import AdapterProtocol
import VenueSimulator

extension LunoFace {
    /// Every resting order of a market: asks ascending, bids descending (luno.md I.1).
    func snapshotFrame(_ market: Luno.Market) -> FaceJSON {
        var bids: [FaceJSON] = []
        var asks: [FaceJSON] = []
        var highest = ExactDecimal.zero
        for order in exchange.bookOrders(market.id) ?? [] {
            let row = Self.row(order.id, order.price, order.quantity, market)
            if order.side == .buy { bids.append(row) } else { asks.append(row) }
            if order.side == .sell { highest = order.price }
        }
        asks += padding(market, above: highest)
        return [
            "sequence": .text(String(streams.sequence(market))), "asks": .list(asks), "bids": .list(bids),
            "status": .text(market.streamStatus(switches)), "timestamp": .integer(now),
        ]
    }

    private static func row(
        _ id: Int64, _ price: ExactDecimal, _ volume: ExactDecimal, _ market: Luno.Market
    ) -> FaceJSON {
        [
            "id": .text(Luno.OrderID.text(market: market, id: id)), "price": Luno.money(price),
            "volume": Luno.money(volume),
        ]
    }

    /// Orders that nobody placed and nobody reaches, for snapshots of the venue's size (luno.md L.17).
    private func padding(_ market: Luno.Market, above highest: ExactDecimal) -> [FaceJSON] {
        (0..<switches.snapshotPadding).compactMap { index in
            guard let step = try? ExactDecimal(coefficient: Int128(index + 1), exponent: -market.priceScale),
                let price = try? highest + market.openingPrice + step
            else { return nil }
            return Self.row(Int64(index) + 1 << 40, price, market.minimumVolume, market)
        }
    }
}

extension Luno.Market {
    /// The stream's word: a launch does not show in it (luno.md I.4, L.19).
    func streamStatus(_ switches: Luno.Switches) -> String {
        switch status(switches) {
        case .active, .postOnly: "ACTIVE"
        case .suspended: "POSTONLY"
        case .unknown: "DISABLED"
        }
    }
}
