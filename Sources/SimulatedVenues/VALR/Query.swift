import VenueSimulator

extension VALR {
    /// The query of a request. Unknown names are ignored, the first of a repeated name counts.
    struct Query: Sendable {
        private var values: [String: String] = [:]

        init(_ raw: String?) throws(Refusal) {
            guard let raw, !raw.isEmpty else { return }
            for part in raw.utf8.split(separator: UInt8(ascii: "&")) {
                let bytes = Array(part)
                let cut = bytes.firstIndex(of: UInt8(ascii: "="))
                guard let name = FacePercent.decode(bytes[..<(cut ?? bytes.endIndex)], plusIsBlank: false),
                    let value = FacePercent.decode(cut.map { bytes[($0 + 1)...] } ?? [], plusIsBlank: false)
                else { throw .validation([("query", "malformed")]) }
                if !value.isEmpty, values[name] == nil { values[name] = value }
            }
        }

        func text(_ name: String) -> String? { values[name] }

        /// A comma list; empty when absent.
        func list(_ name: String) -> [String] {
            values[name]?.split(separator: ",").map(String.init) ?? []
        }

        func flag(_ name: String) throws(Refusal) -> Bool {
            switch values[name] {
            case nil, "false": return false
            case "true": return true
            default: throw .validation([(name, "must be true or false")])
            }
        }

        /// A whole number that is not negative.
        func integer(_ name: String) throws(Refusal) -> Int64? {
            guard let text = values[name] else { return nil }
            guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), text.utf8.count <= 15, let value = Int64(text)
            else { throw .validation([(name, "must be a whole number")]) }
            return value
        }

        /// An ISO time in UTC (valr.md D.4); milliseconds.
        func time(_ name: String) throws(Refusal) -> Int64? {
            guard let text = values[name] else { return nil }
            guard let time = Times.parse(text) else { throw .validation([(name, "must be an ISO 8601 time in UTC")]) }
            return time
        }

        /// `skip` and `limit`; a limit above the maximum is refused or cut.
        func page(maximum: Int, _ switches: Switches) throws(Refusal) -> (skip: Int, limit: Int) {
            let skip = try integer("skip") ?? 0
            let limit = try integer("limit") ?? Int64(maximum)
            guard skip <= 1_000_000 else { throw .validation([("skip", "is too large")]) }
            guard limit > 0, limit <= maximum || switches.capsLimits else {
                throw .validation([("limit", "must be between 1 and \(maximum)")])
            }
            return (Int(skip), Int(min(limit, Int64(maximum))))
        }
    }
}
