import AdapterProtocol
import VenueSimulator

// The ledger (valr.md E.9): one entry per own trade, and the deposits that opened the account.
extension VALRFace {
    /// One entry before it is written.
    private struct Entry {
        let type: String
        let time: Int64
        let id: String
        let currencies: Set<String>
        let json: FaceJSON
    }

    func ledger(
        _ query: VALR.Query, _ caller: VALR.Caller, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> FaceJSON {
        let page = try query.page(maximum: 200, switches)
        let types = Set(query.list("transactionTypes"))
        let currency = query.text("currency")
        let start = try query.time("startTime") ?? .min
        let end = try query.time("endTime") ?? .max
        var isPast = query.text("beforeId") == nil
        let before = query.text("beforeId")
        var rows: [FaceJSON] = []
        var skipped = 0
        func take(_ entry: Entry) -> Bool {
            defer { if entry.id == before { isPast = true } }
            guard isPast, entry.time >= start, entry.time <= end, types.isEmpty || types.contains(entry.type),
                currency.map(entry.currencies.contains) ?? true
            else { return rows.count < page.limit }
            if skipped < page.skip { skipped += 1 } else { rows.append(entry.json) }
            return rows.count < page.limit
        }
        for fill in (register.fills[caller.account] ?? []).reversed() where fill.seenAt <= now {
            if fill.isReward { guard take(reward(fill)) else { return .list(rows) } }
            guard take(entry(fill)) else { return .list(rows) }
        }
        for entry in openingEntries(caller.account) { guard take(entry) else { break } }
        guard isPast else { throw .validation([("beforeId", "is not a transaction of this account")]) }
        return .list(rows)
    }

    private static func type(_ type: String) -> FaceJSON {
        let words = type.split(separator: "_").map { $0.prefix(1) + $0.dropFirst().lowercased() }
        return ["type": .text(type), "description": .text(words.joined(separator: " "))]
    }

    /// `creditValue` is net of the fee (valr.md E.9).
    private func entry(_ fill: VALR.Fill) -> Entry {
        let market = VALR.Markets.listed(fill.symbol)
        let order = register.order(fill.order)
        let isMarket = order?.form.kind == .market
        let type = (isMarket ? "MARKET_" : "LIMIT_") + fill.side.rawValue.uppercased()
        let isBuy = fill.side == .buy
        let credit = isBuy ? fill.quantity : fill.quote
        let id = ids.text(.ledger, market: market.index, number: fill.tradeID * 2, at: fill.time)
        var json: FaceJSON = [
            "transactionType": Self.type(type),
            "debitCurrency": .text(isBuy ? market.quote : market.base),
            "debitValue": VALR.text(isBuy ? fill.quote : fill.quantity),
            "creditCurrency": .text(isBuy ? market.base : market.quote),
            "creditValue": VALR.text(fill.isReward ? credit : VALR.difference(credit, fill.fee)),
        ]
        if !fill.isReward {
            json = json.with("feeCurrency", .text(fill.feeCurrency)).with("feeValue", VALR.text(fill.fee))
        }
        json = json.with("eventAt", .text(VALR.Times.text(fill.time)))
            .with("additionalInfo", info(fill, market, order)).with("id", .text(id))
        return Entry(type: type, time: fill.time, id: id, currencies: [market.base, market.quote], json: json)
    }

    /// `costPerCoin` is a JSON number, and the rand is `R` here (valr.md A.1, C.1).
    private func info(_ fill: VALR.Fill, _ market: VALR.Market, _ order: VALR.Tracked?) -> FaceJSON {
        [
            "costPerCoin": .number(fill.price.text(trimmingZeros: true)),
            "costPerCoinSymbol": .text(market.quote == "ZAR" ? "R" : market.quote),
            "currencyPairSymbol": .text(market.symbol),
            "orderId": .text(order.map(orderID) ?? ""),
        ]
    }

    private func reward(_ fill: VALR.Fill) -> Entry {
        let market = VALR.Markets.listed(fill.symbol)
        let id = ids.text(.ledger, market: market.index, number: fill.tradeID * 2 + 1, at: fill.time)
        return Entry(
            type: "MAKER_REWARD", time: fill.time, id: id, currencies: [fill.feeCurrency],
            json: [
                "transactionType": Self.type("MAKER_REWARD"),
                "creditCurrency": .text(fill.feeCurrency),
                "creditValue": VALR.text(fill.fee),
                "eventAt": .text(VALR.Times.text(fill.time)),
                "additionalInfo": info(fill, market, register.order(fill.order)),
                "id": .text(id),
            ])
    }

    private func openingEntries(_ account: String) -> [Entry] {
        guard account == VALR.account else { return [] }
        return VALR.Setup.balances.sorted { $0.key < $1.key }.enumerated().map { index, balance in
            let isFiat = balance.key == "ZAR"
            let type = isFiat ? "FIAT_DEPOSIT" : "BLOCKCHAIN_RECEIVE"
            let time = openedAt - 86_400_000
            let id = ids.text(.ledger, market: 255, number: Int64(index), at: time)
            return Entry(
                type: type, time: time, id: id, currencies: [balance.key],
                json: [
                    "transactionType": Self.type(type),
                    "creditCurrency": .text(balance.key),
                    "creditValue": VALR.text(balance.value),
                    "eventAt": .text(VALR.Times.text(time)),
                    "additionalInfo": isFiat
                        ? ["bankName": "Standard Bank", "accountNumber": "****3239"]
                        : ["transactionHash": .text(hash(index))],
                    "id": .text(id),
                ])
        }
    }
}
