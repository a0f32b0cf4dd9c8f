import AdapterKit
public import AdapterProtocol

extension KrakenAdapter {
    /// Tests a key without side effects (kraken.md F.1): clock, then the key's own description, which needs no right.
    /// Where the venue does not know that call, each right is tried by itself (F.2).
    public func testKey(probe: Instrument, in environment: VenueEnvironment) -> Flow<KeyTestReport> {
        Self.measuredClock().then { clock in
            var report = KeyTestReport(clock: clock)
            for right in KeyTestReport.Right.allCases { report.rights[right] = .undetermined("not asked") }
            return Self.flags(report, probe)
        }.recover { error in
            .finished(KeyTestReport(causes: Self.causes(of: error)))
        }
    }

    /// The venue's clock has whole seconds, so its middle is taken, and half a second more is uncertain than half of the
    /// round trip.
    private static func measuredClock() -> Flow<KeyTestReport.ClockOffset> {
        Flow { sent in
            KrakenAdapter().serverTime().then { venue in
                Flow { received in
                    let half = Duration.nanoseconds(received.duration(since: sent).wholeNanoseconds / 2)
                    let venue = venue.advanced(by: .milliseconds(500))
                    let offset = venue.duration(since: sent.advanced(by: half))
                    return .finished(.init(offset: offset, uncertainty: half + .milliseconds(500)))
                }
            }.start(sent)
        }
    }

    private static func flags(_ report: KeyTestReport, _ probe: Instrument) -> Flow<KeyTestReport> {
        let call = privateRead("account.keyTest", "GetApiKeyInfo")
        return .call(endpoint(call, KeyFlags.init(reading:))) { result, now in
            switch result {
            case .success(let flags): return .finished(flags.adding(to: report, now: now))
            case .failure(let error) where error.evidence?.code?.hasPrefix("EGeneral:Unknown method") == true:
                return KeyProbe(probe: probe).flow(report).start(now)
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
}
