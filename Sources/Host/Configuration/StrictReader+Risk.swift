import AdapterProtocol
import Trading
import Yams

extension StrictReader {
    private static let riskKeys = [
        "trading_enabled", "collar_bps", "reference_max_age_ms", "max_order_notional", "max_open_notional",
        "burst_orders", "burst_window_ms", "daily_orders_per_bot", "daily_orders_per_user",
    ]

    mutating func risk(_ node: Node, _ path: String) -> RiskLimits? {
        guard let section = mapping(node, path, keys: Self.riskKeys) else { return nil }
        let single = required("max_order_notional", of: section).flatMap { amounts($0, $1) }
        let open = required("max_open_notional", of: section).flatMap { amounts($0, $1) }
        var limits = RiskLimits(maximumOrderNotional: single ?? [:], maximumOpenNotional: open ?? [:])
        if let (node, path) = required("trading_enabled", of: section), let flag = flag(node, path) {
            limits.isTradingEnabled = flag
        }
        limits.collarBasisPoints = number("collar_bps", of: section, limits.collarBasisPoints, 1...9999)
        limits.burstOrders = number("burst_orders", of: section, limits.burstOrders, 1...1000)
        limits.dailyOrdersPerBot = number("daily_orders_per_bot", of: section, limits.dailyOrdersPerBot, 0...100_000)
        limits.dailyOrdersPerUser = number(
            "daily_orders_per_user", of: section, limits.dailyOrdersPerUser, 0...1_000_000)
        limits.referenceMaximumAge = .milliseconds(number("reference_max_age_ms", of: section, 5000, 100...60_000))
        limits.burstWindow = .milliseconds(number("burst_window_ms", of: section, 10_000, 100...60_000))
        return limits
    }

    private mutating func number(_ key: String, of section: Section, _ value: Int, _ range: ClosedRange<Int>) -> Int {
        optional(key, of: section, default: value) { $0.integer($1, $2, in: range) }
    }

    private mutating func amounts(_ node: Node, _ path: String) -> [Asset: ExactDecimal]? {
        guard let mapping = node.mapping else {
            report(node, path, "expected a mapping from quote asset to amount")
            return nil
        }
        var amounts: [Asset: ExactDecimal] = [:]
        for (key, value) in mapping {
            guard let asset = key.scalar.flatMap({ Asset($0.string) }) else {
                report(key, path, "expected an asset code")
                continue
            }
            if let amount = amount(value, "\(path).\(asset)") { amounts[asset] = amount }
        }
        return amounts
    }
}
