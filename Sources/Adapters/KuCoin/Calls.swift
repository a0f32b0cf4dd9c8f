import AdapterKit
import AdapterProtocol

extension KuCoinAdapter {
    typealias Parameter = VenueCall.Parameter

    /// A public read, counted per address.
    static func publicCall(
        _ operation: OperationName, _ path: String, _ parameters: [Parameter] = [], weight: Int
    ) -> VenueCall {
        VenueCall(
            operation: operation, intent: .read, priority: .publicRead, method: .get, path: "/api/" + path,
            parameters: parameters, isSigned: false, charges: [RateCharge(publicPool, weight)])
    }

    /// A signed read.
    static func privateRead(
        _ operation: OperationName, _ path: String, _ parameters: [Parameter] = [], weight: Int,
        pool: RateBudgetID = spotPool, priority: VenueCall.Priority = .privateRead
    ) -> VenueCall {
        VenueCall(
            operation: operation, intent: .read, priority: priority, method: .get, path: "/api/" + path,
            parameters: parameters, isSigned: true, charges: [RateCharge(pool, weight)])
    }

    /// A signed write, always of the Spot pool.
    static func write(
        _ operation: OperationName, _ method: VenueCall.Method, _ path: String, _ parameters: [Parameter],
        priority: VenueCall.Priority, weight: Int, notAfter: Timestamp? = nil
    ) -> VenueCall {
        VenueCall(
            operation: operation, intent: .write, priority: priority, method: method, path: "/api/" + path,
            parameters: parameters, isSigned: true, charges: [RateCharge(spotPool, weight)], notAfter: notAfter)
    }

    /// An endpoint whose refusals are told by KuCoin's table, and whose `data` must be there.
    static func endpoint<Value: Sendable>(
        _ call: VenueCall, _ decode: @escaping @Sendable (inout JSONReader) throws(JSONError) -> Value
    ) -> Endpoint<Value> {
        Endpoint(call, refusal: { [intent = call.intent] in refusal(in: $0, to: intent) }) { body throws(JSONError) in
            try JSONReader.read(body) { reader throws(JSONError) in
                var value: Value?
                try envelope(&reader) { reader throws(JSONError) in value = try decode(&reader) }
                return try reader.require(value, "data")
            }
        }
    }

    /// The same for calls that answer null `data` for something unknown (kucoin.md D): null is nil, absent an error.
    static func nullableEndpoint<Value: Sendable>(
        _ call: VenueCall, _ decode: @escaping @Sendable (inout JSONReader) throws(JSONError) -> Value
    ) -> Endpoint<Value?> {
        endpoint(call) { reader throws(JSONError) in try reader.optional(decode) }
    }

    /// Reads `{"code":"200000","data":…}` in one pass; keys may stand in any order.
    private static func envelope(
        _ reader: inout JSONReader, _ data: (inout JSONReader) throws(JSONError) -> Void
    ) throws(JSONError) {
        var code: String?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "code": code = try reader.rawText()
            case "data": try data(&reader)
            default: try reader.skip()
            }
        }
        guard try reader.require(code, "code") == success else { throw reader.unexpected("the code of a success") }
    }

    /// The only code of a success; the HTTP status says nothing (kucoin.md A).
    static let success = "200000"

    /// Whether a text can stand in a path as it is; ids are `[0-9A-Za-z_-]` (kucoin.md B.2).
    static func isPlainID(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D: true
                default: false
                }
            }
    }
}

extension Flow {
    /// What null means where a market is asked for: the venue does not know it (kucoin.md D).
    func known<Value: Sendable>(of instrument: Instrument) -> Flow<Value> where Output == Value? {
        then { value in
            guard let value else {
                return .failed(
                    VenueError(
                        kind: .unknownSymbol, effect: .notExecuted(.read), advice: .never,
                        message: "the venue has nothing for \(instrument.nativeName)"))
            }
            return .finished(value)
        }
    }
}
