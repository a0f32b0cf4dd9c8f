import AdapterProtocol
import VenueSimulator

// Balances and fees (luno.md E.1 and E.2).
extension LunoFace {
    func balance(_ parameters: Luno.Parameters, _ switches: Luno.Switches) throws(Luno.Refusal) -> FaceJSON {
        let wanted = Set(try parameters.list("assets"))
        let balances = exchange.account(Luno.account).map(visibility.seen)?.balances ?? []
        var rows: [FaceJSON] = []
        for balance in balances where wanted.isEmpty || wanted.contains(balance.asset) {
            // reason: engine amounts have at most 28 digits, so their sum is exact.
            let total = (try? balance.free + balance.locked) ?? balance.free
            rows.append(
                Self.row(
                    Luno.Accounts.id(balance.asset), balance.asset,
                    switches.balanceIsAvailable ? balance.free : total, reserved: balance.locked,
                    name: balance.asset + " Account"))
        }
        if switches.hasSavingsAccount, wanted.isEmpty || wanted.contains("XBT") {
            rows.append(Self.row(Luno.Accounts.savings, "XBT", 2, reserved: .zero, name: "Savings XBT"))
        }
        return ["balance": list(rows, switches)]
    }

    private static func row(
        _ id: Int64, _ asset: String, _ balance: ExactDecimal, reserved: ExactDecimal, name: String
    ) -> FaceJSON {
        [
            // Text here, a number in orders (luno.md E.7).
            "account_id": .text(String(id)),
            "asset": .text(asset),
            "balance": Luno.money(balance),
            "reserved": Luno.money(reserved),
            "unconfirmed": "0.00",
            "name": .text(name),
        ]
    }

    func feeInfo(_ parameters: Luno.Parameters, _ switches: Luno.Switches) throws(Luno.Refusal) -> FaceJSON {
        let market = try parameters.market()
        if switches.marketsAreForeign { throw .marketNotAllowed }
        let fees = exchange.account(Luno.account)?.fees
        let maker = Luno.money(fees?.maker ?? .zero, minimumScale: 4)
        let taker = Luno.money(fees?.taker ?? .zero, minimumScale: 4)
        return [
            "maker_fee": maker,
            "maker_fee_buy": maker,
            "maker_fee_sell": maker,
            "taker_fee": taker,
            "taker_fee_buy": taker,
            "taker_fee_sell": taker,
            "thirty_day_volume": Luno.money(thirtyDayVolume(market)),
        ]
    }

    private func thirtyDayVolume(_ market: Luno.Market) -> ExactDecimal {
        let page = HistoryPage(startTime: now - 30 * 86_400_000, limit: 10_000)
        let fills = exchange.fills(account: Luno.account, symbol: market.id, page)
        // reason: ten thousand engine amounts of 28 digits fit 34.
        return (try? ExactDecimal.sum(fills.map(\.quantity))) ?? .zero
    }
}
