import AdapterProtocol

extension Timestamp {
    /// Reads RFC 3339 in UTC (`2026-01-14T12:34:56.789Z`), the other form Luno's official client accepts; nil for
    /// anything else.
    init?(internetText text: String) {
        guard text.utf8.count <= 40, text.hasSuffix("Z") else { return nil }
        let halves = text.dropLast().split(separator: "T", omittingEmptySubsequences: false)
        guard halves.count == 2 else { return nil }
        let date = halves[0].split(separator: "-", omittingEmptySubsequences: false)
        let clock = halves[1].split(separator: ".", omittingEmptySubsequences: false)
        guard date.count == 3, (1...2).contains(clock.count), let year = Self.digits(date[0], 4),
            let month = Self.digits(date[1], 2), let day = Self.digits(date[2], 2),
            let second = Self.secondOfDay(clock[0])
        else { return nil }
        var nanoseconds: Int64 = 0
        if clock.count == 2 {
            let fraction = clock[1].prefix(9)
            guard !fraction.isEmpty, let value = Self.digits(fraction, fraction.utf8.count) else { return nil }
            nanoseconds = (fraction.utf8.count..<9).reduce(value) { value, _ in value * 10 }
        }
        self.init(year: year, month: month, day: day, second: second, nanoseconds: nanoseconds)
    }

    /// Reads an HTTP `Date` header (`Sun, 06 Nov 1994 08:49:37 GMT`); nil for anything else.
    init?(httpDate text: String) {
        let parts = text.split(separator: " ")
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard text.utf8.count == 29, parts.count == 6, parts[5] == "GMT", let day = Self.digits(parts[1], 2),
            let month = months.firstIndex(of: String(parts[2])), let year = Self.digits(parts[3], 4),
            let second = Self.secondOfDay(parts[4])
        else { return nil }
        self.init(year: year, month: Int64(month) + 1, day: day, second: second, nanoseconds: 0)
    }

    private init?(year: Int64, month: Int64, day: Int64, second: Int64, nanoseconds: Int64) {
        guard (1970...2200).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        let seconds = Self.day(year: year, month: month, day: day) * 86_400 + second
        self.init(nanoseconds: seconds * 1_000_000_000 + nanoseconds)
    }

    private static func secondOfDay(_ text: Substring) -> Int64? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let hour = digits(parts[0], 2), let minute = digits(parts[1], 2),
            let second = digits(parts[2], 2), hour < 24, minute < 60, second <= 60
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    /// A number of exactly `count` digits: `Int64` alone would take a sign.
    private static func digits(_ text: Substring, _ count: Int) -> Int64? {
        guard text.utf8.count == count, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        return Int64(text)
    }

    /// Days since the epoch (Howard Hinnant, "chrono-compatible low-level date algorithms", days_from_civil).
    private static func day(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
