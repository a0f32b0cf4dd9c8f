import AdapterProtocol
import AdapterRuntime
import Synchronization

/// Answers each request by a script and keeps what was sent.
final class ScriptedTransport: Transport {
    typealias Script = @Sendable (WireRequest, Int) throws(TransportFailure) -> WireReply

    private let script: Script
    private let requests = Mutex<[WireRequest]>([])

    init(_ script: @escaping Script) {
        self.script = script
    }

    var sent: [WireRequest] { requests.withLock { $0 } }

    /// How often a path was asked for.
    func count(_ path: String) -> Int { sent.count { $0.target.hasPrefix(path) } }

    func send(_ request: WireRequest, to base: String, timeout: Duration) async throws(TransportFailure) -> WireReply {
        let number = requests.withLock { requests in
            requests.append(request)
            return requests.count { $0.target.split(separator: "?")[0] == request.target.split(separator: "?")[0] }
        }
        return try script(request, number)
    }
}

extension WireReply {
    static func json(_ text: String, status: Int = 200, headers: [WireHeader] = []) -> WireReply {
        WireReply(status: status, headers: headers, body: Array(text.utf8))
    }
}
