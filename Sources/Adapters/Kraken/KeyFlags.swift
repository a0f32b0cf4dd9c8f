import AdapterKit
import AdapterProtocol

/// What GetApiKeyInfo says of a key. Live answers spell the fields with underscores, the documentation in camel case:
/// both are read (kraken.md F.1).
struct KeyFlags: Sendable {
    private var permissions: Set<String> = []
    private var validUntil: Timestamp?
    private var queryFrom: Timestamp?
    private var queryTo: Timestamp?
    private var isAddressRestricted: Bool?
    private var nonce: String?

    init(reading reader: inout JSONReader) throws(JSONError) {
        var flags = KeyFlags()
        var permissions: [String]?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "permissions": permissions = try reader.texts()
            case "valid_until", "validUntil": flags.validUntil = try reader.instantOrNothing()
            case "query_from", "queryFrom": flags.queryFrom = try reader.instantOrNothing()
            case "query_to", "queryTo": flags.queryTo = try reader.instantOrNothing()
            case "nonce": flags.nonce = try reader.textOrNothing()
            case "ip_allowlist", "ipAllowlist":
                let list = try reader.optional { reader throws(JSONError) in try reader.texts() } ?? []
                // `[]` and `[""]` both mean no restriction.
                flags.isAddressRestricted = list.contains { !$0.isEmpty }
            default: try reader.skip()
            }
        }
        flags.permissions = Set(try reader.require(permissions, "permissions"))
        self = flags
    }

    private init() {}

    func adding(to report: KeyTestReport, now: Timestamp) -> KeyTestReport {
        var report = report
        report.isAddressRestricted = isAddressRestricted
        report.expiresAt = validUntil
        report.rights[.readBalances] = verdict("query-funds")
        report.rights[.readOrders] = has("query-open-trades") || has("query-closed-trades") ? .granted : .denied
        report.rights[.placeOrders] = verdict("modify-trades")
        report.rights[.cancelOrders] = cancelVerdict
        report.rights[.transfer] = .undetermined("Kraken names no right of this kind")
        report.rights[.withdraw] = verdict("withdraw-funds")
        report.warnings += warnings(now)
        if let end = validUntil, end < now {
            report.causes.append(.init(kind: .expired, evidence: "the key ended at \(end)"))
        }
        return report
    }

    private func has(_ permission: String) -> Bool { permissions.contains(permission) }

    private func verdict(_ permission: String) -> KeyTestReport.Verdict { has(permission) ? .granted : .denied }

    /// Sources differ on whether the right to place includes the right to cancel (kraken.md E.8).
    private var cancelVerdict: KeyTestReport.Verdict {
        if has("close-trades") { return .granted }
        return has("modify-trades") ? .undetermined("close-trades is missing; modify-trades may include it") : .denied
    }

    private func warnings(_ now: Timestamp) -> [String] {
        var list: [String] = []
        if has("withdraw-funds") { list.append("the key can withdraw: make one that cannot") }
        if has("add-withdraw-address") || has("update-withdraw-address") {
            list.append("the key can change withdrawal addresses")
        }
        if isAddressRestricted == false { list.append("the key is not bound to addresses") }
        if has("query-open-trades") != has("query-closed-trades") {
            list.append("open and closed orders need both query rights: doubtful placements cannot be settled")
        }
        if !has("create-ws-token") { list.append("\"Access WebSockets API\" is off: no live account events") }
        if let end = validUntil, end >= now, end.duration(since: now) < .seconds(14 * 86_400) {
            list.append("the key ends at \(end)")
        }
        if queryFrom != nil || queryTo != nil { list.append("the key sees only a part of the history") }
        if isNonceAhead(now) {
            list.append("another program uses larger nonces with this key (\(nonce ?? "")): make a key for this one")
        }
        return list
    }

    /// The venue's highest nonce lies more than a day ahead of ours, which are milliseconds: another unit (K.2). Beyond
    /// 64 bits it is ahead in any case.
    private func isNonceAhead(_ now: Timestamp) -> Bool {
        guard let nonce, !nonce.isEmpty, nonce.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return false }
        guard let number = Int64(nonce) else { return true }
        return number > now.advanced(by: .seconds(86_400)).milliseconds
    }
}
