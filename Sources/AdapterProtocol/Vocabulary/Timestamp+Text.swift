extension Timestamp {
    /// RFC 3339 in UTC with milliseconds: `2026-01-14T12:34:56.789Z` (host-api.md 2.3).
    public var description: String {
        let milliseconds = milliseconds
        let (day, millisecondOfDay) = milliseconds.floorQuotientAndRemainder(dividingBy: 86_400_000)
        let (year, month, dayOfMonth) = Self.civil(fromDay: day)
        let seconds = millisecondOfDay / 1000
        // The range of a timestamp has years of four digits; so the length is always the same.
        return String(unsafeUninitializedCapacity: 24) { text in
            Self.write(year, 4, at: 0, then: 0x2D, text)
            Self.write(month, 2, at: 5, then: 0x2D, text)
            Self.write(dayOfMonth, 2, at: 8, then: 0x54, text)
            Self.write(seconds / 3600, 2, at: 11, then: 0x3A, text)
            Self.write(seconds / 60 % 60, 2, at: 14, then: 0x3A, text)
            Self.write(seconds % 60, 2, at: 17, then: 0x2E, text)
            Self.write(millisecondOfDay % 1000, 3, at: 20, then: 0x5A, text)
            return 24
        }
    }

    /// The first instant of this instant's UTC day; day borders of limits are UTC (host-api.md 4).
    public var startOfDay: Timestamp {
        let (day, _) = nanoseconds.floorQuotientAndRemainder(dividingBy: 86_400_000_000_000)
        return Timestamp(seconds: day * 86_400)
    }

    /// Decodes nanoseconds since the epoch.
    public init(from decoder: any Decoder) throws {
        self.init(nanoseconds: try decoder.singleValueContainer().decode(Int64.self))
    }

    /// Encodes nanoseconds since the epoch: lossless, and independent of any text form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(nanoseconds)
    }

    /// Days since the epoch to year, month and day of the proleptic Gregorian calendar
    /// (Howard Hinnant, "chrono-compatible low-level date algorithms", civil_from_days).
    private static func civil(fromDay day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = day + 719_468
        let (era, dayOfEra) = shifted.floorQuotientAndRemainder(dividingBy: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    /// Writes a number with zeros before it, and what follows.
    private static func write(
        _ number: Int64, _ width: Int, at start: Int, then end: UInt8, _ text: UnsafeMutableBufferPointer<UInt8>
    ) {
        var rest = number
        for position in (start..<start + width).reversed() {
            text[position] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        text[start + width] = end
    }
}

extension Int64 {
    fileprivate func floorQuotientAndRemainder(dividingBy divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
