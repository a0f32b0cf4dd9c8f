public import AdapterProtocol

/// One endpoint of a venue: the call, how its refusals are told, and how its answer is read. Small and pure.
public struct Endpoint<Value: Sendable>: Sendable {
    /// What to ask.
    public let call: VenueCall
    /// Nil for an answer that is a success, else what it means; the effect is that of a write.
    let refusal: @Sendable (WireReply) -> VenueError?
    /// Reads a success's body.
    let decode: @Sendable ([UInt8]) throws(JSONError) -> Value

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
        self.refusal = refusal
        self.decode = decode
    }

    /// What came of the call.
    ///
    /// - Throws: ``VenueError`` with its effect set by the call's intent: an error of a read had none; an answer to a
    ///   write that cannot be understood leaves it unknown.
    public func read(_ result: CallResult) throws(VenueError) -> Value {
        switch result {
        case .failure(let error): throw error
        case .reply(let reply):
            if let error = refusal(reply) { throw settled(error) }
            do throws(JSONError) {
                return try decode(reply.body)
            } catch {
                throw undecodable(error, reply)
            }
        }
    }

    /// The flow of this one call.
    public var flow: Flow<Value> {
        .call(call) { result, _ in
            do throws(VenueError) {
                return .finished(try read(result))
            } catch {
                return .failed(error)
            }
        }
    }

    /// Whatever a table says of waiting: a write that may have been executed is looked up before it is repeated.
    private func settled(_ error: VenueError) -> VenueError {
        if call.intent == .read { return error.with(effect: .notExecuted(.read)) }
        return error.effect == .unknown ? error.with(effect: .unknown, advice: .afterResync) : error
    }

    private func undecodable(_ error: JSONError, _ reply: WireReply) -> VenueError {
        let isRead = call.intent == .read
        return VenueError(
            kind: .undecodable, effect: isRead ? .notExecuted(.read) : .unknown,
            advice: isRead ? .after(.seconds(1)) : .afterResync,
            message: "the answer to \(call.operation) cannot be read: \(error)",
            evidence: .init(httpStatus: reply.status))
    }
}

extension Flow {
    /// Calls an endpoint and goes on with what came of it.
    public static func call<Value: Sendable>(
        _ endpoint: Endpoint<Value>,
        then next: @escaping @Sendable (Result<Value, VenueError>, Timestamp) -> FlowStep<Output>
    ) -> Flow {
        .call(endpoint.call) { result, now in
            do throws(VenueError) {
                return next(.success(try endpoint.read(result)), now)
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
