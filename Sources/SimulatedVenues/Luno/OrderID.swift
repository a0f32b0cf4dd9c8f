extension Luno {
    /// Order ids: `BX` and 13 of `A-Z0-9` (luno.md L.7), for the engine's ids, which are unique per market only.
    ///
    /// The text is the pair (market, engine id) spread over 64 bits by a multiplication that can be undone, so nothing
    /// has to be remembered and ids do not betray how many orders there are.
    enum OrderID {
        private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
        private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
        private static let offset: UInt64 = 0x5851_F42D_4C95_7F2D
        private static let inverse: UInt64 = {
            // Newton's iteration doubles the correct bits of an odd number's inverse each time, from three on.
            var inverse = factor
            for _ in 0..<5 { inverse &*= 2 &- factor &* inverse }
            return inverse
        }()

        static func text(market: Market, id: Int64) -> String {
            let plain = UInt64(bitPattern: id) << 8 | UInt64(market.index)
            let mixed = (plain &+ offset) &* factor
            // The product's high bits depend on all others, its low bits on few: swap the halves.
            var rest = mixed << 32 | mixed >> 32
            var digits: [UInt8] = []
            for _ in 0..<13 {
                digits.append(alphabet[Int(rest % 36)])
                rest /= 36
            }
            return "BX" + String(decoding: digits.reversed(), as: UTF8.self)
        }

        /// The market and engine id behind a text; nil for one that this venue has not given out.
        static func read(_ text: String) -> (market: Market, id: Int64)? {
            guard isWellFormed(text) else { return nil }
            var value: UInt64 = 0
            for byte in text.utf8.dropFirst(2) {
                let digit = byte >= UInt8(ascii: "A") ? byte - UInt8(ascii: "A") + 10 : byte - UInt8(ascii: "0")
                let (product, isTooLarge) = value.multipliedReportingOverflow(by: 36)
                let (sum, isTooLargeNow) = product.addingReportingOverflow(UInt64(digit))
                if isTooLarge || isTooLargeNow { return nil }
                value = sum
            }
            let mixed = value << 32 | value >> 32
            let plain = (mixed &* inverse) &- offset
            let index = Int(plain & 0xFF)
            guard Markets.all.indices.contains(index) else { return nil }
            return (Markets.all[index], Int64(plain >> 8))
        }

        static func isWellFormed(_ text: String) -> Bool {
            text.utf8.count == 15 && text.hasPrefix("BX")
                && text.utf8.dropFirst(2).allSatisfy { byte in
                    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                        || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                }
        }
    }
}
