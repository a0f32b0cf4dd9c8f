import VenueSimulator

extension KuCoin {
    /// Percent-encoded text.
    enum PercentText {
        /// The bytes with escapes resolved; nil for a broken one. A plus stays a plus.
        static func bytes(_ raw: ArraySlice<UInt8>) -> [UInt8]? {
            guard raw.contains(UInt8(ascii: "%")) else { return Array(raw) }
            var out: [UInt8] = []
            var index = raw.startIndex
            while index < raw.endIndex {
                guard raw[index] == UInt8(ascii: "%") else {
                    out.append(raw[index])
                    index += 1
                    continue
                }
                guard raw.endIndex - index > 2, let high = FaceHex.value(of: raw[index + 1]),
                    let low = FaceHex.value(of: raw[index + 2])
                else { return nil }
                out.append(high << 4 | low)
                index += 3
            }
            return out
        }

        /// The text with escapes resolved; nil for a broken escape or bytes that are no UTF-8.
        static func text(_ raw: ArraySlice<UInt8>) -> String? {
            bytes(raw).flatMap { String(validating: $0, as: UTF8.self) }
        }
    }

    /// The parameters of a query by name; the first of a repeated name counts, an empty value is none.
    struct Query: Sendable {
        private var pairs: [(name: String, value: String)] = []

        /// Reads a query; nil for a broken escape.
        init?(_ raw: String?) {
            for part in Array((raw ?? "").utf8).split(separator: UInt8(ascii: "&")) {
                let sides = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
                guard let first = sides.first, let name = PercentText.text(first),
                    let value = PercentText.text(sides.count > 1 ? sides[1] : [])
                else { return nil }
                pairs.append((name, value))
            }
        }

        subscript(name: String) -> String? {
            guard let value = pairs.first(where: { $0.name == name })?.value, !value.isEmpty else { return nil }
            return value
        }
    }
}
