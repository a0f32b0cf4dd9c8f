extension VALR {
    /// ISO-8601 times in UTC (valr.md A.1), without Foundation's formatters: every row of every list has two.
    enum Times {
        /// `2025-07-17T08:36:04.867Z`.
        static func text(_ milliseconds: Int64) -> String { text(milliseconds, fraction: milliseconds, digits: 3) }

        /// `2025-06-05T08:40:48Z`.
        static func seconds(_ milliseconds: Int64) -> String { text(milliseconds, fraction: 0, digits: 0) }

        /// `2025-06-17T13:02:41.280178906Z`.
        static func nanoseconds(_ nanoseconds: Int64) -> String {
            text(nanoseconds / 1_000_000, fraction: nanoseconds, digits: 9)
        }

        /// `2025-01-07T14:22:32.419194`: some fields come without a zone.
        static func microsecondsWithoutZone(_ milliseconds: Int64) -> String {
            String(text(milliseconds, fraction: milliseconds * 1_000 + 194, digits: 6).dropLast())
        }

        /// `2025-06-05T08:41:56.879293Z`.
        static func microseconds(_ milliseconds: Int64) -> String {
            text(milliseconds, fraction: milliseconds * 1_000 + 293, digits: 6)
        }

        private static func text(_ milliseconds: Int64, fraction: Int64, digits: Int) -> String {
            let days = floor(milliseconds, 86_400_000)
            let second = (milliseconds - days * 86_400_000) / 1_000
            let date = civil(days)
            var out: [UInt8] = []
            out.reserveCapacity(30)
            append(date.year, 4, to: &out)
            out.append(UInt8(ascii: "-"))
            append(date.month, 2, to: &out)
            out.append(UInt8(ascii: "-"))
            append(date.day, 2, to: &out)
            out.append(UInt8(ascii: "T"))
            append(second / 3_600, 2, to: &out)
            out.append(UInt8(ascii: ":"))
            append(second / 60 % 60, 2, to: &out)
            out.append(UInt8(ascii: ":"))
            append(second % 60, 2, to: &out)
            if digits > 0 {
                out.append(UInt8(ascii: "."))
                append(fraction, digits, to: &out)
            }
            out.append(UInt8(ascii: "Z"))
            return String(decoding: out, as: UTF8.self)
        }

        /// The last `count` digits of `value`.
        private static func append(_ value: Int64, _ count: Int, to out: inout [UInt8]) {
            var rest = max(0, value)
            let start = out.count
            for _ in 0..<count {
                out.insert(UInt8(ascii: "0") + UInt8(rest % 10), at: start)
                rest /= 10
            }
        }

        /// Milliseconds of an ISO time with `Z` and up to nine fractional digits; nil for anything else.
        static func parse(_ text: String) -> Int64? {
            let bytes = Array(text.utf8)
            guard bytes.count >= 20, bytes.count <= 30, bytes.last == UInt8(ascii: "Z") else { return nil }
            for (index, mark) in [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":")]
            where bytes[index] != mark.utf8.first {
                return nil
            }
            guard let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10]),
                let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16]),
                let second = number(bytes[17..<19]), (1970...2200).contains(year), (1...12).contains(month),
                (1...31).contains(day), hour < 24, minute < 60, second < 60
            else { return nil }
            var fraction: Int64 = 0
            if bytes.count > 20 {
                guard bytes[19] == UInt8(ascii: "."), bytes.count > 21, number(bytes[20..<(bytes.count - 1)]) != nil
                else { return nil }
                let digits = Array(bytes[20..<(bytes.count - 1)].prefix(3)) + [0x30, 0x30]
                fraction = number(digits.prefix(3)) ?? 0
            }
            let days = daysSinceEpoch(year, month, day)
            guard civil(days).day == day else { return nil }
            return ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1_000 + fraction
        }

        private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
            var value: Int64 = 0
            for digit in digits {
                guard (0x30...0x39).contains(digit) else { return nil }
                value = value * 10 + Int64(digit - 0x30)
            }
            return digits.isEmpty ? nil : value
        }

        private static func daysSinceEpoch(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
            // Years are counted from March, so that the leap day is a year's last.
            let shifted = month <= 2 ? year - 1 : year
            let era = floor(shifted, 400)
            let yearOfEra = shifted - era * 400
            let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
            return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        }

        private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
            let shifted = days + 719_468
            let era = floor(shifted, 146_097)
            let dayOfEra = shifted - era * 146_097
            let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
            let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
            let part = (5 * dayOfYear + 2) / 153
            let month = part < 10 ? part + 3 : part - 9
            return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * part + 2) / 5 + 1)
        }

        private static func floor(_ value: Int64, _ width: Int64) -> Int64 {
            let quotient = value / width
            return value % width < 0 ? quotient - 1 : quotient
        }
    }
}
