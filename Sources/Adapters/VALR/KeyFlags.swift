import AdapterKit
import AdapterProtocol

/// What `api-keys/current` says of a key: its rights by name, and what it is bound to (valr.md F).
struct KeyFlags: Sendable {
    private var permissions: Set<String> = []
    private var addresses: String?
    private var isSubaccount: Bool?

    init(reading reader: inout JSONReader) throws(JSONError) {
        var permissions: [String]?
        var addresses: String?
        var isSubaccount: Bool?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "permissions": permissions = try reader.list { reader throws(JSONError) in try reader.string() }
            case "allowedIpAddressCidr": addresses = try reader.optionalText()
            case "isSubAccount":
                isSubaccount = try reader.optional { reader throws(JSONError) in try reader.bool() }
            default: try reader.skip()
            }
        }
        // `View access` and `View Access` are one right.
        self.permissions = Set(try reader.require(permissions, "permissions").map { $0.lowercased() })
        self.addresses = addresses
        self.isSubaccount = isSubaccount
    }

    func adding(to report: KeyTestReport) -> KeyTestReport {
        var report = report
        report.isAddressRestricted = addresses != nil
        let rights: [(KeyTestReport.Right, String)] = [
            (.readBalances, "view access"), (.readOrders, "view access"), (.placeOrders, "trade"),
            (.cancelOrders, "trade"), (.transfer, "internal transfer"), (.withdraw, "withdraw"),
        ]
        for (right, word) in rights { report.rights[right] = permissions.contains(word) ? .granted : .denied }
        if permissions.contains("withdraw") { report.warnings.append("the key can withdraw: make one that cannot") }
        if permissions.contains("internal transfer") {
            report.warnings.append("the key can move funds between accounts")
        }
        if permissions.contains("link bank account") { report.warnings.append("the key can link bank accounts") }
        if addresses == nil { report.warnings.append("the key is not bound to addresses") }
        if isSubaccount == true {
            report.warnings.append("the key is bound to a subaccount: name none beside it")
        }
        let known: Set<String> = ["view access", "trade", "internal transfer", "withdraw", "link bank account"]
        for word in permissions.subtracting(known).sorted() { report.warnings.append("unknown right '\(word)'") }
        return report
    }
}
