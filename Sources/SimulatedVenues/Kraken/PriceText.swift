import AdapterProtocol

extension Kraken {
    /// Prices and volumes as text (kraken.md E.3: relative prices).
    enum PriceText {
        /// A plain decimal without sign or exponent, nil for anything else.
        static func decimal(_ text: String) -> ExactDecimal? {
            let isPlain = text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
            guard isPlain, (1...40).contains(text.utf8.count) else { return nil }
            return ExactDecimal(text)
        }

        /// An absolute price, or one relative to the last price: `+5`, `-2%`, `#10`. A relative one is put on the tick.
        static func price(
            _ text: String, last: ExactDecimal, hashRises: Bool, tick: ExactDecimal
        ) -> ExactDecimal? {
            // A form body that was not encoded turns `+` into a blank (B.2).
            guard let sign = text.first, "+-#".contains(sign) else { return decimal(text) }
            let isPercent = text.hasSuffix("%")
            guard let amount = decimal(String(text.dropFirst().dropLast(isPercent ? 1 : 0))) else { return nil }
            let rises = sign == "+" || (sign == "#" && hashRises)
            do throws(DecimalError) {
                var offset = amount
                if isPercent { offset = try (last * amount).divided(by: 100, scale: 12, rounding: .down) }
                let price = rises ? try last + offset : try last - offset
                return try price.quantized(to: tick, .halfUp)
            } catch {
                return nil
            }
        }
    }

    /// `cl_ord_id` (kraken.md E.4).
    enum ClientID {
        static func isValid(_ text: String, anyText: Bool) -> Bool {
            let bytes = Array(text.utf8)
            if bytes.count == 36 {
                return bytes.enumerated().allSatisfy { index, byte in
                    [8, 13, 18, 23].contains(index) ? byte == UInt8(ascii: "-") : isHex(byte)
                }
            }
            if bytes.count == 32 { return bytes.allSatisfy(isHex) }
            guard (1...18).contains(bytes.count) else { return false }
            return bytes.allSatisfy { byte in
                if anyText { return (0x21...0x7E).contains(byte) }
                return (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
            }
        }

        private static func isHex(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
            default: false
            }
        }
    }
}
