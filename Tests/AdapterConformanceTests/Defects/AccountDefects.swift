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
        .output("fee rates of 1970", .feeRates) { (rates: FeeRates) in
            rates.with(readAt: Timestamp(seconds: 0))
        },
    ]

    private static let transfers: [Defect] = [
        both("transfers oldest first") { $0.reversed() },
        both("every transfer twice") { $0 + $0 },
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
