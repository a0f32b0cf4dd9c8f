import AdapterKit
import AdapterProtocol

extension LunoAdapter {
    /// Tries each right in turn, balances first: their answer names the account whose transfers are asked for last.
    static func rights(_ report: KeyTestReport) -> Flow<KeyTestReport> {
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
    static func asked<Value: Sendable>(
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
