/// Times of messages, read with nothing of an adapter.
enum WireTime {
    /// Nanoseconds since 1970 of `2023-07-30T15:29:58.343415Z`; nil for anything else.
    static func nanoseconds(_ text: String) -> Int64? {
        let parts = text.split(whereSeparator: { "-T:.Z".contains($0) })
        guard parts.count == 7, let year = Int64(parts[0]), let month = Int64(parts[1]), let day = Int64(parts[2]),
            let hour = Int64(parts[3]), let minute = Int64(parts[4]), let second = Int64(parts[5]),
            let fraction = Int64(parts[6] + String(repeating: "0", count: max(0, 9 - parts[6].count))),
            (1970...2200).contains(year), (1...12).contains(month)
        else { return nil }
        let seconds = days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second
        return seconds * 1_000_000_000 + fraction
    }

    /// Days since 1970-01-01 in the Gregorian calendar.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        // Years begin in March, so that the leap day is the last one.
        let shifted = month <= 2 ? year - 1 : year
        let ofEra = shifted % 400
        let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return shifted / 400 * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }
}
