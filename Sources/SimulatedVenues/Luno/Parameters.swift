import AdapterProtocol
import VenueSimulator

extension Luno {
    /// What a caller sent, from the query and from a form body alike (luno.md L.3).
    ///
    /// Empty text counts as absent, and so does a zero where the readers say so: the official Go client always sends
    /// every field (luno.md A). Unknown names are ignored.
    struct Parameters: Sendable {
        private var values: [String: [String]] = [:]

        init(_ request: FaceRequest) throws(Refusal) {
            try add(Array((request.query ?? "").utf8))
            // JSON bodies are not supported (luno.md A): their parameters are simply not seen.
            let type = request.headers.first("Content-Type")?.lowercased() ?? ""
            if request.method != "GET", type.hasPrefix("application/x-www-form-urlencoded") { try add(request.body) }
        }

        private mutating func add(_ raw: [UInt8]) throws(Refusal) {
            for part in raw.split(separator: UInt8(ascii: "&")) {
                let cut = part.firstIndex(of: UInt8(ascii: "="))
                guard let name = FacePercent.decode(part[..<(cut ?? part.endIndex)]),
                    let value = FacePercent.decode(cut.map { part[($0 + 1)...] } ?? [])
                else { throw .arguments }
                if !value.isEmpty { values[name, default: []].append(value) }
            }
        }

        /// The first value of `name`.
        func text(_ name: String) -> String? { values[name]?.first }

        func required(_ name: String) throws(Refusal) -> String {
            guard let text = text(name) else { throw .arguments }
            return text
        }

        /// Repeated values; a comma list is refused (luno.md A, K21).
        func list(_ name: String) throws(Refusal) -> [String] {
            let list = values[name] ?? []
            if list.contains(where: { $0.contains(",") }) { throw .arguments }
            return list
        }

        func flag(_ name: String) throws(Refusal) -> Bool {
            switch text(name)?.lowercased() {
            case nil, "false": return false
            case "true": return true
            default: throw .arguments
            }
        }

        /// A whole number, negative ones included.
        func integer(_ name: String) throws(Refusal) -> Int64? {
            guard let text = text(name) else { return nil }
            let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
            guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int64(text)
            else { throw .arguments }
            return value
        }

        func requiredInteger(_ name: String) throws(Refusal) -> Int64 {
            guard let value = try integer(name) else { throw .arguments }
            return value
        }

        /// A time in milliseconds, kept within what sums cannot overflow; zero is absent.
        func time(_ name: String) throws(Refusal) -> Int64? {
            guard let value = try integer(name), value != 0 else { return nil }
            guard value > 0 else { throw .arguments }
            return min(value, 1 << 53)
        }

        /// 1 to 1000, 100 when nothing or zero is sent (luno.md E.8).
        func limit() throws(Refusal) -> Int {
            guard let value = try integer("limit"), value != 0 else { return 100 }
            guard (1...1_000).contains(value) else { throw .limit }
            return Int(value)
        }

        /// Plain decimal text, without sign and exponent; `malformed` says what is wrong with anything else. Zero is
        /// absent.
        func decimal(_ name: String, malformed: Refusal) throws(Refusal) -> ExactDecimal? {
            guard let text = text(name) else { return nil }
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            guard (1...2).contains(parts.count), text.utf8.count <= 34,
                parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
                let value = ExactDecimal(text)
            else { throw malformed }
            return value.isZero ? nil : value
        }

        /// A listed market; a missing one is the same error (luno.md G.2).
        func market() throws(Refusal) -> Market {
            guard let id = text("pair"), let market = Markets.market(id) else { throw .market }
            return market
        }
    }
}
