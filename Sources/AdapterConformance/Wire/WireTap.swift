public import AdapterProtocol
public import AdapterRuntime
import Synchronization

/// Stands on both sides of the runtime: above it it knows which call is under way, below it it loses, replaces and counts
/// what is sent for that call. One call at a time; what runs concurrently is counted, but never tampered with.
public final class WireTap: Sendable {
    /// What goes wrong with a request.
    public enum Fault: Sendable {
        /// It never arrives, and nobody answers.
        case loseRequest
        /// It arrives, and the answer never does.
        case loseAnswer
        /// It arrives, and the connection breaks.
        case breakConnection
        /// It does not even leave.
        case refuseConnection
        /// It arrives, and something else answers for the venue.
        case replaceAnswer(WireReply)
        /// It never arrives, and something else answers for the venue.
        case answer(WireReply)
    }

    /// One request that was sent, without anything secret.
    public struct Sent: Sendable, Hashable {
        /// The operation it was sent for.
        public let operation: OperationName
        /// Whether it could change something.
        public let intent: VenueCall.Intent
        /// The answer's status, nil for none.
        public let status: Int?
    }

    private struct Rule: Sendable {
        let fault: Fault
        let applies: @Sendable (VenueCall) -> Bool
        var times: Int
    }

    private struct State: Sendable {
        /// Outermost first: the runtime may measure the clock between a call and its request.
        var underWay: [(call: VenueCall, isTamperedWith: Bool)] = []
        var rules: [Rule] = []
        var sent: [Sent] = []
        var exchanges: [RecordedExchange] = []
    }

    private let state = Mutex(State())
    private let inner: any Transport
    private let secrets: [String]

    /// - Parameter secrets: Texts that no recording may hold: a venue's answers may name the key that asked.
    init(_ inner: any Transport, hiding secrets: [String] = []) {
        self.inner = inner
        self.secrets = secrets
    }

    /// Lets the next `times` requests of the calls that fit go wrong.
    public func arm(_ fault: Fault, times: Int = 1, on applies: @escaping @Sendable (VenueCall) -> Bool) {
        state.withLock { $0.rules.append(Rule(fault: fault, applies: applies, times: times)) }
    }

    /// What was sent since the last ``reset()``.
    public var sent: [Sent] { state.withLock { $0.sent } }

    /// Forgets faults and counts.
    public func reset() {
        state.withLock { state in
            state.rules = []
            state.sent = []
        }
    }

    /// Every call that was answered by the venue itself, for ``Recordings``.
    var exchanges: [RecordedExchange] { state.withLock { $0.exchanges } }

    private func takeFault() -> (call: VenueCall?, fault: Fault?) {
        state.withLock { state in
            guard let call = state.underWay.last?.call,
                let index = state.rules.firstIndex(where: { $0.times > 0 && $0.applies(call) })
            else { return (state.underWay.last?.call, nil) }
            state.rules[index].times -= 1
            state.underWay[state.underWay.count - 1].isTamperedWith = true
            return (call, state.rules[index].fault)
        }
    }

    private func note(_ call: VenueCall?, _ status: Int?) {
        guard let call else { return }
        state.withLock { $0.sent.append(Sent(operation: call.operation, intent: call.intent, status: status)) }
    }
}

extension WireTap: Transport {
    /// Sends, or lets go wrong what was armed.
    public func send(
        _ request: WireRequest, to base: String, timeout: Duration
    ) async throws(TransportFailure) -> WireReply {
        let (call, fault) = takeFault()
        switch fault {
        case nil:
            do throws(TransportFailure) {
                let reply = try await inner.send(request, to: base, timeout: timeout)
                note(call, reply.status)
                return reply
            } catch {
                note(call, nil)
                throw error
            }
        case .refuseConnection:
            throw TransportFailure(kind: .connectionRefused, wasHeadWritten: false, message: "nobody listens")
        case .loseRequest:
            note(call, nil)
            throw TransportFailure(kind: .timeout, wasHeadWritten: true, message: "no answer")
        case .answer(let reply):
            note(call, reply.status)
            return reply
        case .loseAnswer, .breakConnection, .replaceAnswer:
            let reply = try await inner.send(request, to: base, timeout: timeout)
            note(call, reply.status)
            if case .replaceAnswer(let other) = fault { return other }
            if case .breakConnection = fault {
                throw TransportFailure(kind: .reset, wasHeadWritten: true, message: "the connection broke")
            }
            throw TransportFailure(kind: .timeout, wasHeadWritten: true, message: "no answer")
        }
    }
}

extension WireTap: AdapterProxy.Weaver {
    package func weave<Output: Sendable>(
        _ flow: Flow<Output>, of operation: AdapterProxy.Operation
    ) -> Flow<Output> {
        Flow { now in self.watched(flow.start(now)) }
    }

    private func watched<Output: Sendable>(_ step: FlowStep<Output>) -> FlowStep<Output> {
        switch step {
        case .call(let call, let resume):
            state.withLock { $0.underWay.append((call, false)) }
            return .call(call) { result, now in
                self.state.withLock { state in
                    guard let index = state.underWay.lastIndex(where: { $0.call == call }) else { return }
                    let isTrue = !state.underWay.remove(at: index).isTamperedWith
                    guard isTrue, case .reply(let reply) = result else { return }
                    state.exchanges.append(RecordedExchange(call, reply, hiding: self.secrets))
                }
                return self.watched(resume(result, now))
            }
        case .wait(let duration, let resume):
            return .wait(duration) { now in self.watched(resume(now)) }
        case .finished, .failed: return step
        }
    }
}
