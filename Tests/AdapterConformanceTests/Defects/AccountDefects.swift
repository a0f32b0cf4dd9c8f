import AdapterConformance
import AdapterProtocol

/// An adapter that reads balances, fee rates or transfers wrongly.
enum AccountDefects {
    static let all: [Defect] = balances + rates + transfers

    private static let balances: [Defect] = [
        .output("no balances", fails: [], .balances) { (_: [Balance]) in [] },
        .output("balances of nothing are listed", fails: [], .balances) { (balances: [Balance]) in
            balances + (Asset("ZERO").map { [Balance(asset: $0, total: .zero, available: .zero, held: .zero)] } ?? [])
        },
        .output("every balance twice", fails: [], .balances) { (balances: [Balance]) in balances + balances },
        .output("everything is free", fails: [], .balances) { (balances: [Balance]) in
            balances.map { $0.with(available: $0.total, held: .zero) }
        },
        .output("the total is what is free", fails: [], .balances) { (balances: [Balance]) in
            balances.map { $0.with(total: $0.available) }
        },
        .output("free is the total", fails: [], .balances) { (balances: [Balance]) in
            balances.map { $0.with(available: $0.total) }
        },
        .output("held counts twice", fails: [], .balances) { (balances: [Balance]) in
            balances.map { $0.with(total: $0.total.plus($0.held)) }
        },
        .output("held and free change places", fails: [], .balances) { (balances: [Balance]) in
            balances.map { $0.with(available: $0.held, held: $0.available) }
        },
        .output("balances in cents", fails: [], .balances) { (balances: [Balance]) in
            balances.map {
                $0.with(total: $0.total.times(100), available: $0.available.times(100), held: $0.held.times(100))
            }
        },
        .output("assets in the venue's own spelling", fails: [], .balances) { (balances: [Balance]) in
            balances.map { balance in
                Asset("X" + balance.asset.code.lowercased()).map { balance.with(asset: $0) } ?? balance
            }
        },
        .output("a balance of below nothing", fails: [], .balances) { (balances: [Balance]) in
            balances.map { $0.with(available: $0.total.negated, held: $0.total.times(2)) }
        },
        .rescue("balances that cannot be read are none", fails: [], [.balances]) { _ in [Balance]() },
    ]

    private static let rates: [Defect] = [
        .output("fee rates in percent", fails: [], .feeRates) { (rates: FeeRates) in
            rates.with(
                makerBuy: rates.makerBuy.times(100), makerSell: rates.makerSell.times(100),
                takerBuy: rates.takerBuy.times(100), takerSell: rates.takerSell.times(100))
        },
        .output("fee rates in hundredths of a percent", fails: [], .feeRates) { (rates: FeeRates) in
            rates.with(
                makerBuy: rates.makerBuy.times(10_000), makerSell: rates.makerSell.times(10_000),
                takerBuy: rates.takerBuy.times(10_000), takerSell: rates.takerSell.times(10_000))
        },
        .output("maker and taker change places", fails: [], .feeRates) { (rates: FeeRates) in
            rates.with(
                makerBuy: rates.takerBuy, makerSell: rates.takerSell, takerBuy: rates.makerBuy,
                takerSell: rates.makerSell)
        },
        .output("fee rates are zero", fails: [], .feeRates) { (rates: FeeRates) in
            rates.with(makerBuy: .zero, makerSell: .zero, takerBuy: .zero, takerSell: .zero)
        },
        .output("fee rates of 1970", fails: [], .feeRates) { (rates: FeeRates) in
            rates.with(readAt: Timestamp(seconds: 0))
        },
        .output("fee rates of another market", fails: [], .feeRates) { (rates: FeeRates) in
            Symbol("DOGE/LTC").map { rates.with(symbol: $0) }
        },
    ]

    private static let transfers: [Defect] = [
        both("transfers oldest first", fails: []) { $0.reversed() },
        both("no transfers", fails: []) { _ in [] },
        both("every transfer twice", fails: []) { $0 + $0 },
        both("transfers of a negative amount", fails: []) { rows in rows.map { $0.with(amount: $0.amount.negated) } },
        both("transfers of the other direction", fails: []) { rows in
            rows.map { $0.with(direction: $0.direction == .deposit ? .withdrawal : .deposit) }
        },
        both("transfers of an unknown status", fails: []) { rows in rows.map { $0.with(status: .unknown("6")) } },
        both("transfers of 1970", fails: []) { rows in
            rows.map { row in
                row.with(time: row.time.map { Timestamp(milliseconds: $0.milliseconds / 1000) })
            }
        },
        both("transfers without a time", fails: []) { rows in rows.map { $0.with(time: .some(nil)) } },
        both("transfers of one id", fails: []) { rows in rows.map { $0.with(id: "1") } },
        both("transfers with a negative fee", fails: []) { rows in rows.map { $0.with(fee: .some(-1)) } },
    ]

    private static func both(
        _ name: String, fails: [String], _ change: @escaping @Sendable ([Transfer]) -> [Transfer]
    ) -> Defect {
        Defect(name, fails: fails) { subject in
            for operation in [AdapterProxy.Operation.deposits, .withdrawals] {
                Defect.output("", fails: [], operation) { (rows: [Transfer]) in change(rows) }.plant(&subject)
            }
        }
    }
}
