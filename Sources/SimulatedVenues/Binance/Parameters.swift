import AdapterProtocol
import VenueSimulator

extension Binance {
    /// Reads an endpoint's parameters one by one and refuses what nobody read (binance.md L.7).
    ///
    /// An endpoint reads everything first and calls ``finish()`` before it acts, so that a misspelt name has no effect.
    struct Parameters: Sendable {
        static let decimalPattern = #"^([0-9]{1,20})(\.[0-9]{1,20})?$"#
        static let integerPattern = "^[0-9]{1,20}$"
        static let clientIDPattern = "^[a-zA-Z0-9-_]{1,36}$"

        private let query: Query
        private var readNames: Set<String> = []

        init(_ query: Query) throws(Refusal) {
            if query.hasDuplicate { throw .duplicate }
            self.query = query
        }

        /// Counts parameters as read that a stage before the endpoint has used.
        mutating func markRead(_ names: String...) {
            for name in names where query.first(name) != nil { readNames.insert(name) }
        }

        /// The text of `name`, nil if it was not sent; sent and empty is -1105.
        mutating func text(_ name: String) throws(Refusal) -> String? {
            guard let pair = query.first(name) else { return nil }
            readNames.insert(name)
            if pair.value.isEmpty { throw .empty(name) }
            return pair.value
        }

        mutating func requiredText(_ name: String) throws(Refusal) -> String {
            // The venue's text of -1102 names "was empty" itself, so a mandatory empty parameter is -1102, not -1105.
            guard let pair = query.first(name), !pair.value.isEmpty else { throw .missing(name) }
            readNames.insert(name)
            return pair.value
        }

        func isSent(_ name: String) -> Bool { query.first(name) != nil }

        mutating func integer(_ name: String) throws(Refusal) -> Int? {
            guard let text = try text(name) else { return nil }
            return try Self.integer(text, name)
        }

        private static func integer(_ text: String, _ name: String) throws(Refusal) -> Int {
            guard (1...20).contains(text.utf8.count), text.utf8.allSatisfy(\.isDigit) else {
                throw .illegal(name, range: integerPattern)
            }
            guard let value = Int(text) else { throw .overflow(name) }
            return value
        }

        /// An order, trade or match id.
        mutating func id(_ name: String) throws(Refusal) -> Int64? {
            try integer(name).map(Int64.init)
        }

        /// A time in milliseconds; microseconds are accepted (binance.md A) and cut.
        mutating func time(_ name: String) throws(Refusal) -> Int64? {
            guard let value = try id(name) else { return nil }
            return value >= 100_000_000_000_000 ? value / 1_000 : value
        }

        /// A count between 1 and `maximum`; above the maximum the venue answers with the maximum.
        mutating func limit(default standard: Int, maximum: Int) throws(Refusal) -> Int {
            guard let value = try integer("limit") else { return standard }
            if value == 0 { throw .invalid("limit") }
            return min(value, maximum)
        }

        /// A plain decimal with at most `precision` digits after the point: pattern first (-1100), then -1111.
        mutating func decimal(_ name: String, precision: Int) throws(Refusal) -> ExactDecimal? {
            guard let text = try text(name) else { return nil }
            let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            let isLegal = parts.allSatisfy { (1...20).contains($0.utf8.count) && $0.utf8.allSatisfy(\.isDigit) }
            guard isLegal else { throw .illegal(name, range: Self.decimalPattern) }
            if parts.count == 2, parts[1].utf8.count > precision { throw .precision(name) }
            guard let value = ExactDecimal(text) else { throw .overflow(name) }
            return value
        }

        mutating func requiredDecimal(_ name: String, precision: Int) throws(Refusal) -> ExactDecimal {
            guard isSent(name), let value = try decimal(name, precision: precision) else { throw .missing(name) }
            return value
        }

        mutating func flag(_ name: String) throws(Refusal) -> Bool? {
            switch try text(name) {
            case nil: nil
            case "true": true
            case "false": false
            default: throw .invalid(name)
            }
        }

        /// One of an enumeration's values, spelt in the venue's case.
        mutating func choice<Value: RawRepresentable<String>>(
            _ name: String,
            or refusal: Refusal? = nil
        ) throws(Refusal) -> Value? {
            guard let text = try text(name) else { return nil }
            guard let value = Value(rawValue: text) else { throw refusal ?? .invalid(name) }
            return value
        }

        mutating func requiredChoice<Value: RawRepresentable<String>>(
            _ name: String,
            or refusal: Refusal? = nil
        ) throws(Refusal) -> Value {
            let text = try requiredText(name)
            guard let value = Value(rawValue: text) else { throw refusal ?? .invalid(name) }
            return value
        }

        /// A client order id by the pattern of binance.md E.3.
        mutating func clientID(_ name: String) throws(Refusal) -> String? {
            guard let text = try text(name) else { return nil }
            guard (1...36).contains(text.utf8.count), text.utf8.allSatisfy(\.isClientIDCharacter) else {
                throw .illegal(name, range: Self.clientIDPattern)
            }
            return text
        }

        /// Ends the reading: a parameter that nobody read is -1104, or -1101 where none is expected.
        func finish() throws(Refusal) {
            guard readNames.count < query.pairs.count else { return }
            throw .unread(read: readNames.count, sent: query.pairs.count)
        }
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    fileprivate var isClientIDCharacter: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
