/// Where candles begin and end.
struct CandleCalendar: Sendable {
    let span: CandleSpan

    /// `nil` for a span that is not positive, absurdly long, or above a minute but not whole minutes.
    init?(_ span: CandleSpan) {
        switch span {
        case .seconds(let seconds, let offset):
            guard seconds > 0, seconds <= 366 * 86_400, abs(offset.clamped) <= 366 * 86_400 else { return nil }
            guard seconds < 60 || (seconds % 60 == 0 && offset % 60 == 0) else { return nil }
        case .months(let months):
            guard months > 0, months <= 12 else { return nil }
        }
        self.span = span
    }

    /// The start of the candle that holds this millisecond.
    func start(of time: Int64) -> Int64 {
        switch span {
        case .seconds(let seconds, let offset):
            Self.floor(time - offset * 1_000, seconds * 1_000) + offset * 1_000
        case .months(let months):
            Self.monthStart(Self.floor(Self.month(of: time), Int64(months)))
        }
    }

    /// The start of the candle `count` after (or before) the one that starts here.
    func start(_ count: Int64, after start: Int64) -> Int64 {
        switch span {
        case .seconds(let seconds, _): start + count * seconds * 1_000
        case .months(let months): Self.monthStart(Self.month(of: start) + count * Int64(months))
        }
    }

    /// The largest multiple of `width` that is not above `value`.
    static func floor(_ value: Int64, _ width: Int64) -> Int64 {
        let rest = value % width
        return rest < 0 ? value - rest - width : value - rest
    }

    /// Months since January 1970.
    static func month(of time: Int64) -> Int64 {
        // Howard Hinnant's civil-from-days, with years that begin in March.
        let days = floor(time, 86_400_000) / 86_400_000 + 719_468
        let era = floor(days, 146_097) / 146_097
        let dayOfEra = days - era * 146_097
        let year = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let civilYear = year + era * 400 + (month <= 2 ? 1 : 0)
        return (civilYear - 1970) * 12 + month - 1
    }

    /// First millisecond of a month counted from January 1970.
    static func monthStart(_ months: Int64) -> Int64 {
        let yearStart = floor(months, 12)
        let month = months - yearStart + 1
        let civilYear = 1970 + yearStart / 12
        let year = month <= 2 ? civilYear - 1 : civilYear
        let era = floor(year, 400) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return (era * 146_097 + dayOfEra - 719_468) * 86_400_000
    }
}

extension Int64 {
    /// The value kept away from the one number without a magnitude.
    fileprivate var clamped: Int64 { Swift.max(self, -Int64.max) }
}
