import AdapterKit
public import AdapterProtocol

extension LunoAdapter {
    /// Tests a key without side effects: one harmless call per right, since no endpoint tells a key's own (luno.md F.2).
    ///
    /// Candles need a key and no right, so they prove key and secret. The right to trade is asked for by stopping an order
    /// that cannot exist. The right to withdraw has no safe probe and stays undetermined.
    public func testKey(probe: Instrument, in environment: VenueEnvironment) -> Flow<KeyTestReport> {
        Self.measuredClock().then { clock in
            var report = KeyTestReport(clock: clock)
            for right in KeyTestReport.Right.allCases { report.rights[right] = .undetermined("not asked") }
            report.rights[.withdraw] = .undetermined("Luno has no harmless call that needs this right")
            report.rights[.transfer] = .undetermined("Luno does not publish which setting grants it")
            report.warnings.append("make sure in Luno's settings that the key cannot send or withdraw")
            return Self.validity(report, probe)
        }.recover { error in
            .finished(KeyTestReport(causes: Self.causes(of: error)))
        }
    }

    /// The `Date` header is rounded down to a second, so its middle is taken, with half a second more of doubt.
    private static func measuredClock() -> Flow<KeyTestReport.ClockOffset> {
        Flow { sent in
            LunoAdapter().serverTime().then { venue in
                Flow { received in
                    let half = Duration.nanoseconds(received.duration(since: sent).wholeNanoseconds / 2)
                    let offset = venue.advanced(by: .milliseconds(500)).duration(since: sent.advanced(by: half))
                    return .finished(.init(offset: offset, uncertainty: half + .milliseconds(500)))
                }
            }.start(sent)
        }
    }

    private static func validity(_ report: KeyTestReport, _ probe: Instrument) -> Flow<KeyTestReport> {
        Flow { now in
            let start = now.advanced(by: .seconds(-120))
            let endpoint = candles(of: probe.nativeName, seconds: 60, from: start, "account.keyTest")
            // Another failure than the key's says nothing about the key; the next calls may.
            return asked(endpoint, report) { _, report in balances(report) }.start(now)
        }
    }

    private static func balances(_ report: KeyTestReport) -> Flow<KeyTestReport> {
        asked(account("account.keyTest"), report) { result, report in
            note(result, [.readBalances], in: &report)
            return orders(report, account: (try? result.get())?.first?.id)
        }
    }

    private static func orders(_ report: KeyTestReport, account: String?) -> Flow<KeyTestReport> {
        let call = privateRead("account.keyTest", "exchange/2/listorders", [Parameter("limit", "1")])
        return asked(endpoint(call) { reader throws(JSONError) in try reader.skip() }, report) { result, report in
            note(result, [.readOrders], in: &report)
            return trading(report, account: account)
        }
    }

    /// Stops an order that cannot be ours: ids are thirteen characters after `BX`, drawn at random, and this one was not.
    private static func trading(_ report: KeyTestReport, account: String?) -> Flow<KeyTestReport> {
        // A POST that can change nothing: a read in intent.
        let call = VenueCall(
            operation: "account.keyTest", intent: .read, priority: .privateRead, method: .post,
            path: "/api/1/stoporder", parameters: [Parameter("order_id", "BX0000000000000")], isSigned: true,
            charges: oneCall)
        return asked(endpoint(call, success), report) { result, report in
            // That there is no such order is the answer to a key that may trade.
            if case .failure(let error) = result, error.kind == .orderNotFound {
                note(Result<Void, VenueError>.success(()), [.placeOrders, .cancelOrders], in: &report)
            } else {
                note(result, [.placeOrders, .cancelOrders], in: &report)
            }
            return histories(report, account: account)
        }
    }

    /// Two rights that no verdict names, but without which deposits and withdrawals cannot be read.
    private static func histories(_ report: KeyTestReport, account: String?) -> Flow<KeyTestReport> {
        asked(withdrawalPage([Parameter("limit", "1")], "account.keyTest"), report) { result, report in
            warn(result, "the key cannot read withdrawals", in: &report)
            guard let account else { return .finished(report) }
            return asked(transferPage(of: account, [Parameter("limit", "1")], "account.keyTest"), report) {
                result, report in
                warn(result, "the key cannot read transfers", in: &report)
                return .finished(report)
            }
        }
    }

    /// Makes a call and goes on, or ends with the causes at an answer that refuses the key itself.
    private static func asked<Value: Sendable>(
        _ endpoint: Endpoint<Value>, _ report: KeyTestReport,
        then next: @escaping @Sendable (Result<Value, VenueError>, inout KeyTestReport) -> Flow<KeyTestReport>
    ) -> Flow<KeyTestReport> {
        .call(endpoint) { result, now in
            var report = report
            if case .failure(let error) = result, refusesKey(error) {
                report.causes = causes(of: error)
                return .finished(report)
            }
            return next(result, &report).start(now)
        }
    }

    private static func note<Value>(
        _ result: Result<Value, VenueError>, _ rights: [KeyTestReport.Right], in report: inout KeyTestReport
    ) {
        let verdict: KeyTestReport.Verdict
        switch result {
        case .success: verdict = .granted
        case .failure(let error) where isMissingRight(error):
            verdict = .denied
            report.causes.append(
                .init(
                    kind: .missingRight,
                    evidence: "\(rights.map(\.rawValue).joined(separator: ", ")): \(evidence(error))"))
        case .failure(let error): verdict = .undetermined(evidence(error))
        }
        for right in rights { report.rights[right] = verdict }
    }

    private static func warn<Value>(
        _ result: Result<Value, VenueError>, _ warning: String, in report: inout KeyTestReport
    ) {
        if case .failure(let error) = result, isMissingRight(error) { report.warnings.append(warning) }
    }

    private static func isMissingRight(_ error: VenueError) -> Bool {
        error.evidence?.code?.lowercased() == "errinsufficientperms"
    }
}
