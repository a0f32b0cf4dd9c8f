import AdapterKit
public import AdapterProtocol

extension VALRAdapter {
    /// Tests a key without side effects (valr.md F): the clock, what the venue says of the key, and balances to prove
    /// that reading works. VALR keys do not expire, as far as is known.
    public func testKey(probe: Instrument, in environment: VenueEnvironment) -> Flow<KeyTestReport> {
        Self.measuredClock().then { clock in
            var report = KeyTestReport(clock: clock)
            for right in KeyTestReport.Right.allCases { report.rights[right] = .undetermined("not asked") }
            if clock.offset > .milliseconds(500) || clock.offset < .milliseconds(-500) {
                report.warnings.append("the clock is off by \(clock.offset.wholeMilliseconds) ms")
            }
            return Self.flags(report)
        }.recover { error in
            .finished(KeyTestReport(causes: Self.causes(of: error, offset: nil)))
        }
    }

    /// The offset is the venue's time less the middle of the round trip; half of the round trip is its uncertainty.
    private static func measuredClock() -> Flow<KeyTestReport.ClockOffset> {
        Flow { sent in
            VALRAdapter().serverTime().then { venue in
                Flow { received in
                    let half = Duration.nanoseconds(received.duration(since: sent).wholeNanoseconds / 2)
                    let offset = venue.duration(since: sent.advanced(by: half))
                    return .finished(KeyTestReport.ClockOffset(offset: offset, uncertainty: half))
                }
            }.start(sent)
        }
    }

    static var keyFlags: Endpoint<KeyFlags> {
        endpoint(privateRead("account.keyTest", "account/api-keys/current")) { reader throws(JSONError) in
            try KeyFlags(reading: &reader)
        }
    }

    /// One call proves key, secret, clock and address together.
    private static func flags(_ report: KeyTestReport) -> Flow<KeyTestReport> {
        .call(keyFlags) { result, now in
            switch result {
            case .success(let flags): return account(flags.adding(to: report)).start(now)
            case .failure(let error):
                var report = report
                report.causes = causes(of: error, offset: report.clock?.offset)
                return .finished(report)
            }
        }
    }

    private static func account(_ report: KeyTestReport) -> Flow<KeyTestReport> {
        .call(account) { result, _ in
            var report = report
            switch result {
            case .success:
                report.rights[.readBalances] = .granted
                report.rights[.readOrders] = .granted
            case .failure(let error):
                // The key's own rights are known; what refused the balances need not be the key.
                report.causes = causes(of: error, offset: report.clock?.offset)
                if report.rights[.readBalances] == .granted {
                    report.rights[.readBalances] = .undetermined(evidence(error))
                }
            }
            return .finished(report)
        }
    }
}
