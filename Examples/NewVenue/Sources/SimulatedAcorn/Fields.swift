import AdapterProtocol
import VenueSimulator

extension Acorn {
    /// The parameters of one call: of the query, or of the JSON body of a POST; each once, none that the call has not.
    struct Fields: Sendable {
        private var values: [String: FaceJSON] = [:]

        init(_ request: FaceRequest, of route: Route) throws(Refusal) {
            if request.method == "POST" {
                try readBody(request)
            } else {
                guard request.body.isEmpty else { throw .invalid("no body") }
                try readQuery(request.query ?? "")
            }
            if let name = values.keys.sorted().first(where: { !route.parameters.contains($0) }) {
                throw .invalid("no parameter \(name.prefix(40))")
            }
        }

        private mutating func readBody(_ request: FaceRequest) throws(Refusal) {
            guard request.headers.first("Content-Type")?.lowercased() == "application/json", request.query == nil,
                let json = FaceJSON(reading: request.body), case .members(let members) = json
            else { throw .invalid("a JSON object as application/json") }
            for member in members { try add(member.name, member.value) }
        }

        private mutating func readQuery(_ query: String) throws(Refusal) {
            for part in Array(query.utf8).split(separator: UInt8(ascii: "&")) {
                guard let cut = part.firstIndex(of: UInt8(ascii: "=")),
                    let name = FacePercent.decode(part[..<cut], plusIsBlank: false),
                    let value = FacePercent.decode(part[(cut + 1)...], plusIsBlank: false)
                else { throw .invalid("a query of name=value") }
                try add(name, .text(value))
            }
        }

        private mutating func add(_ name: String, _ value: FaceJSON) throws(Refusal) {
            guard values.updateValue(value, forKey: name) == nil else { throw .invalid("every parameter once") }
        }

        func text(_ name: String) throws(Refusal) -> String? {
            guard let value = values[name] else { return nil }
            guard let text = value.string, !text.isEmpty, text.utf8.count <= 100 else {
                throw .invalid("a text as \(name)")
            }
            return text
        }

        func required(_ name: String) throws(Refusal) -> String {
            guard let text = try text(name) else { throw .invalid("the parameter \(name)") }
            return text
        }

        func flag(_ name: String) throws(Refusal) -> Bool {
            guard let value = values[name] else { return false }
            guard let flag = value.bool else { throw .invalid("true or false as \(name)") }
            return flag
        }

        /// Plain digits without sign or exponent, 34 at most; zero is a number.
        func decimal(_ name: String) throws(Refusal) -> ExactDecimal? {
            guard let text = try text(name) else { return nil }
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count <= 2, text.utf8.count <= 35,
                parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
                let value = ExactDecimal(text)
            else { throw .invalid("a plain decimal as \(name)") }
            return value
        }

        /// A whole number, at most fifteen digits.
        func integer(_ name: String) throws(Refusal) -> Int64? {
            guard let text = try text(name) else { return nil }
            guard text.utf8.count <= 15, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int64(text)
            else { throw .invalid("a whole number as \(name)") }
            return value
        }

        func count(_ name: String, upTo most: Int64, initial: Int64) throws(Refusal) -> Int {
            let value = try integer(name) ?? initial
            guard (1...most).contains(value) else { throw .invalid("1 to \(most) as \(name)") }
            return Int(value)
        }

        func market() throws(Refusal) -> Market {
            guard let market = Markets.named(try required("market")) else { throw .unknownMarket }
            return market
        }
    }
}
