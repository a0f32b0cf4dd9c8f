import AdapterKit
import AdapterProtocol

/// Tries each right by a call that changes nothing, a second apart (kraken.md F.2).
struct KeyProbe: Sendable {
    let probe: Instrument

    private struct Trial: Sendable {
        let right: KeyTestReport.Right
        let endpoint: Endpoint<Void>
    }

    func flow(_ report: KeyTestReport) -> Flow<KeyTestReport> {
        var report = report
        report.rights[.transfer] = .undetermined("Kraken names no right of this kind")
        report.rights[.withdraw] = .undetermined("cannot be tried without risk")
        report.warnings.append("the venue does not describe its keys: whether this one can withdraw is not known")
        return attempt(trials[...], report)
    }

    private var trials: [Trial] {
        [
            Trial(right: .readBalances, endpoint: read("Balance")),
            Trial(right: .readOrders, endpoint: read("OpenOrders")),
            Trial(right: .placeOrders, endpoint: order),
            Trial(right: .cancelOrders, endpoint: cancel),
        ]
    }

    private func read(_ name: String) -> Endpoint<Void> {
        KrakenAdapter.endpoint(KrakenAdapter.privateRead("account.keyTest", name)) { reader throws(JSONError) in
            try reader.skip()
        }
    }

    /// Only validated; a refusal by a rule proves the right as well as a success does.
    private var order: Endpoint<Void> {
        KrakenAdapter.dryRun([
            .init("pair", probe.nativeName), .init("type", "buy"), .init("ordertype", "limit"),
            .init("volume", KrakenAdapter.plain(probe.quantity.minimum.value ?? 1)),
            .init("price", KrakenAdapter.plain(probe.price.step.value ?? 1)), .init("oflags", "post,fciq"),
        ])
    }

    /// An id with digits that no order id has (kraken.md L.7): a read in intent.
    private var cancel: Endpoint<Void> {
        let call = KrakenAdapter.privateRead(
            "account.keyTest", "CancelOrder", [.init("txid", "O00000-00000-000000")],
            charges: [RateCharge(KrakenAdapter.engine, 0)])
        return KrakenAdapter.endpoint(call) { reader throws(JSONError) in try reader.skip() }
    }

    private func attempt(_ trials: ArraySlice<Trial>, _ report: KeyTestReport) -> Flow<KeyTestReport> {
        guard let trial = trials.first else { return .finished(report) }
        return .call(trial.endpoint) { result, now in
            var report = report
            if case .failure(let error) = result {
                report.rights[trial.right] = verdict(error)
                // A key that does not work at all needs no further trials.
                if error.kind == .authentication || error.kind == .nonce {
                    report.causes = KrakenAdapter.causes(of: error)
                    return .finished(report)
                }
                if error.kind == .permission {
                    report.causes.append(.init(kind: .missingRight, evidence: KrakenAdapter.evidence(error)))
                }
            } else {
                report.rights[trial.right] = .granted
            }
            guard trials.count > 1 else { return .finished(report) }
            let next = report
            return Flow.wait(.seconds(1)) { attempt(trials.dropFirst(), next) }.start(now)
        }
    }

    /// The right is checked before the arguments: a refusal of those proves it.
    private func verdict(_ error: VenueError) -> KeyTestReport.Verdict {
        if error.kind == .permission { return .denied }
        let code = error.evidence?.code ?? ""
        let isRefusal = ["EOrder:", "EGeneral:Invalid arguments", "EQuery:"].contains { code.hasPrefix($0) }
        let isLimit = error.kind == .rateLimited
        return isRefusal && !isLimit ? .granted : .undetermined(error.message)
    }
}
