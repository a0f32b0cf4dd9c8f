import AdapterKit
import AdapterProtocol

/// `{"code": …, "message": …}` with the order's id where a record exists, and the fields of a validation; nil when
/// the body is none (HTML, empty).
struct ErrorBody {
    let code: Int64
    let message: String?
    let orderID: String?
    /// Names and texts of the fields a validation refused.
    let fields: [(name: String, message: String)]

    init?(_ body: [UInt8]) {
        do throws(JSONError) {
            self = try JSONReader.read(body) { reader throws(JSONError) in try ErrorBody(reading: &reader) }
        } catch {
            return nil
        }
    }

    private init(reading reader: inout JSONReader) throws(JSONError) {
        var code: Int64?
        var message: String?
        var orderID: String?
        var fields: [(name: String, message: String)] = []
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "code": code = try reader.integer()
            case "message": message = try reader.optional { reader throws(JSONError) in try reader.string() }
            case "orderId": orderID = try reader.optional { reader throws(JSONError) in try reader.string() }
            case "validationErrors": fields = try Self.fields(&reader)
            default: try reader.skip()
            }
        }
        self.code = try reader.require(code, "code")
        self.message = message
        self.orderID = orderID.flatMap { $0.isEmpty ? nil : $0 }
        self.fields = fields
    }

    /// The venue's words, with the refused fields behind them.
    var text: String {
        let named = fields.map { "\($0.name) \($0.message)" }.joined(separator: "; ")
        let message = message ?? "no text"
        return named.isEmpty ? message : "\(message): \(named)"
    }

    private static func fields(_ reader: inout JSONReader) throws(JSONError) -> [(name: String, message: String)] {
        guard try reader.next() == .object else {
            try reader.skip()
            return []
        }
        var found: [(name: String, message: String)] = []
        try reader.object { key, reader throws(JSONError) in
            guard case "errors" = key else { return try reader.skip() }
            try reader.array { reader throws(JSONError) in
                var name = ""
                var message = ""
                try reader.object { key, reader throws(JSONError) in
                    switch key {
                    case "field": name = try reader.string()
                    case "message": message = try reader.string()
                    default: try reader.skip()
                    }
                }
                found.append((name, message))
            }
        }
        return found
    }
}
