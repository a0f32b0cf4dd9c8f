extension Kraken.Times {
    /// Days since the epoch of a date of the proleptic Gregorian calendar; years are counted from March.
    static func daysSinceEpoch(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = floor(shifted, 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The date and second of the day of an instant.
    static func civil(_ milliseconds: Int64) -> (days: Int64, year: Int, month: Int, day: Int, second: Int64) {
        let days = floor(milliseconds, 86_400_000)
        let second = (milliseconds - days * 86_400_000) / 1_000
        let shifted = days + 719_468
        let era = floor(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        let month = part < 10 ? part + 3 : part - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (days, Int(year), Int(month), Int(dayOfYear - (153 * part + 2) / 5 + 1), second)
    }

    private static func floor(_ value: Int64, _ width: Int64) -> Int64 {
        let quotient = value / width
        return value % width < 0 ? quotient - 1 : quotient
    }
}
