import AdapterProtocol
import VenueSimulator

extension KuCoin {
    /// One movement of the trading wallet (kucoin.md E.1, rest-hf-ledger.json).
    struct LedgerEntry: Sendable, Codable {
        let id: Int64
        let currency: String
        let amount: ExactDecimal
        let fee: ExactDecimal
        let balance: ExactDecimal
        let isIncoming: Bool
        let time: Int64
        let symbol: String
        let orderID: String
        let tradeID: Int64

        var row: FaceJSON {
            let context: FaceJSON = [
                "symbol": .text(symbol), "orderId": .text(orderID), "tradeId": .text(String(tradeID)),
            ]
            return [
                "id": .text(String(id)), "currency": .text(currency), "amount": .padded(amount, 8),
                "fee": .padded(fee, 8), "tax": "0", "balance": .padded(balance, 8), "accountType": "TRADE_HF",
                "bizType": "TRADE_EXCHANGE", "direction": isIncoming ? "in" : "out",
                "createdAt": .text(String(time)), "context": .text(String(decoding: context.bytes, as: UTF8.self)),
            ]
        }
    }

    enum Ledger {
        /// Entries kept; older ones are forgotten.
        static let capacity = 4_000
    }
}

extension KuCoinFace {
    /// Books the account's fills: what went out and what came in, each with the balance after it. Tells the streams.
    mutating func absorb(_ events: [EngineEvent]) {
        if !streams.isEmpty { tellStreams(events) }
        for case .orderTraded(let order, let fill) in events where order.account == KuCoin.Setup.account {
            guard let market = KuCoin.Markets.bySymbol[fill.symbol] else { continue }
            let isBuy = fill.side == .buy
            let paid = isBuy ? KuCoin.sum(fill.quoteAmount, fill.fee) : KuCoin.difference(fill.quoteAmount, fill.fee)
            book(market.base, fill.quantity, fee: .zero, isIncoming: isBuy, order, fill)
            book(market.quote, paid, fee: fill.fee, isIncoming: !isBuy, order, fill)
        }
        let surplus = state.ledger.count - KuCoin.Ledger.capacity
        // In portions, so that a full ledger does not move with every entry.
        if surplus > 0 { state.ledger.removeFirst(min(state.ledger.count, surplus + KuCoin.Ledger.capacity / 4)) }
    }

    private mutating func book(
        _ currency: String, _ amount: ExactDecimal, fee: ExactDecimal, isIncoming: Bool, _ order: EngineOrder,
        _ fill: EngineFill
    ) {
        let before = state.totals[currency] ?? .zero
        let after = isIncoming ? KuCoin.sum(before, amount) : KuCoin.difference(before, amount)
        state.totals[currency] = after
        state.ledgerSerial += 1
        state.ledger.append(
            KuCoin.LedgerEntry(
                id: state.ledgerSerial, currency: currency, amount: amount, fee: fee, balance: after,
                isIncoming: isIncoming, time: fill.time, symbol: fill.symbol, orderID: KuCoin.OrderID.text(order),
                tradeID: fill.tradeID))
    }

    /// `GET hf/accounts/ledgers`: newest first; the last 24 h when no time is given.
    func ledger(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        let fields = call.fields
        let currencies = try fields.text("currency").map { Set($0.split(separator: ",").map(String.init)) }
        if let currencies, currencies.count > 10 { throw fields.invalid("currency") }
        let direction = try fields.text("direction")
        if let direction, direction != "in", direction != "out" { throw fields.invalid("direction") }
        let kind = try fields.text("bizType") ?? "TRADE_EXCHANGE"
        let last = try fields.integer("lastId") ?? .max
        let limit = try fields.count("limit", in: 1...200, initial: 100)
        let end = try fields.integer("endAt")
        let start = try fields.integer("startAt") ?? (end ?? now) - 86_400_000
        let rows = state.ledger.reversed().lazy.filter { entry in
            entry.id < last && currencies?.contains(entry.currency) ?? true && kind == "TRADE_EXCHANGE"
                && direction.map { ($0 == "in") == entry.isIncoming } ?? true && entry.time >= start
                && entry.time <= end ?? .max
        }
        return .list(rows.prefix(limit).map(\.row))
    }
}
