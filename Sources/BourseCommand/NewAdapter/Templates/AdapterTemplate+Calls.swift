extension AdapterTemplate {
    /// What calls have in common.
    static let calls = AdapterTemplate(
        "Sources/«Name»Adapter/Calls.swift",
        #"""
        import AdapterKit
        import AdapterProtocol

        extension «Name»Adapter {
            typealias Parameter = VenueCall.Parameter

            /// A read that needs no key.
            static func publicCall(
                _ operation: OperationName, _ path: String, _ parameters: [Parameter] = []
            ) -> VenueCall {
                VenueCall(
                    operation: operation, intent: .read, priority: .publicRead, method: .get, path: path,
                    parameters: parameters, isSigned: false, charges: oneRequest)
            }

            /// A read with the key.
            static func privateRead(
                _ operation: OperationName, _ path: String, _ parameters: [Parameter] = [],
                priority: VenueCall.Priority = .privateRead
            ) -> VenueCall {
                VenueCall(
                    operation: operation, intent: .read, priority: priority, method: .get, path: path,
                    parameters: parameters,
                    isSigned: true, charges: oneRequest)
            }

            /// A write: never repeated once a byte of it was sent.
            static func write(
                _ operation: OperationName, _ path: String, _ parameters: [Parameter], priority: VenueCall.Priority
            ) -> VenueCall {
                VenueCall(
                    operation: operation, intent: .write, priority: priority, method: .post, path: path,
                    parameters: parameters, isSigned: true, charges: oneRequest)
            }

            /// An endpoint whose refusals are told by the error table.
            static func endpoint<Value: Sendable>(
                _ call: VenueCall, _ decode: @escaping @Sendable (inout JSONReader) throws(JSONError) -> Value
            ) -> Endpoint<Value> {
                Endpoint(call, refusal: { refusal(in: $0, to: call.intent) }) { body throws(JSONError) in
                    try JSONReader.read(body, decode)
                }
            }

            /// The refusal of what is not written yet: typed, and before anything is sent.
            static func unwritten(_ what: String) -> VenueError { .notSent(.unsupported, "\(what): not written yet") }
        }
        """#)
}
