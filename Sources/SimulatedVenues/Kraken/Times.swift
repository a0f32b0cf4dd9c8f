import AdapterProtocol
import VenueSimulator

extension Kraken {
    /// Times as the venue prints them: the engine counts milliseconds, the venue shows microseconds and finer.
    ///
    /// The digits below the millisecond are made up from ids, in an order that makes sense: an order opens before it
    /// trades and trades before it closes, all within one millisecond.
    enum Times {
        /// Microseconds of an order's opening.
        static func opened(_ order: EngineOrder) -> Int64 { micro(order.createdAt, 101 + (order.id &* 37) % 198) }

        /// Microseconds of a finished order's end.
        static func closed(_ order: EngineOrder) -> Int64 { micro(order.updatedAt, 701 + (order.id &* 71) % 298) }

        /// Microseconds of an own fill.
        static func traded(_ fill: EngineFill) -> Int64 { micro(fill.time, 301 + (fill.tradeID &* 53) % 398) }

        static func micro(_ milliseconds: Int64, _ rest: Int64) -> Int64 {
            milliseconds &* 1_000 &+ (rest < 0 ? 1 : rest)
        }

        /// Seconds with the digits that are there, as a JSON number with a fraction.
        static func number(_ micro: Int64) -> FaceJSON { .number(seconds(micro)) }

        /// Seconds as text; never with more zeros than one.
        static func seconds(_ micro: Int64) -> String {
            Kraken.dec(Int128(micro), -6).text(trimmingZeros: true)
        }

        /// `2023-03-24T17:41:56Z` of whole seconds.
        static func rfc3339(_ milliseconds: Int64) -> String {
            let parts = civil(milliseconds)
            return "\(pad(parts.year, 4))-\(pad(parts.month))-\(pad(parts.day))T\(clock(parts.second))Z"
        }

        /// `Tue, 11 Nov 25 00:17:04 +0000`, the day padded with a blank (kraken.md D.1).
        static func rfc1123(_ milliseconds: Int64) -> String {
            let parts = civil(milliseconds)
            let day = parts.day < 10 ? " \(parts.day)" : "\(parts.day)"
            let weekday = weekdays[Int(((parts.days + 3) % 7 + 7) % 7)]
            let month = months[(parts.month - 1) % 12]
            return "\(weekday), \(day) \(month) \(pad(parts.year % 100)) \(clock(parts.second)) +0000"
        }

        /// Milliseconds of an RFC 3339 text, nil when it is none.
        static func parse(_ text: String) -> Int64? {
            let bytes = Array(text.utf8)
            guard bytes.count >= 20, bytes.count <= 35, bytes[10] == UInt8(ascii: "T") || bytes[10] == 0x20 else {
                return nil
            }
            func number(_ range: Range<Int>) -> Int64? {
                var value: Int64 = 0
                for byte in bytes[range] {
                    guard (0x30...0x39).contains(byte) else { return nil }
                    value = value * 10 + Int64(byte - 0x30)
                }
                return value
            }
            guard bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[13] == 0x3A, bytes[16] == 0x3A,
                let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
                let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
                (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
            else { return nil }
            var index = 19
            var fraction: Int64 = 0
            if bytes[index] == UInt8(ascii: ".") {
                let start = index + 1
                index = start
                while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
                guard index > start else { return nil }
                for step in 0..<3 {
                    fraction = fraction * 10 + (start + step < index ? Int64(bytes[start + step] - 0x30) : 0)
                }
            }
            guard let offset = offset(bytes[index...]) else { return nil }
            let days = daysSinceEpoch(year, month, day)
            return ((days * 24 + hour) * 60 + minute - offset) * 60_000 + second * 1_000 + fraction
        }

        /// `Z` or `+01:00` in minutes.
        private static func offset(_ bytes: ArraySlice<UInt8>) -> Int64? {
            let text = String(decoding: bytes, as: UTF8.self)
            if text == "Z" || text == "z" { return 0 }
            let parts = text.dropFirst().split(separator: ":")
            guard text.utf8.count == 6, parts.count == 2, let hours = Int64(parts[0]), let minutes = Int64(parts[1]),
                (0..<24).contains(hours), (0..<60).contains(minutes)
            else { return nil }
            switch text.first {
            case "+": return hours * 60 + minutes
            case "-": return -(hours * 60 + minutes)
            default: return nil
            }
        }

        private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        private static let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]

        private static func pad(_ value: Int, _ width: Int = 2) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }

        private static func clock(_ second: Int64) -> String {
            "\(pad(Int(second / 3_600))):\(pad(Int(second / 60 % 60))):\(pad(Int(second % 60)))"
        }
    }
}
