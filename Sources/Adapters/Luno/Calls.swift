import AdapterKit
import AdapterProtocol

extension LunoAdapter {
    typealias Parameter = VenueCall.Parameter

    /// A public read. Every call of Luno costs one of the same budget (luno.md H).
    static func publicCall(
        _ operation: OperationName, _ path: String, _ parameters: [Parameter] = []
    ) -> VenueCall {
        VenueCall(
            operation: operation, intent: .read, priority: .publicRead, method: .get, path: "/api/" + path,
            parameters: parameters, isSigned: false, charges: oneCall)
    }

    /// A read with the key.
    static func privateRead(
        _ operation: OperationName, _ path: String, _ parameters: [Parameter] = [],
        priority: VenueCall.Priority = .privateRead
    ) -> VenueCall {
        VenueCall(
            operation: operation, intent: .read, priority: priority, method: .get, path: "/api/" + path,
            parameters: parameters, isSigned: true, charges: oneCall)
    }

    /// A write with the key, its parameters a form (luno.md A).
    static func write(
        _ operation: OperationName, _ path: String, _ parameters: [Parameter], priority: VenueCall.Priority,
        notAfter: Timestamp? = nil
    ) -> VenueCall {
        VenueCall(
            operation: operation, intent: .write, priority: priority, method: .post, path: path,
            parameters: parameters, isSigned: true, charges: oneCall, notAfter: notAfter)
    }

    /// An endpoint whose refusals are told by Luno's table.
    static func endpoint<Value: Sendable>(
        _ call: VenueCall, _ decode: @escaping @Sendable (inout JSONReader) throws(JSONError) -> Value
    ) -> Endpoint<Value> {
        Endpoint(call, refusal: { [intent = call.intent] in refusal(in: $0, to: intent) }) { body throws(JSONError) in
            try JSONReader.read(body, decode)
        }
    }

    /// The same for an answer that is an object with one list in it; `null` is an empty list (luno.md A, K.3).
    static func listEndpoint<Row: Sendable>(
        _ call: VenueCall, _ name: StaticString,
        _ row: @escaping @Sendable (inout JSONReader) throws(JSONError) -> Row
    ) -> Endpoint<[Row]> {
        listEndpoint(call, name, remembering: {}) { reader, _ throws(JSONError) in try row(&reader) }
    }

    /// The same with what a row is read along, anew for each answer.
    static func listEndpoint<Row: Sendable, Memory>(
        _ call: VenueCall, _ name: StaticString, remembering memory: @escaping @Sendable () -> Memory,
        _ row: @escaping @Sendable (inout JSONReader, inout Memory) throws(JSONError) -> Row
    ) -> Endpoint<[Row]> {
        endpoint(call) { reader throws(JSONError) in
            var rows: [Row]?
            var memory = memory()
            try reader.object { key, reader throws(JSONError) in
                if name ~= key {
                    rows = try reader.nullableList { reader throws(JSONError) in try row(&reader, &memory) }
                } else {
                    try reader.skip()
                }
            }
            return try reader.require(rows, "\(name)")
        }
    }
}
