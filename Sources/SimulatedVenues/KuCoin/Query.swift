import VenueSimulator

extension KuCoin {
    /// The parameters of a query by name; the first of a repeated name counts, an empty value is none.
    struct Query: Sendable {
        private var pairs: [(name: String, value: String)] = []

        /// Reads a query; nil for a broken escape.
        init?(_ raw: String?) {
            for part in Array((raw ?? "").utf8).split(separator: UInt8(ascii: "&")) {
                let sides = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
                guard let first = sides.first, let name = FacePercent.decode(first, plusIsBlank: false),
                    let value = FacePercent.decode(sides.count > 1 ? sides[1] : [], plusIsBlank: false)
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
