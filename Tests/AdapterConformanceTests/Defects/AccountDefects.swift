import AdapterConformance
import AdapterProtocol

/// An adapter that reads balances, fee rates or transfers wrongly.
enum AccountDefects {
    static let all: [Defect] = balances + rates + transfers

    private static let balances: [Defect] = [
        .output("no balances", .balances) { (_: [Balance]) in [] },
        .output("balances of nothing are listed", .balances) { (balances: [Balance]) in
            balances + (Asset("ZERO").map { [Balance(asset: $0, total: .zero, available: .zero, held: .zero)] } ?? [])
        },
        .output("every balance twice", .balances) { (balances: [Balance]) in balances + balances },
        .output("everything is free", .balances) { (balances: [Balance]) in
            balances.map { $0.with(available: $0.total, held: .zero) }
        },
        .output("the total is what is free", .balances) { (balances: [Balance]) in
            balances.map { $0.with(total: $0.available) }
        },
        .output("free is the total", .balances) { (balances: [Balance]) in
            balances.map { $0.with(available: $0.total) }
        },
        .output("held counts twice", .balances) { (balances: [Balance]) in
            balances.map { $0.with(total: $0.total.plus($0.held)) }
        },
        .output("held and free change places", .balances) { (balances: [Balance]) in
            balances.map { $0.with(available: $0.held, held: $0.available) }
        },
        .output("balances in cents", .balances) { (balances: [Balance]) in
            balances.map {
                $0.with(total: $0.total.times(100), available: $0.available.times(100), held: $0.held.times(100))
            }
        },
        .output("assets in the venue's own spelling", .balances) { (balances: [Balance]) in
            balances.map { balance in
                Asset("X" + balance.asset.code.lowercased()).map { balance.with(asset: $0) } ?? balance
            }
        },
        .output("a balance of below nothing", .balances) { (balances: [Balance]) in
            balances.map { $0.with(available: $0.total.negated, held: $0.total.times(2)) }
        },
        .rescue("balances that cannot be read are none", [.balances]) { _ in [Balance]() },
    ]

    private static let rates: [Defect] = [
        .output("fee rates in percent", .feeRates) { (rates: FeeRates) in
            rates.with(
                makerBuy: rates.makerBuy.times(100), makerSell: rates.makerSell.times(100),
                takerBuy: rates.takerBuy.times(100), takerSell: rates.takerSell.times(100))
        },
        .output("fee rates in hundredths of a percent", .feeRates) { (rates: FeeRates) in
            rates.with(
                makerBuy: rates.makerBuy.times(10_000), makerSell: rates.makerSell.times(10_000),
                takerBuy: rates.takerBuy.times(10_000), takerSell: rates.takerSell.times(10_000))
        },
        .output("maker and taker change places", .feeRates) { (rates: FeeRates) in
            rates.with(
                makerBuy: rates.takerBuy, makerSell: rates.takerSell, takerBuy: rates.makerBuy,
                takerSell: rates.makerSell)
        },
        .output("fee rates are zero", .feeRates) { (rates: FeeRates) in
            rates.with(makerBuy: .zero, makerSell: .zero, takerBuy: .zero, takerSell: .zero)
        },
        .output("fee rates of 1970", .feeRates) { (rates: FeeRates) in
            rates.with(readAt: Timestamp(seconds: 0))
        },
        .output("fee rates of another market", .feeRates) { (rates: FeeRates) in
            Symbol("DOGE/LTC").map { rates.with(symbol: $0) }
        },
    ]

    private static let transfers: [Defect] = [
        both("transfers oldest first") { $0.reversed() },
        both("no transfers") { _ in [] },
        both("every transfer twice") { $0 + $0 },
        both("transfers of a negative amount") { rows in rows.map { $0.with(amount: $0.amount.negated) } },
        both("transfers of the other direction") { rows in
            rows.map { $0.with(direction: $0.direction == .deposit ? .withdrawal : .deposit) }
        },
        both("transfers of an unknown status") { rows in rows.map { $0.with(status: .unknown("6")) } },
        both("transfers of 1970") { rows in
            rows.map { row in
                row.with(time: row.time.map { Timestamp(milliseconds: $0.milliseconds / 1000) })
            }
        },
        both("transfers without a time") { rows in rows.map { $0.with(time: .some(nil)) } },
        both("transfers of one id") { rows in rows.map { $0.with(id: "1") } },
        both("transfers with a negative fee") { rows in rows.map { $0.with(fee: .some(-1)) } },
    ]

    private static func both(
        _ name: String, _ change: @escaping @Sendable ([Transfer]) -> [Transfer]
    ) -> Defect {
        Defect(name) { subject in
            for operation in [AdapterProxy.Operation.deposits, .withdrawals] {
                Defect.output("", operation) { (rows: [Transfer]) in change(rows) }.plant(&subject)
            }
        }
    }
}
