import AdapterProtocol
import VenueSimulator

// Assets and AssetPairs (kraken.md C.4).
extension KrakenFace {
    func assets(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        let wanted = call.parameters.text("aclass") ?? "currency"
        var chosen: [Kraken.Asset] = []
        if let names = call.parameters.list("asset") {
            for name in names {
                guard let asset = Kraken.Markets.asset(name) else { throw .unknownAsset }
                chosen.append(asset)
            }
        } else {
            chosen = Kraken.Markets.assets.filter { $0.assetClass == wanted }
        }
        let isDisplay = isDisplay(call)
        return .members(
            chosen.map { asset in
                let row: FaceJSON = [
                    "aclass": .text(asset.assetClass),
                    "altname": .text(asset.altname),
                    "decimals": .integer(asset.decimals),
                    "display_decimals": .integer(asset.displayDecimals),
                ]
                return .init(
                    isDisplay ? asset.display : asset.id,
                    row.with("collateral_value", asset.collateralValue.map { .integer($0) })
                        .with("margin_rate", asset.marginRate.map { .number($0) })
                        .with("status", "enabled"))
            })
    }

    func assetPairs(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        let info = call.parameters.text("info") ?? "info"
        guard ["info", "leverage", "fees", "margin"].contains(info) else { throw .argument("info") }
        var chosen: [Kraken.Market] = []
        if let names = call.parameters.list("pair") {
            for name in names {
                guard let market = Kraken.Markets.find(name) else { throw .unknownPair }
                chosen.append(market)
            }
        } else {
            chosen = Kraken.Markets.all.filter { isListed($0, call) }
        }
        if let venue = call.parameters.text("execution_venue") {
            chosen = chosen.filter { ($0.executionVenue ?? "international") == venue }
        }
        return .members(
            chosen.map { market in
                .init(name(of: market, call), row(market, info, call.switches, isDisplay: isDisplay(call)))
            })
    }

    private func row(
        _ market: Kraken.Market, _ info: String, _ switches: Kraken.Switches, isDisplay: Bool
    ) -> FaceJSON {
        let hasFees = switches.has("feeTables", "filled")
        let leverage = FaceJSON.list(market.leverage.map { .integer($0) })
        let taker: FaceJSON = hasFees ? FeeTable.taker(market, switches) : []
        let maker: FaceJSON = hasFees ? FeeTable.maker(market, switches) : []
        switch info {
        case "leverage": return ["leverage_buy": leverage, "leverage_sell": leverage]
        case "fees": return ["fees": taker, "fees_maker": maker, "fee_volume_currency": "ZUSD"]
        case "margin": return ["margin_call": 80, "margin_stop": 40]
        default: break
        }
        func name(_ asset: Kraken.Asset) -> FaceJSON { .text(isDisplay ? asset.display : asset.id) }
        let row: FaceJSON = [
            "altname": .text(market.altname),
            "wsname": .text(market.wsname),
            "aclass_base": .text(market.base.assetClass),
            "base": name(market.base),
            "aclass_quote": .text(market.quote.assetClass),
            "quote": name(market.quote),
            "lot": "unit",
            "cost_decimals": .integer(market.costDecimals),
            "pair_decimals": .integer(market.pairDecimals),
            "lot_decimals": .integer(market.lotDecimals),
            "lot_multiplier": 1,
            "leverage_buy": leverage,
            "leverage_sell": leverage,
            "fees": taker,
            "fees_maker": maker,
            "fee_volume_currency": "ZUSD",
            "margin_call": 80,
            "margin_stop": 40,
            "ordermin": .text(market.orderMinimum.text(trimmingZeros: true)),
            "costmin": .text(market.costMinimum.text(trimmingZeros: true)),
            "tick_size": .text(market.tick.text(trimmingZeros: true)),
            "status": .text(market.status.rawValue),
        ]
        return row.with("execution_venue", market.executionVenue.map { .text($0) })
            .with("long_position_limit", market.positionLimits.map { .integer($0.long) })
            .with("short_position_limit", market.positionLimits.map { .integer($0.short) })
    }
}

/// The fee tables as the pairs show them: 30-day volume and percent (rest-asset-pairs.json).
private enum FeeTable {
    private static let volumes = [0, 10_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000]

    static func taker(_ market: Kraken.Market, _ switches: Kraken.Switches) -> FaceJSON {
        if market.isTokenized { return [[0, .number("0.1")]] }
        let entry = switches.has("feeSchedule", "2026") ? "0.8" : "0.4"
        return table([entry, "0.35", "0.24", "0.22", "0.2", "0.18", "0.16", "0.14", "0.12"])
    }

    static func maker(_ market: Kraken.Market, _ switches: Kraken.Switches) -> FaceJSON {
        if market.isTokenized { return [[0, .number("-0.02")]] }
        let entry = switches.has("feeSchedule", "2026") ? "0.4" : "0.25"
        return table([entry, "0.2", "0.14", "0.12", "0.1", "0.08", "0.06", "0.04", "0.02"])
    }

    private static func table(_ rates: [String]) -> FaceJSON {
        .list(zip(volumes, rates).map { [.integer($0), .number($1)] })
    }
}
