import AdapterProtocol
import Testing

@Suite("An instant never traps and prints as RFC 3339")
struct TimestampTests {
    @Test(
        "Text is RFC 3339 in UTC with milliseconds, rounded down",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (951_782_400_000_000_000, "2000-02-29T00:00:00.000Z"),
            (1_709_164_799_999_999_999, "2024-02-28T23:59:59.999Z"),
            (1_709_251_199_000_000_000, "2024-02-29T23:59:59.000Z"),
            (1_768_394_096_789_000_000, "2026-01-14T12:34:56.789Z"),
            (4_107_542_400_000_000_000, "2100-03-01T00:00:00.000Z"),
            (Int64.max, "2262-04-11T23:47:16.854Z"), (Int64.min, "1677-09-21T00:12:43.145Z"),
        ])
    func text(nanoseconds: Int64, expected: String) {
        #expect(Timestamp(nanoseconds: nanoseconds).description == expected)
    }

    @Test("Conversions saturate at the ends of the range")
    func saturation() {
        let latest = Timestamp(nanoseconds: .max)
        let earliest = Timestamp(nanoseconds: .min)
        #expect(Timestamp(milliseconds: .max) == latest)
        #expect(Timestamp(milliseconds: .min) == earliest)
        #expect(Timestamp(seconds: .max) == latest)
        #expect(Timestamp(seconds: .min) == earliest)
        #expect(latest.advanced(by: .nanoseconds(1)) == latest)
        #expect(earliest.advanced(by: .nanoseconds(-1)) == earliest)
        #expect(latest.duration(since: earliest) == .nanoseconds(Int64.max))
        #expect(earliest.duration(since: latest) == .nanoseconds(Int64.min))
        #expect(earliest.startOfDay <= Timestamp(nanoseconds: Int64.min + 86_400_000_000_000))
        #expect(latest.startOfDay < latest)
        #expect(Duration.seconds(Int64.max).wholeNanoseconds == .max)
        #expect(Duration.seconds(Int64.min).wholeNanoseconds == .min)
    }

    @Test(
        "Milliseconds round down on both sides of the epoch", arguments: [(1_999_999, 1), (-1, -1), (-1_000_000, -1)])
    func milliseconds(nanoseconds: Int64, expected: Int64) {
        #expect(Timestamp(nanoseconds: nanoseconds).milliseconds == expected)
    }

    @Test("A day begins at UTC midnight, before the epoch too")
    func days() {
        let day: Int64 = 86_400_000_000_000
        for (instant, start) in [(0, 0), (day - 1, 0), (day, day), (-1, -day), (-day, -day)] {
            #expect(Timestamp(nanoseconds: instant).startOfDay == Timestamp(nanoseconds: start))
        }
    }

    @Test("A shift and its reverse meet again inside the range", arguments: 0..<50 as Range<UInt64>)
    func shifts(seed: UInt64) {
        var random = SeededOrders(seed: seed)
        let instant = Timestamp(
            nanoseconds: .random(in: -4_000_000_000_000_000_000...4_000_000_000_000_000_000, using: &random))
        let step = Duration.nanoseconds(
            Int64.random(in: -4_000_000_000_000_000_000...4_000_000_000_000_000_000, using: &random))
        #expect(instant.advanced(by: step).duration(since: instant) == step)
    }
}
