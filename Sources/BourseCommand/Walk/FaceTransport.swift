import AdapterKit
import AdapterProtocol
import AdapterRuntime
import Synchronization
import Trading
import VenueSimulator
import WebServing

/// Carries requests straight into a simulated venue's face, on the caller's clock, and keeps what was sent.
final class FaceTransport: Transport {
    private struct State {
        var face: any VenueFace
        var sent: [String] = []
    }

    private let state: Mutex<State>
    private let clock: ManualClock

    init(face: any VenueFace, clock: ManualClock) {
        state = Mutex(State(face: face))
        self.clock = clock
    }

    /// Every request as one line: method, target, headers, body.
    var sent: [String] { state.withLock { $0.sent } }

    /// Lets nobody else trade from now on, so that all answers are of one state of the market.
    func freezeMarket() {
        state.withLock { $0.face.freezeMarket(true) }
    }

    func send(_ request: WireRequest, to base: String, timeout: Duration) async throws(TransportFailure) -> WireReply {
        // A round trip of 20 ms, half of it on the way there.
        clock.advance(by: .milliseconds(10))
        let now = SimulatedInstant(milliseconds: clock.now.milliseconds)
        let reply = state.withLock { state in
            state.sent.append(Self.line(request))
            var headers = FaceHeaders()
            for header in request.headers { headers.add(header.name, header.value) }
            let asked = FaceRequest(
                method: request.method.rawValue, target: request.target, headers: headers, body: request.body,
                peerAddress: "127.0.0.1")
            state.face.tick(to: now)
            return state.face.respond(to: asked, at: now)
        }
        clock.advance(by: .milliseconds(10))
        var headers = reply.headers.fields.map { WireHeader($0.name, $0.value) }
        // As the server does for a face that gives none.
        if reply.headers.first("Date") == nil {
            headers.append(WireHeader("Date", HTTPDate.text(secondsSinceEpoch: now.seconds)))
        }
        return WireReply(status: reply.status, headers: headers, body: reply.body)
    }

    private static func line(_ request: WireRequest) -> String {
        let headers = request.headers.map { "\($0.name)=\($0.value)" }.joined(separator: ";")
        return
            "\(request.method.rawValue) \(request.target) \(headers) \(String(decoding: request.body, as: UTF8.self))"
    }
}

/// Keeps entries as their journal lines.
actor RecordingJournal: OrderJournal {
    private var entries: [JournalEntry] = []

    var lines: [String] {
        entries.compactMap { entry in
            (try? JournalCoding.encode(entry)).map { String(decoding: $0, as: UTF8.self) }
        }
    }

    func append(_ entries: [JournalEntry]) async throws(JournalError) {
        self.entries.append(contentsOf: entries)
    }

    func replay() async throws(JournalError) -> [JournalEntry] { entries }
}
