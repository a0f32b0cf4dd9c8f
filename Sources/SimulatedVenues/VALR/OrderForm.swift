import AdapterProtocol
import VenueSimulator

extension VALR {
    /// An order as it was asked for, past the checks of its fields.
    struct OrderForm: Sendable, Codable {
        /// `orderType` in reads (valr.md E.8).
        enum Kind: String, Sendable, Codable {
            case limit = "limit"
            case postOnly = "post-only limit"
            case market = "market"
            case stopLoss = "stop-loss-limit"
            case takeProfit = "take-profit-limit"

            /// The word of the pair's list of order types.
            var listed: String {
                switch self {
                case .limit: "LIMIT"
                case .postOnly: "LIMIT_POST_ONLY"
                case .market: "MARKET"
                case .stopLoss: "STOP_LOSS_LIMIT"
                case .takeProfit: "TAKE_PROFIT_LIMIT"
                }
            }

            var isStop: Bool { self == .stopLoss || self == .takeProfit }
        }

        let symbol: String
        let side: Side
        var kind: Kind
        /// Base quantity; nil for an order by `quoteAmount`.
        var quantity: ExactDecimal?
        var quoteAmount: ExactDecimal?
        var price: ExactDecimal?
        var stopPrice: ExactDecimal?
        var timeInForce = "GTC"
        var clientID: String?
        /// Ticks behind the opposite best price instead of failing (valr.md E.3).
        var repriceTicks: Int64?
        var isRepriced = false

        var engineTimeInForce: EngineTimeInForce {
            switch timeInForce {
            case "IOC": .immediateOrCancel
            case "FOK": .fillOrKill
            default: .goodTillCanceled
            }
        }

        /// Whether what is not filled at once may rest.
        var mayRest: Bool { kind != .market && timeInForce == "GTC" }
    }

    /// Reads fields of a JSON body and notes what is wrong with them (valr.md L.6).
    struct FieldReader {
        let json: FaceJSON
        let takesNumbers: Bool
        private(set) var errors: [(field: String, message: String)] = []

        init(_ json: FaceJSON, _ switches: Switches) {
            self.json = json
            takesNumbers = switches.takesJSONNumbers
        }

        mutating func fail(_ field: String, _ message: String) { errors.append((field, message)) }

        func check() throws(Refusal) { if !errors.isEmpty { throw .validation(errors) } }

        func has(_ field: String) -> Bool { json[field].map { $0 != .null } ?? false }

        mutating func text(_ field: String) -> String? {
            guard has(field) else { return nil }
            guard let text = json[field]?.string else {
                fail(field, "must be a string")
                return nil
            }
            return text
        }

        mutating func required(_ field: String) -> String? {
            guard has(field) else {
                fail(field, "must not be null")
                return nil
            }
            let text = text(field)
            if text == "" {
                fail(field, "must not be blank")
                return nil
            }
            return text
        }

        mutating func word<Value>(_ field: String, _ words: [String: Value], initial: Value? = nil) -> Value? {
            guard has(field) else {
                if initial == nil { fail(field, "must not be null") }
                return initial
            }
            guard let text = text(field) else { return nil }
            guard let value = words[text] else {
                fail(field, "must be one of \(words.keys.sorted().joined(separator: ", "))")
                return nil
            }
            return value
        }

        /// A boolean; the text form is taken too (valr.md E.3).
        mutating func flag(_ field: String) -> Bool {
            guard has(field) else { return false }
            switch json[field] {
            case .flag(let value): return value
            case .text("true"): return true
            case .text("false"): return false
            default:
                fail(field, "must be a boolean")
                return false
            }
        }

        /// A plain decimal above zero.
        mutating func amount(_ field: String, isRequired: Bool = true) -> ExactDecimal? {
            guard has(field) else {
                if isRequired { fail(field, "must not be null") }
                return nil
            }
            guard let text = takesNumbers ? json[field]?.plain : json[field]?.string, let value = Self.decimal(text)
            else {
                fail(field, "must be a decimal number")
                return nil
            }
            guard value.isPositive else {
                fail(field, "must be greater than 0")
                return nil
            }
            return value
        }

        /// No sign, no exponent, no separators (valr.md C.3).
        static func decimal(_ text: String) -> ExactDecimal? {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            guard (1...2).contains(parts.count), text.utf8.count <= 33,
                parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
            else { return nil }
            return ExactDecimal(text)
        }

        /// `^[0-9a-zA-Z-]{0,50}$`; empty is absent (valr.md E.4).
        mutating func clientID(dashes: Bool) -> String? {
            guard let text = text("customerOrderId"), !text.isEmpty else { return nil }
            let isLegal =
                text.utf8.count <= 50
                && text.utf8.allSatisfy { byte in
                    switch byte {
                    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                    case 0x2D: dashes
                    default: false
                    }
                }
            if !isLegal { fail("customerOrderId", "must match [0-9a-zA-Z-]{0,50}") }
            return text
        }
    }
}
