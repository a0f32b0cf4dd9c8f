import AdapterKit
public import AdapterProtocol

extension AcornAdapter {
    /// Tests a key without side effects: the clock, then the rights that Acorn itself tells of the key.
    public func testKey(probe: Instrument, in environment: VenueEnvironment) -> Flow<KeyTestReport> {
        measuredClock().then { clock in
            var report = KeyTestReport(clock: clock)
            for right in KeyTestReport.Right.allCases { report.rights[right] = .undetermined("not asked") }
            return Self.rights(report)
        }.recover { error in
            .finished(KeyTestReport(causes: Self.causes(of: error)))
        }
    }

    /// The offset is the venue's time less the middle of the round trip; half of the round trip is its uncertainty.
    private func measuredClock() -> Flow<KeyTestReport.ClockOffset> {
        Flow { sent in
            serverTime().then { venue in
                Flow { received in
                    let half = Duration.nanoseconds(received.duration(since: sent).wholeNanoseconds / 2)
                    let offset = venue.duration(since: sent.advanced(by: half))
                    return .finished(KeyTestReport.ClockOffset(offset: offset, uncertainty: half))
                }
            }.start(sent)
        }
    }

    private static func rights(_ report: KeyTestReport) -> Flow<KeyTestReport> {
        let endpoint = endpoint(privateRead("account.keyTest", "key")) { reader throws(JSONError) in
            try KeyRow(reading: &reader)
        }
        return .call(endpoint) { result, _ in
            var report = report
            switch result {
            case .success(let row): row.add(to: &report)
            case .failure(let error): report.causes = causes(of: error)
            }
            return .finished(report)
        }
    }
}

/// What Acorn tells of the key that asks (API.md, Account).
private struct KeyRow: Sendable {
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
