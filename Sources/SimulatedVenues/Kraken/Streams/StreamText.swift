import AdapterProtocol
import VenueSimulator

extension Kraken {
    /// Numbers and times as the streams print them: JSON numbers and RFC 3339 (kraken.md A.2, I.1).
    enum StreamText {
        /// A number without zeros at its end but one digit after the point, as recorded (`4.0`, `0.001`); tiny ones with
        /// an exponent where the switch says so (`1e-08`).
        static func number(_ value: ExactDecimal, _ switches: Switches) -> FaceJSON {
            if switches.has("streamNumbers", "exponent"), value.isPositive, value < Kraken.dec(1, -4),
                let digits = exponential(value)
            {
                return .number(digits)
            }
            let text = value.text(trimmingZeros: true)
            return .number(text.utf8.contains(0x2E) ? text : text + ".0")
        }

        /// `1.5e-05` for 0.000015.
        private static func exponential(_ value: ExactDecimal) -> String? {
            let plain = value.normalized
            let digits = String(plain.coefficient)
            guard let first = digits.first else { return nil }
            let rest = digits.dropFirst()
            let exponent = plain.scale - rest.count
            return "\(first)\(rest.isEmpty ? "" : ".")\(rest)e-\(exponent < 10 ? "0" : "")\(exponent)"
        }

        /// The time of a book or ticker, where this venue tells one.
        static func time(of milliseconds: Int64, _ salt: Int64, _ switches: Switches) -> FaceJSON? {
            switches.has("streamTimes", "present") ? .some(time(micro: micro(milliseconds, salt))) : .none
        }

        /// `2023-07-30T15:29:58.343415Z`.
        static func time(micro: Int64) -> FaceJSON { .text(stamp(micro, places: 6)) }

        /// `2023-10-04T16:25:00.000000000Z`.
        static func time(nano milliseconds: Int64) -> FaceJSON { .text(stamp(milliseconds &* 1_000, places: 9)) }

        private static func stamp(_ micro: Int64, places: Int) -> String {
            let second = micro >= 0 ? micro / 1_000_000 : 0
            let digits = String(max(micro, 0) % 1_000_000)
            let fraction = String(repeating: "0", count: 6 - digits.count) + digits
            let whole = Times.rfc3339(second &* 1_000).dropLast()
            return "\(whole).\(fraction)\(String(repeating: "0", count: places - 6))Z"
        }

        /// Microseconds of a moment that only milliseconds are known of; the digits below are made up.
        static func micro(_ milliseconds: Int64, _ salt: Int64) -> Int64 {
            Times.micro(milliseconds, 101 + (salt &* 37 & 0x3FF) % 800)
        }
    }

    /// The checksum of kraken.md I.4, over text as the sheet writes it down.
    enum BookChecksum {
        static func of(_ book: EngineBook, _ market: Market) -> UInt32 {
            var state: UInt32 = 0xFFFF_FFFF
            for level in book.asks.prefix(10) + book.bids.prefix(10) {
                feed(Kraken.fixed(level.price, places: market.pairDecimals), &state)
                feed(Kraken.fixed(level.quantity, places: market.lotDecimals), &state)
            }
            return state ^ 0xFFFF_FFFF
        }

        /// The digits without the point and without zeros before the first other one.
        private static func feed(_ text: String, _ state: inout UInt32) {
            var isLeading = true
            for byte in text.utf8 where byte != 0x2E {
                if isLeading, byte == 0x30 { continue }
                isLeading = false
                state = table[Int((state ^ UInt32(byte)) & 0xFF)] ^ state >> 8
            }
        }

        private static let table: [UInt32] = (0..<256).map { index in
            var value = UInt32(index)
            for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
            return value
        }
    }
}
