import AdapterProtocol

/// How the answer to a call is read. Without the call itself: what goes on when the answer is there need not keep it.
struct Answer<Value: Sendable>: Sendable {
    let operation: OperationName
    let intent: VenueCall.Intent
    /// Nil for an answer that is a success, else what it means; the effect is that of a write.
    let refusal: @Sendable (WireReply) -> VenueError?
    /// Reads a success's body.
    let decode: @Sendable ([UInt8]) throws(JSONError) -> Value

    func read(_ result: CallResult) throws(VenueError) -> Value {
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

    /// Whatever a table says of waiting: a write that may have been executed is looked up before it is repeated.
    private func settled(_ error: VenueError) -> VenueError {
        if intent == .read { return error.with(effect: .notExecuted(.read)) }
        return error.effect == .unknown ? error.with(effect: .unknown, advice: .afterResync) : error
    }

    private func undecodable(_ error: JSONError, _ reply: WireReply) -> VenueError {
        let isRead = intent == .read
        return VenueError(
            kind: .undecodable, effect: isRead ? .notExecuted(.read) : .unknown,
            advice: isRead ? .after(.seconds(1)) : .afterResync,
            message: "the answer to \(operation) cannot be read: \(error)",
            evidence: .init(httpStatus: reply.status))
    }
}
