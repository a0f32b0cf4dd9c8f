public import AdapterProtocol

/// One endpoint of a venue: the call, how its refusals are told, and how its answer is read. Small and pure.
public struct Endpoint<Value: Sendable>: Sendable {
    /// What to ask.
    public let call: VenueCall
    let answer: Answer<Value>

    /// An endpoint.
    ///
    /// - Parameters:
    ///   - call: What to ask.
    ///   - refusal: The venue's error table: decides by status and body, never by the status alone.
    ///   - decode: Reads the body.
    public init(
        _ call: VenueCall, refusal: @escaping @Sendable (WireReply) -> VenueError?,
        decode: @escaping @Sendable ([UInt8]) throws(JSONError) -> Value
    ) {
        self.call = call
        answer = Answer(operation: call.operation, intent: call.intent, refusal: refusal, decode: decode)
    }

    /// What came of the call.
    ///
    /// - Throws: ``VenueError`` with its effect set by the call's intent: an error of a read had none; an answer to a
    ///   write that cannot be understood leaves it unknown.
    public func read(_ result: CallResult) throws(VenueError) -> Value { try answer.read(result) }

    /// The flow of this one call.
    public var flow: Flow<Value> {
        .call(call) { [answer] result, _ in
            do throws(VenueError) {
                return .finished(try answer.read(result))
            } catch {
                return .failed(error)
            }
        }
    }
}

extension Flow {
    /// Calls an endpoint and goes on with what came of it.
    public static func call<Value: Sendable>(
        _ endpoint: Endpoint<Value>,
        then next: @escaping @Sendable (Result<Value, VenueError>, Timestamp) -> FlowStep<Output>
    ) -> Flow {
        .call(endpoint.call) { [answer = endpoint.answer] result, now in
            do throws(VenueError) {
                return next(.success(try answer.read(result)), now)
            } catch {
                return next(.failure(error), now)
            }
        }
    }

    /// Lets time pass, then goes on with another flow.
    public static func wait(_ duration: Duration, then next: @escaping @Sendable () -> Flow) -> Flow {
        Flow { _ in .wait(duration) { now in next().start(now) } }
    }
}
