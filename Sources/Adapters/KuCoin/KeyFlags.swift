import AdapterKit
import AdapterProtocol

/// What `/api/v1/user/api-key` says of a key (kucoin.md F): it tells every right.
struct KeyFlags: Sendable {
    private let permissions: Set<String>
    private let addresses: String
    private let accountID: String?

    init(reading reader: inout JSONReader) throws(JSONError) {
        var permission: String?
        var addresses: String?
        var uid: String?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "permission": permission = try reader.string()
            case "ipWhitelist": addresses = try reader.optional { reader throws(JSONError) in try reader.string() }
            case "uid": uid = try reader.rawText()
            default: try reader.skip()
            }
        }
        permissions = Set(
            try reader.require(permission, "permission").split(separator: ",").map { $0.filter { $0 != " " } })
        self.addresses = addresses ?? ""
        accountID = uid
    }

    func adding(to report: KeyTestReport) -> KeyTestReport {
        var report = report
        // Both words stand for the right to withdraw (kucoin.md B.6).
        let withdraws = permissions.contains("Withdrawal") || permissions.contains("Transfer")
        let trades = permissions.contains("Spot")
        let reads: KeyTestReport.Verdict = permissions.contains("General") ? .granted : .denied
        let transfers = permissions.contains("InnerTransfer")
        report.isAddressRestricted = !addresses.isEmpty
        report.accountID = accountID
        report.rights = [
            .readBalances: reads, .readOrders: reads, .placeOrders: trades ? .granted : .denied,
            .cancelOrders: trades ? .granted : .denied, .transfer: transfers ? .granted : .denied,
            .withdraw: withdraws ? .granted : .denied,
        ]
        if withdraws { report.warnings.append("the key can withdraw: make one that cannot") }
        if transfers { report.warnings.append("the key can move funds between accounts") }
        if addresses.isEmpty {
            report.warnings.append("the key is not bound to addresses")
            if trades { report.warnings.append("without an address it loses its right to trade after 30 idle days") }
        }
        report.warnings.append("KuCoin does not tell when a key ends")
        return report
    }
}
