import AdapterKit
import AdapterProtocol

/// What Acorn tells of the key that asks (API.md, Account).
struct KeyFlags: Sendable {
    private let account: String
    private let rights: Set<String>
    private let isAddressRestricted: Bool
    private let expires: Timestamp?

    init(reading reader: inout JSONReader) throws(JSONError) {
        var account: String?
        var rights: [String]?
        var addresses: [String]?
        var expires: Timestamp?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "account": account = try reader.string()
            case "rights": rights = try reader.list { reader throws(JSONError) in try reader.string() }
            case "addresses": addresses = try reader.list { reader throws(JSONError) in try reader.string() }
            case "expires": expires = try reader.optional { reader throws(JSONError) in try reader.instant() }
            default: try reader.skip()
            }
        }
        self.account = try reader.require(account, "account")
        self.rights = Set(try reader.require(rights, "rights"))
        isAddressRestricted = try !reader.require(addresses, "addresses").isEmpty
        self.expires = expires
    }

    func add(to report: inout KeyTestReport) {
        func verdict(_ word: String) -> KeyTestReport.Verdict { rights.contains(word) ? .granted : .denied }
        report.rights[.readBalances] = verdict("read")
        report.rights[.readOrders] = verdict("read")
        report.rights[.placeOrders] = verdict("trade")
        report.rights[.cancelOrders] = verdict("trade")
        report.rights[.withdraw] = verdict("withdraw")
        // Acorn has one wallet, so there is nothing that such a right could allow.
        report.rights[.transfer] = .denied
        report.accountID = account
        report.isAddressRestricted = isAddressRestricted
        report.expiresAt = expires
        for word in ["read", "trade"] where !rights.contains(word) {
            report.causes.append(.init(kind: .missingRight, evidence: "the key's rights do not name '\(word)'"))
        }
        if rights.contains("withdraw") {
            report.warnings.append("the key can withdraw: use one that cannot")
        }
        if !isAddressRestricted { report.warnings.append("the key works from every address") }
    }
}
