import AdapterKit
import AdapterProtocol
import Testing

@Suite("Times as texts")
struct InternetTimeTests {
    @Test(
        "ISO 8601 in UTC is read to the nanosecond",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1970-01-01 00:00:01", 1_000_000_000),
            ("2024-02-29T23:59:59.123456789Z", 1_709_251_199_123_456_789),
            ("2000-02-29T00:00:00Z", 951_782_400_000_000_000), ("1969-12-31T23:59:59.5Z", -500_000_000),
            ("2026-01-14T12:34:56.789Z", 1_768_394_096_789_000_000),
        ] as [(String, Int64)])
    func read(text: String, nanoseconds: Int64) {
        #expect(Timestamp(iso8601: text)?.nanoseconds == nanoseconds)
    }

    @Test(
        "Anything else is refused",
        arguments: [
            "", "2024", "2024-13-01T00:00:00Z", "2024-01-32T00:00:00Z", "2024-01-01T24:00:00Z", "2024-01-01T00:60:00Z",
            "2024-01-01T00:00:00+02:00", "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00.1234567890Z",
            "9999-01-01T00:00:00Z", "2025-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2024-02-30T00:00:00Z",
            "2024-04-31T00:00:00Z", "2024-01-00T00:00:00Z",
            "2024-01-01T00:00:0/Z", "-024-01-01T00:00:00Z", "2024-01-01T00:00:00ZZ", "\u{0}\u{0}",
            "२०२४-01-01T00:00:00Z",
        ])
    func refused(text: String) { #expect(Timestamp(iso8601: text) == nil) }

    @Test("An HTTP date is read, nothing like it is")
    func httpDate() {
        #expect(Timestamp(httpDate: "Sun, 06 Nov 1994 08:49:37 GMT")?.nanoseconds == 784_111_777_000_000_000)
        for text in [
            "", "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, xx Nov 1994 08:49:37 GMT",
        ] {
            #expect(Timestamp(httpDate: text) == nil)
        }
    }
}
