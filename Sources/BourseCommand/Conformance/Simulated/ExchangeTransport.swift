import AdapterProtocol
import AdapterRuntime
import VenueSimulator
import WebServing

/// Carries requests into a simulated exchange in this process. It answers at once: time is the case's affair.
struct ExchangeTransport: Transport {
    /// The exchange tells clients where its streams are by the name they called it by; adapters trust this machine.
    static let host = "127.0.0.1:9999"

    let venue: SimulatedVenue

    func send(_ request: WireRequest, to base: String, timeout: Duration) async throws(TransportFailure) -> WireReply {
        var headers = FaceHeaders()
        headers.add("Host", Self.host)
        for header in request.headers { headers.add(header.name, header.value) }
        let seconds = venue.now.seconds
        let reply = venue.respond(
            to: FaceRequest(
                method: request.method.rawValue, target: request.target, headers: headers, body: request.body,
                peerAddress: "127.0.0.1"))
        var answered = reply.headers.fields.map { WireHeader($0.name, $0.value) }
        // As the server does for a face that gives none.
        if reply.headers.first("Date") == nil {
            answered.append(WireHeader("Date", HTTPDate.text(secondsSinceEpoch: seconds)))
        }
        return WireReply(status: reply.status, headers: answered, body: reply.body)
    }
}
