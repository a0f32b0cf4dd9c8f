import AdapterKit
import AdapterProtocol

extension VALRAdapter {
    typealias Parameter = VenueCall.Parameter

    /// A public read, thirty a minute and address for all of them, unless it has a budget of its own (valr.md D).
    static func publicCall(
        _ operation: OperationName, _ path: String, _ parameters: [Parameter] = [], budget: RateBudgetID = publicMinute
    ) -> VenueCall {
        VenueCall(
            operation: operation, intent: .read, priority: .publicRead, method: .get, path: "/v1/public/" + path,
            parameters: parameters, isSigned: false, charges: [RateCharge(budget, 1)])
    }

    /// A signed read.
    static func privateRead(
        _ operation: OperationName, _ path: String, _ parameters: [Parameter] = [],
        priority: VenueCall.Priority = .privateRead
    ) -> VenueCall {
        VenueCall(
            operation: operation, intent: .read, priority: priority, method: .get, path: "/v1/" + path,
            parameters: parameters, isSigned: true, charges: privateCharges)
    }

    /// A signed write.
    static func write(
        _ operation: OperationName, _ method: VenueCall.Method, _ path: String, _ parameters: [Parameter],
        priority: VenueCall.Priority, charges: [RateCharge], notAfter: Timestamp? = nil
    ) -> VenueCall {
        VenueCall(
            operation: operation, intent: .write, priority: priority, method: method, path: path,
            parameters: parameters, isSigned: true, charges: charges, notAfter: notAfter)
    }

    /// An endpoint whose refusals are told by VALR's table.
    static func endpoint<Value: Sendable>(
        _ call: VenueCall, _ decode: @escaping @Sendable (inout JSONReader) throws(JSONError) -> Value
    ) -> Endpoint<Value> {
        Endpoint(call, refusal: { refusal(in: $0, to: call) }) { body throws(JSONError) in
            try JSONReader.read(body, decode)
        }
    }
}
