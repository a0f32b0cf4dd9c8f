import AdapterKit
public import AdapterProtocol

extension KuCoinAdapter {
    /// Tests a key without side effects (kucoin.md F): clock, the key's own rights, and the account's mode.
    public func testKey(probe: Instrument, in environment: VenueEnvironment) -> Flow<KeyTestReport> {
        Self.measuredClock().then { clock in
            var report = KeyTestReport(clock: clock)
            for right in KeyTestReport.Right.allCases { report.rights[right] = .undetermined("not asked") }
            return Self.flags(report)
        }.recover { error in
            .finished(KeyTestReport(causes: Self.causes(of: error)))
        }
    }

    /// The offset is the venue's time less the middle of the round trip; half of the round trip is its uncertainty.
    private static func measuredClock() -> Flow<KeyTestReport.ClockOffset> {
        Flow { sent in
            KuCoinAdapter().serverTime().then { venue in
                Flow { received in
                    let half = Duration.nanoseconds(received.duration(since: sent).wholeNanoseconds / 2)
                    let offset = venue.duration(since: sent.advanced(by: half))
                    return .finished(KeyTestReport.ClockOffset(offset: offset, uncertainty: half))
                }
            }.start(sent)
        }
    }

    /// Everything is in one answer (weight 20); without it nothing of the rights is known.
    private static func flags(_ report: KeyTestReport) -> Flow<KeyTestReport> {
        let call = privateRead("account.keyTest", "v1/user/api-key", weight: 20, pool: managementPool)
        return .call(endpoint(call, KeyFlags.init(reading:))) { result, now in
            switch result {
            case .success(let flags): return mode(flags.adding(to: report)).start(now)
            case .failure(let error):
                var report = report
                report.causes = causes(of: error)
                for right in KeyTestReport.Right.allCases {
                    report.rights[right] = .undetermined("the key's own rights could not be read")
                }
                return .finished(report)
            }
        }
    }

    /// On an account in unified mode the order calls of this adapter are not proven to work (kucoin.md 0); an account
    /// that does not tell its mode is not guessed at.
    private static func mode(_ report: KeyTestReport) -> Flow<KeyTestReport> {
        let call = privateRead("account.mode", "ua/v2/account/mode", weight: 20, pool: managementPool)
        let endpoint = endpoint(call) { reader throws(JSONError) in
            var mode: String?
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "selfAccountMode": mode = try reader.string()
                default: try reader.skip()
                }
            }
            return try reader.require(mode, "selfAccountMode")
        }
        return .call(endpoint) { result, _ in
            var report = report
            switch result {
            case .success("CLASSIC"): break
            case .success(let mode):
                let reason = "the account is in \(mode) mode, where classic orders are not proven to work"
                report.warnings.append(reason)
                for right in [KeyTestReport.Right.placeOrders, .cancelOrders] where report.rights[right] == .granted {
                    report.rights[right] = .undetermined(reason)
                }
            case .failure(let error): report.warnings.append("the account's mode is not known: \(evidence(error))")
            }
            return .finished(report)
        }
    }
}
