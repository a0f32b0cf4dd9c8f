import AdapterProtocol
import VenueSimulator

// Own trades (valr.md E.9).
extension VALRFace {
    func fillID(_ fill: VALR.Fill) -> String {
        tradeID(VALR.Markets.listed(fill.symbol), fill.tradeID, fill.time)
    }

    /// Newest first. The list of all pairs ignores a pair filter; the list of one pair takes no time filter.
    func fillList(
        _ market: VALR.Market?, _ query: VALR.Query, _ caller: VALR.Caller, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> FaceJSON {
        let page = try query.page(maximum: 100, switches)
        var fills = (register.fills[caller.account] ?? [])[...]
        var (start, end) = (Int64.min, Int64.max)
        if market == nil {
            start = try query.time("startTime") ?? .min
            end = try query.time("endTime") ?? .max
            if let text = query.text("beforeId") { fills = fills.prefix(try position(text, in: fills)) }
        }
        var rows: [FaceJSON] = []
        var skipped = 0
        for fill in fills.reversed() {
            guard rows.count < page.limit, fill.time >= start else { break }
            guard fill.seenAt <= now, fill.time <= end, market == nil || fill.symbol == market?.symbol else { continue }
            if skipped < page.skip { skipped += 1 } else { rows.append(row(fill)) }
        }
        return .list(rows)
    }

    /// How many trades are older than the one named.
    private func position(_ id: String, in fills: ArraySlice<VALR.Fill>) throws(VALR.Refusal) -> Int {
        guard let parts = ids.parts(id), parts.kind == .trade else {
            throw .validation([("beforeId", "is not a trade")])
        }
        var (low, high) = (fills.startIndex, fills.endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if fills[middle].time < parts.time { low = middle + 1 } else { high = middle }
        }
        while low < fills.endIndex, fills[low].time == parts.time {
            let market = VALR.Markets.listed(fills[low].symbol)
            if fills[low].tradeID == parts.number, market.index == parts.market { return low }
            low += 1
        }
        throw .validation([("beforeId", "is not a trade of this account")])
    }

    private func row(_ fill: VALR.Fill) -> FaceJSON {
        let order = register.order(fill.order)
        let row: FaceJSON = [
            "price": VALR.text(fill.price),
            "quantity": VALR.text(fill.quantity),
            "currencyPair": .text(fill.symbol),
            "tradedAt": .text(VALR.Times.text(fill.time)),
            "side": .text(fill.side.rawValue),
            "sequenceId": Self.sequence(VALR.Markets.listed(fill.symbol), fill.tradeID),
            "id": .text(fillID(fill)),
            "orderId": .text(order.map(orderID) ?? ""),
        ]
        return row.with(fill.isReward ? "makerReward" : "fee", VALR.text(fill.fee))
            .with(fill.isReward ? "makerRewardCurrency" : "feeCurrency", .text(fill.feeCurrency))
            .with("customerOrderId", order?.clientID.map(FaceJSON.text))
    }
}
