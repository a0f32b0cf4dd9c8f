import AdapterKit
import AdapterProtocol

extension BinanceAdapter {
    typealias Parameter = VenueCall.Parameter

    /// A public read of `/api`, which costs weight only.
    static func publicCall(
        _ operation: OperationName, _ path: String, _ parameters: [Parameter] = [], weight cost: Int
    ) -> VenueCall {
        VenueCall(
            operation: operation, intent: .read, priority: .publicRead, method: .get, path: "/api/v3/" + path,
            parameters: parameters, isSigned: false, charges: [RateCharge(weight, cost)])
    }

    /// A signed read of `/api`.
    static func privateRead(
        _ operation: OperationName, _ path: String, _ parameters: [Parameter], weight cost: Int,
        priority: VenueCall.Priority = .privateRead
    ) -> VenueCall {
        VenueCall(
            operation: operation, intent: .read, priority: priority, method: .get, path: "/api/v3/" + path,
            parameters: parameters, isSigned: true, charges: [RateCharge(weight, cost)])
    }

    /// A signed write of `/api`.
    static func write(
        _ operation: OperationName, _ method: VenueCall.Method, _ path: String, _ parameters: [Parameter],
        priority: VenueCall.Priority, charges: [RateCharge], notAfter: Timestamp? = nil
    ) -> VenueCall {
        VenueCall(
            operation: operation, intent: .write, priority: priority, method: method, path: "/api/v3/" + path,
            parameters: parameters, isSigned: true, charges: charges, notAfter: notAfter)
    }

    /// A read of `/sapi`, which exists only in production.
    static func walletRead(
        _ operation: OperationName, _ path: String, _ parameters: [Parameter] = [], isSigned: Bool = true,
        charges: [RateCharge]
    ) -> VenueCall {
        VenueCall(
            operation: operation, intent: .read, priority: .privateRead, method: .get, path: "/sapi/v1/" + path,
            parameters: parameters, isSigned: isSigned, charges: charges)
    }

    /// An endpoint whose refusals are told by Binance's table.
    static func endpoint<Value: Sendable>(
        _ call: VenueCall, _ decode: @escaping @Sendable (inout JSONReader) throws(JSONError) -> Value
    ) -> Endpoint<Value> {
        Endpoint(call, refusal: { [intent = call.intent] in refusal(in: $0, to: intent) }) { body throws(JSONError) in
            try JSONReader.read(body, decode)
        }
    }
}
