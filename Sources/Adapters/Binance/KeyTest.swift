import AdapterKit
public import AdapterProtocol

extension BinanceAdapter {
    /// Tests a key without side effects (binance.md F): clock, the key's own flags (production), the account, and an
    /// order that is only validated.
    public func testKey(probe: Instrument, in environment: VenueEnvironment) -> Flow<KeyTestReport> {
        let hasFlags = !environment.missing.contains("account.keyTest")
        return Self.measuredClock().then { clock in
            var report = KeyTestReport(clock: clock)
            for right in KeyTestReport.Right.allCases { report.rights[right] = .undetermined("not asked") }
            let known = report
            return hasFlags ? Self.flags(known, probe) : Self.account(known, probe)
        }.recover { error in
            .finished(KeyTestReport(causes: Self.causes(of: error, everyCallFailed: true)))
        }
    }

    /// The offset is the venue's time less the middle of the round trip; half of the round trip is its uncertainty.
    private static func measuredClock() -> Flow<KeyTestReport.ClockOffset> {
        Flow { sent in
            BinanceAdapter().serverTime().then { venue in
                Flow { received in
                    let half = Duration.nanoseconds(received.duration(since: sent).wholeNanoseconds / 2)
                    let offset = venue.duration(since: sent.advanced(by: half))
                    return .finished(KeyTestReport.ClockOffset(offset: offset, uncertainty: half))
                }
            }.start(sent)
        }
    }

    private static func flags(_ report: KeyTestReport, _ probe: Instrument) -> Flow<KeyTestReport> {
        let call = walletRead(
            "account.keyTest", "account/apiRestrictions", charges: [RateCharge(walletAddress, 1)])
        let endpoint = endpoint(call) { reader throws(JSONError) in try KeyFlags(reading: &reader) }
        return .call(endpoint) { result, now in
            switch result {
            case .success(let flags): account(flags.adding(to: report, now: now), probe).start(now)
            // The account and the probe may still tell what the flags do not.
            case .failure(let error):
                account(report, probe, failure: error).start(now)
            }
        }
    }

    private static func account(
        _ report: KeyTestReport, _ probe: Instrument, failure: VenueError? = nil
    ) -> Flow<KeyTestReport> {
        .call(account) { result, now in
            var report = report
            switch result {
            case .success(let account):
                report.rights[.readBalances] = .granted
                report.rights[.readOrders] = .granted
                report.accountID = account.accountID
                if !account.canTrade { report.warnings.append("the account itself may not trade") }
                return orderProbe(report, probe).start(now)
            case .failure(let error):
                report.causes = causes(of: error, everyCallFailed: failure != nil || !hasFlags(report))
                return .finished(report)
            }
        }
    }

    private static func hasFlags(_ report: KeyTestReport) -> Bool { report.isAddressRestricted != nil }

    /// An order that is only validated: a refusal by a filter proves the right as well as `{}` does.
    private static func orderProbe(_ report: KeyTestReport, _ probe: Instrument) -> Flow<KeyTestReport> {
        let quantity = probe.quantity.minimum.value ?? 1
        let price = probe.price.minimum.value ?? 1
        let endpoint = dryRun([
            Parameter("symbol", probe.nativeName), Parameter("side", "BUY"), Parameter("type", "LIMIT"),
            Parameter("timeInForce", "GTC"), Parameter("quantity", plain(quantity)), Parameter("price", plain(price)),
        ])
        return .call(endpoint) { result, _ in
            var report = report
            if case .failure(let error) = result, !isFilterRefusal(error) {
                take(error, into: &report)
            } else {
                report.rights[.placeOrders] = .granted
                report.rights[.cancelOrders] = .granted
            }
            return .finished(report)
        }
    }

    private static func isFilterRefusal(_ error: VenueError) -> Bool {
        guard let code = error.evidence?.code else { return false }
        return ["-1013", "-1111", "-2010"].contains(code) && error.kind != .permission
    }

    private static func take(_ error: VenueError, into report: inout KeyTestReport) {
        guard error.kind == .permission else {
            report.rights[.placeOrders] = .undetermined(error.message)
            report.rights[.cancelOrders] = .undetermined(error.message)
            return
        }
        report.rights[.placeOrders] = .denied
        report.rights[.cancelOrders] = .denied
        report.causes.append(
            .init(kind: .missingRight, evidence: "reads work, a validated order answers \(evidence(error))"))
        if let end = report.expiresAt { report.warnings.append("the right to trade ends or ended at \(end)") }
    }
}
