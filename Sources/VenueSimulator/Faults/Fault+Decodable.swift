extension Fault: Decodable {
    private static let keys = ["venue", "operation", "nth", "every", "first", "perMille", "action"]

    /// Reads `{"venue": "binance", "operation": "order.place", "nth": 3, "action": {"kind": "dropAfter"}}`.
    /// Without a venue all match, without an operation all, without `nth`, `every`, `first` or `perMille` always.
    public init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, allowing: Self.keys)
        venue = try object.optional(String.self, "venue")
        operation = try object.optional(String.self, "operation") ?? "*"
        guard operation == "*" || !operation.dropLast(operation.hasSuffix(".*") ? 2 : 0).contains("*") else {
            throw object.failure(at: "operation", "expected \"*\", a family such as \"order.*\", or one operation")
        }
        occurrence = try Self.occurrence(in: object)
        action = try object.value(FaultAction.self, "action")
    }

    private static func occurrence(in object: StrictObject) throws -> Occurrence {
        let named = try ["nth", "every", "first", "perMille"].filter { try object.optional(Int64.self, $0) != nil }
        guard let name = named.first else { return .always }
        guard named.count == 1 else {
            throw object.failure(at: named[1], "\(named.joined(separator: " and ")) exclude each other")
        }
        switch name {
        case "nth": return .nth(try object.integer(name, in: 1...Int64.max))
        case "every": return .every(try object.integer(name, in: 1...Int64.max))
        case "first": return .first(try object.integer(name, in: 1...Int64.max))
        default: return .perMille(try object.integer(name, in: 0...1000))
        }
    }
}
