import VenueSimulator

extension Binance {
    /// The parameters of a request as they came: the raw text for the signature, the decoded pairs for the endpoint.
    ///
    /// binance.md A "HTTP conventions" and B.1: the signed text is the query directly followed by the body, minus
    /// the signature itself; a name in both places takes the value of the query.
    struct Query: Sendable {
        struct Pair: Sendable {
            let name: String
            let value: String
            let rawValue: [UInt8]
        }

        /// The parameters after the query has overruled the body, signature included.
        let pairs: [Pair]
        /// A name that one and the same part carries twice.
        let hasDuplicate: Bool
        /// The bytes that the signature must cover.
        let signedText: [UInt8]
        /// Whether every byte of both parts could travel in a URL, that is, whether it was percent-encoded.
        let isPercentEncoded: Bool

        /// Reads both parts; nil if a part holds a broken escape or text that is no UTF-8.
        init?(query: [UInt8], form: [UInt8]) {
            guard let inQuery = Self.pairs(of: query), let inForm = Self.pairs(of: form) else { return nil }
            let names = Set(inQuery.map(\.name))
            hasDuplicate = names.count < inQuery.count || Set(inForm.map(\.name)).count < inForm.count
            pairs = inQuery + inForm.filter { !names.contains($0.name) }
            signedText = Self.withoutSignature(query) + Self.withoutSignature(form)
            isPercentEncoded = (query + form).allSatisfy(Self.isAllowedInURL)
        }

        /// The one value of `name`.
        func first(_ name: String) -> Pair? { pairs.first { $0.name == name } }

        private static func pairs(of raw: [UInt8]) -> [Pair]? {
            var out: [Pair] = []
            for part in raw.split(separator: UInt8(ascii: "&")) {
                let sides = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
                let rawValue = sides.count > 1 ? Array(sides[1]) : []
                guard let name = sides.first.flatMap({ FacePercent.decode($0) }),
                    let value = FacePercent.decode(rawValue[...])
                else { return nil }
                out.append(Pair(name: name, value: value, rawValue: rawValue))
            }
            return out
        }

        private static func withoutSignature(_ raw: [UInt8]) -> [UInt8] {
            let parts = raw.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
            let prefix = Array("signature=".utf8)
            let kept = parts.filter { !$0.starts(with: prefix) }
            return kept.count == parts.count ? raw : Array(kept.joined(separator: [UInt8(ascii: "&")]))
        }

        private static func isAllowedInURL(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x21, 0x23...0x3B, 0x3D, 0x3F...0x5A, 0x5F, 0x61...0x7A, 0x7E: true
            default: false
            }
        }
    }
}
