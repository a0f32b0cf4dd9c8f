import AdapterKit
import AdapterProtocol

extension AcornAdapter {
    typealias Parameter = VenueCall.Parameter

    /// A public read, counted per address.
    static func publicCall(_ operation: OperationName, _ path: String, _ parameters: [Parameter] = []) -> VenueCall {
        VenueCall(
            operation: operation, intent: .read, priority: .publicRead, method: .get, path: "/v1/" + path,
            parameters: parameters, isSigned: false, charges: [RateCharge(marketMinute, 1)])
    }

    /// A signed read, counted per key.
    static func privateRead(
        _ operation: OperationName, _ path: String, _ parameters: [Parameter] = [],
        priority: VenueCall.Priority = .privateRead
    ) -> VenueCall {
        VenueCall(
            operation: operation, intent: .read, priority: priority, method: .get, path: "/v1/" + path,
            parameters: parameters, isSigned: true, charges: [RateCharge(accountMinute, 1)])
    }

    /// A signed write, counted per key in a budget of its own.
    static func write(
        _ operation: OperationName, _ method: VenueCall.Method, _ path: String, _ parameters: [Parameter],
        priority: VenueCall.Priority
    ) -> VenueCall {
        VenueCall(
            operation: operation, intent: .write, priority: priority, method: method, path: "/v1/" + path,
            parameters: parameters, isSigned: true, charges: [RateCharge(orderSecond, 1)])
    }

    /// An endpoint whose refusals are told by Acorn's table, and whose `result` must be there (API.md, Answers).
    static func endpoint<Value: Sendable>(
        _ call: VenueCall, _ decode: @escaping @Sendable (inout JSONReader) throws(JSONError) -> Value
    ) -> Endpoint<Value> {
        Endpoint(call, refusal: { refusal(in: $0, to: call.intent) }) { body throws(JSONError) in
            try JSONReader.read(body) { reader throws(JSONError) in
                var value: Value?
                try reader.object { key, reader throws(JSONError) in
                    switch key {
                    case "result": value = try decode(&reader)
                    // A success that is also a refusal proves neither.
                    case "error": throw reader.unexpected("no error beside a result")
                    default: try reader.skip()
                    }
                }
                return try reader.require(value, "result")
            }
        }
    }
}
