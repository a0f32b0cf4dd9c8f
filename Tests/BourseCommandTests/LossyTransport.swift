import AdapterKit
import AdapterProtocol
import AdapterRuntime
import Synchronization
import VenueSimulator

@testable import BourseCommand

/// Loses the first placement that passes, in one of the ways in which the network or a gateway loses one.
final class LossyTransport: Transport {
    enum Loss: CaseIterable {
        /// The venue never saw it.
        case request
        /// The venue took it, and nobody is told.
        case answer
        /// The venue took it, and a gateway answers for it.
        case badGateway
    }

    private let inner: FaceTransport
    private let names: any VenueFace
    private let loss: Loss
    private let count = Mutex(0)

    init(_ inner: FaceTransport, of names: any VenueFace, losing loss: Loss) {
        self.inner = inner
        self.names = names
        self.loss = loss
    }

    func send(_ request: WireRequest, to base: String, timeout: Duration) async throws(TransportFailure) -> WireReply {
        let asked = FaceRequest(method: request.method.rawValue, target: request.target, body: request.body)
        guard names.operation(of: asked) == "order.place" else {
            return try await inner.send(request, to: base, timeout: timeout)
        }
        // A second placement would be the doubled order that must never be.
        let isFirst = count.withLock { count in
            count += 1
            return count == 1
        }
        if !isFirst || loss != .request { _ = try await inner.send(request, to: base, timeout: timeout) }
        if loss == .badGateway {
            return WireReply(
                status: 502, headers: [WireHeader("Content-Type", "text/html")], body: Array("<html></html>".utf8))
        }
        throw TransportFailure(kind: .timeout, wasHeadWritten: true, message: "no answer")
    }
}
