import AdapterProtocol
import VenueSimulator

// The `instrument` channel (kraken.md I.6): the reference data under other names than in AssetPairs. No status of this
// venue changes while it runs, so only the snapshot is ever told.
extension KrakenFace {
    mutating func sendInstruments(to index: Int, _ params: FaceJSON) {
        let hasTokenized = params["include_tokenized_assets"]?.bool == true
        let pairs = Kraken.Markets.all.filter { hasTokenized || !$0.isTokenized }
        let assets = Kraken.Markets.assets.filter { asset in
            pairs.contains { $0.base.id == asset.id || $0.quote.id == asset.id }
        }
        let data: FaceJSON = ["assets": .list(assets.map(row)), "pairs": .list(pairs.map(row))]
        let frame: FaceJSON = ["channel": "instrument", "type": "snapshot", "data": data]
        streams.send(frame, Kraken.Operation.control, to: index, at: now)
    }

    private func row(_ asset: Kraken.Asset) -> FaceJSON {
        // What counts as collateral can be borrowed, at a rate that REST tells of some only.
        let rate = asset.marginRate ?? asset.collateralValue.map { _ in "0.01" }
        let row: FaceJSON = [
            "id": .text(asset.display), "status": "enabled", "precision": .integer(asset.decimals),
            "precision_display": .integer(asset.displayDecimals), "borrowable": .flag(rate != nil),
            "collateral_value": .number("\(asset.collateralValue ?? 0).0"),
        ]
        return row.with("margin_rate", rate.map { .number($0) }).with("multiplier", .number("1.0"))
            .with("class", .text(asset.assetClass))
    }

    private func row(_ market: Kraken.Market) -> FaceJSON {
        func number(_ value: ExactDecimal) -> FaceJSON { Kraken.StreamText.number(value, switches) }
        let isMarginable = !market.leverage.isEmpty
        let row: FaceJSON = [
            "symbol": .text(market.display), "base": .text(market.base.display), "quote": .text(market.quote.display),
            "status": .text(market.status.rawValue), "qty_precision": .integer(market.lotDecimals),
            "qty_increment": number(market.lot), "price_precision": .integer(market.pairDecimals),
            "cost_precision": .integer(market.costDecimals), "marginable": .flag(isMarginable),
            "has_index": .flag(!switches.has("index", "unavailable")), "cost_min": number(market.costMinimum),
        ]
        return row.with("margin_initial", isMarginable ? .some(.number("0.1")) : .none)
            .with("position_limit_long", market.positionLimits.map { .integer($0.long) })
            .with("position_limit_short", market.positionLimits.map { .integer($0.short) })
            .with("tick_size", number(market.tick)).with("price_increment", number(market.tick))
            .with("qty_min", number(market.orderMinimum))
    }
}
