public import AdapterProtocol

extension Timestamp {
    /// Reads ISO 8601 in UTC: `YYYY-MM-DDTHH:MM:SS` or with a blank for the `T`, a fraction of up to nine digits, and
    /// `Z` or nothing; nil for anything else, other zones included.
    public init?(iso8601 text: String) {
        var text = text
        guard let parsed = text.withUTF8({ Self.parse($0) }) else { return nil }
        self = parsed
    }

    /// Reads an HTTP `Date` header (`Sun, 06 Nov 1994 08:49:37 GMT`); nil for anything else.
    public init?(httpDate text: String) {
        let parts = text.split(separator: " ")
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard text.utf8.count == 29, parts.count == 6, parts[5] == "GMT",
            let month = months.firstIndex(of: String(parts[2]))
        else { return nil }
        let digits = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        self.init(iso8601: "\(parts[3])-\(digits)-\(parts[1])T\(parts[4])Z")
    }

    static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Timestamp? {
        guard bytes.count >= 19, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] == 0x54 || bytes[10] == 0x20,
            bytes[13] == 0x3A, bytes[16] == 0x3A, let year = number(bytes, 0, 4), let month = number(bytes, 5, 2),
            let day = number(bytes, 8, 2), let hour = number(bytes, 11, 2), let minute = number(bytes, 14, 2),
            let second = number(bytes, 17, 2), (1...12).contains(month), day >= 1,
            day <= lastDay(ofMonth: month, year: year), hour < 24, minute < 60, second < 61,
            let fraction = fraction(bytes)
        else { return nil }
        // Year 2262 ends the range of a timestamp; a later year would not fit.
        guard (1678...2261).contains(year) else { return nil }
        let seconds = Self.day(year: year, month: month, day: day) * 86_400 + hour * 3600 + minute * 60 + second
        return Timestamp(nanoseconds: seconds * 1_000_000_000 + fraction)
    }

    /// The nanoseconds behind the seconds, nil when something else stands there.
    private static func fraction(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
        var position = 19
        var nanoseconds: Int64 = 0
        if position < bytes.count, bytes[position] == 0x2E {
            position += 1
            var unit: Int64 = 100_000_000
            let first = position
            while position < bytes.count, bytes[position] &- 0x30 <= 9 {
                guard position - first < 9 else { return nil }
                nanoseconds += Int64(bytes[position] &- 0x30) * unit
                unit /= 10
                position += 1
            }
            guard position > first else { return nil }
        }
        if position < bytes.count, bytes[position] == 0x5A { position += 1 }
        return position == bytes.count ? nanoseconds : nil
    }

    private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) -> Int64? {
        var value: Int64 = 0
        for position in start..<start + count {
            let digit = bytes[position] &- 0x30
            guard digit <= 9 else { return nil }
            value = value * 10 + Int64(digit)
        }
        return value
    }

    /// A day that its month does not have is no day of the next one.
    private static func lastDay(ofMonth month: Int64, year: Int64) -> Int64 {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// Days since the epoch (Howard Hinnant, "chrono-compatible low-level date algorithms", days_from_civil).
    private static func day(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
