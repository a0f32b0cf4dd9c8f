import AdapterKit
import AdapterProtocol

extension KrakenAdapter {
    typealias Parameter = VenueCall.Parameter

    /// Placements: their requests carry a deadline.
    static let placing: OperationName = "order.place"
    /// Amendments: theirs too.
    static let amending: OperationName = "order.amend"
    /// Cancelling several orders at once: the one body that is a list.
    static let cancelling: OperationName = "order.cancelAll"

    /// A public read.
    static func publicRead(_ operation: OperationName, _ name: String, _ parameters: [Parameter] = []) -> VenueCall {
        VenueCall(
            operation: operation, intent: .read, priority: .publicRead, method: .get, path: "/0/public/" + name,
            parameters: parameters, isSigned: false, charges: publicCall)
    }

    /// A signed read; a POST like every private call (kraken.md B.2).
    static func privateRead(
        _ operation: OperationName, _ name: String, _ parameters: [Parameter] = [],
        priority: VenueCall.Priority = .privateRead, charges: [RateCharge] = oneCall
    ) -> VenueCall {
        VenueCall(
            operation: operation, intent: .read, priority: priority, method: .post, path: "/0/private/" + name,
            parameters: parameters, isSigned: true, charges: charges)
    }

    /// A signed write; it costs the engine's counter only.
    static func write(
        _ operation: OperationName, _ path: String, _ parameters: [Parameter], priority: VenueCall.Priority,
        charges: [RateCharge], notAfter: Timestamp? = nil
    ) -> VenueCall {
        VenueCall(
            operation: operation, intent: .write, priority: priority, method: .post, path: path,
            parameters: parameters, isSigned: true, charges: charges, notAfter: notAfter)
    }

    /// An endpoint whose refusals are told by Kraken's table; `decode` reads the value of `result`.
    static func endpoint<Value: Sendable>(
        _ call: VenueCall, _ decode: @escaping @Sendable (inout JSONReader) throws(JSONError) -> Value
    ) -> Endpoint<Value> {
        Endpoint(call, refusal: { [intent = call.intent] in refusal(in: $0, to: intent) }) { body throws(JSONError) in
            try JSONReader.read(body) { reader throws(JSONError) in
                var value: Value?
                try reader.object { key, reader throws(JSONError) in
                    switch key {
                    case "result": value = try decode(&reader)
                    default: try reader.skip()
                    }
                }
                return try reader.require(value, "result")
            }
        }
    }

    /// A read's answer that says too little.
    static func unreadable(_ what: String) -> VenueError {
        VenueError(kind: .undecodable, effect: .notExecuted(.read), advice: .after(.seconds(1)), message: what)
    }
}
