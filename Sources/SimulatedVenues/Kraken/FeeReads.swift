import AdapterProtocol
import VenueSimulator

// TradeVolume (kraken.md E.2).
extension KrakenFace {
    func tradeVolume(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        var markets: [Kraken.Market] = []
        for name in call.parameters.list("pair") ?? [] {
            guard let market = Kraken.Markets.find(name) else { throw .unknownPair }
            markets.append(market)
        }
        var answer: FaceJSON = ["currency": "ZUSD", "volume": "0.0000"]
        let isNewer = call.switches.has("tradeVolume", "newer")
        if !markets.isEmpty {
            let fees = exchange.account(Kraken.Setup.account)?.fees ?? Kraken.Setup.fees(call.switches)
            answer = answer.with("fees", rates(fees.taker, floor: "0.1000", ceiling: "0.4000", markets))
            if !call.switches.has("tradeVolume", "withoutMaker") {
                answer = answer.with("fees_maker", rates(fees.maker, floor: "0.0000", ceiling: "0.2500", markets))
            }
        }
        guard isNewer else { return answer }
        return answer.with("asset_class", "spot")
            .with(
                "inputs",
                [
                    "domain_assets_on_platform": "0.0000", "domain_futures_volume_30d": "0.0000",
                    "domain_spot_volume_30d": "0.0000",
                ]
            )
            .with("schedules", [])
    }

    private func rates(
        _ rate: ExactDecimal, floor: String, ceiling: String, _ markets: [Kraken.Market]
    ) -> FaceJSON {
        // reason: a rate is a few digits; the product cannot overflow.
        let percent = (try? rate * 100) ?? .zero
        let text = Kraken.fixed(percent, places: 4)
        let row: FaceJSON = [
            "fee": .text(text),
            "minfee": .text(floor),
            "maxfee": .text(max(ceiling, text)),
            "nextfee": .text(nextFee(percent)),
            "nextvolume": "10000.0000",
            "tiervolume": "0.0000",
        ]
        return .members(markets.map { .init($0.key, row) })
    }

    /// The next tier is five hundredths of a percent cheaper (rest-asset-pairs.json).
    private func nextFee(_ percent: ExactDecimal) -> String {
        let next = (try? percent - Kraken.dec(5, -2)) ?? percent
        return Kraken.fixed(next.isNegative ? .zero : next, places: 4)
    }
}
