import AdapterConformance
import AdapterProtocol
import AdapterRuntime
import Synchronization

/// A transport that does what `body` says.
struct BentTransport: Transport {
    let inner: any Transport
    let body: @Sendable (WireRequest, String, Duration, any Transport) async throws(TransportFailure) -> WireReply

    func send(
        _ request: WireRequest, to base: String, timeout: Duration
    ) async throws(TransportFailure) -> WireReply {
        try await body(request, base, timeout, inner)
    }
}

extension Defect {
    /// What carries requests does something of its own.
    static func carrier(
        _ name: String,
        _ body:
            @escaping @Sendable (WireRequest, String, Duration, any Transport)
            async throws(TransportFailure) -> WireReply
    ) -> Defect {
        endpoint(name) { $0.transport = BentTransport(inner: $0.transport, body: body) }
    }
}

extension WireRequest {
    func with(
        target: String? = nil, headers: [WireHeader]? = nil, body: [UInt8]? = nil
    ) -> WireRequest {
        WireRequest(
            method: method, target: target ?? self.target, headers: headers ?? self.headers, body: body ?? self.body)
    }
}

extension WireReply {
    func with(status: Int? = nil, headers: [WireHeader]? = nil, body: [UInt8]? = nil) -> WireReply {
        WireReply(status: status ?? self.status, headers: headers ?? self.headers, body: body ?? self.body)
    }
}

/// Counts, for mistakes that are made every other time only.
final class Turns: Sendable {
    private let count = Mutex(0)

    /// How often it was asked before.
    func next() -> Int {
        count.withLock { count in
            defer { count += 1 }
            return count
        }
    }
}
