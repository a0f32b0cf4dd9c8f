import AdapterKit
import AdapterProtocol

/// What `apiRestrictions` says of a key; a flag that is absent is false (binance.md F).
struct KeyFlags: Sendable {
    private var isAddressRestricted = false
    private var reads = false
    private var trades = false
    private var withdraws = false
    private var transfers = false
    private var tradingEnd: Int64?

    init(reading reader: inout JSONReader) throws(JSONError) {
        var flags = KeyFlags()
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "ipRestrict": flags.isAddressRestricted = try reader.bool()
            case "enableReading": flags.reads = try reader.bool()
            case "enableSpotAndMarginTrading": flags.trades = try reader.bool()
            case "enableWithdrawals": flags.withdraws = try reader.bool()
            case "enableInternalTransfer", "permitsUniversalTransfer":
                flags.transfers = try reader.bool() || flags.transfers
            case "tradingAuthorityExpirationTime":
                flags.tradingEnd = try reader.optional { reader throws(JSONError) in try reader.integer() }
            default: try reader.skip()
            }
        }
        self = flags
    }

    private init() {}

    func adding(to report: KeyTestReport, now: Timestamp) -> KeyTestReport {
        var report = report
        report.isAddressRestricted = isAddressRestricted
        report.expiresAt = tradingEnd.map { Timestamp(milliseconds: $0) }
        report.rights[.readBalances] = reads ? .granted : .denied
        report.rights[.readOrders] = reads ? .granted : .denied
        report.rights[.placeOrders] = trades ? .granted : .denied
        report.rights[.cancelOrders] = trades ? .granted : .denied
        report.rights[.transfer] = transfers ? .granted : .denied
        report.rights[.withdraw] = withdraws ? .granted : .denied
        if withdraws { report.warnings.append("the key can withdraw: make one that cannot") }
        if transfers { report.warnings.append("the key can move funds between accounts") }
        if !isAddressRestricted { report.warnings.append("the key is not bound to addresses") }
        if let end = report.expiresAt, end < now {
            report.causes.append(.init(kind: .expired, evidence: "its right to trade ended at \(end)"))
        }
        return report
    }
}
