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
            try KeyFlags(reading: &reader)
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
