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
            return asked(endpoint, report) { _, report in rights(report) }.start(now)
        }
    }
}
