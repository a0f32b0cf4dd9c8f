import AdapterConformance
import AdapterProtocol
import AdapterRuntime
import Foundation
import Synchronization

/// Keys in texts that people read, and texts that become part of a request.
enum LeakDefects {
    static let all: [Defect] = leaks + escaping

    private static let leaks: [Defect] = [
        remembering("errors repeat the request's headers") { adapter, last in
            AdapterProxy(adapter, TellingWeaver(last: last, inErrors: true))
        },
        remembering("reports on keys repeat the request's headers") { adapter, last in
            AdapterProxy(adapter, TellingWeaver(last: last, inErrors: false))
        },
        .bent("a signer keeps its key as text") { bends in
            bends.signer = { (credentials, base) throws(VenueError) in
                Talkative(
                    key: SignerDefects.text(credentials, .apiKey), secret: SignerDefects.text(credentials, .apiSecret),
                    base: try base.makeSigner(credentials))
            }
        },
        .carrier("a gateway repeats the request's headers in its answer's") {
            (request, base, timeout, inner) throws(TransportFailure) in
            let reply = try await inner.send(request, to: base, timeout: timeout)
            let echo = request.headers.map(\.value).joined(separator: " ")
            return reply.with(headers: reply.headers + [WireHeader("Content-Type", "text/plain; for=\(echo)")])
        },
    ]

    private static func remembering(
        _ name: String, _ wrap: @escaping @Sendable (any VenueAdapter, LastRequest) -> any VenueAdapter
    ) -> Defect {
        Defect(name) { subject in
            let last = LastRequest()
            var bent = BentAdapter(base: subject.adapter)
            bent.bends.signer = { (credentials, base) throws(VenueError) in
                Remembering(base: try base.makeSigner(credentials), last: last)
            }
            subject.adapter = wrap(bent, last)
        }
    }

    private static let escaping: [Defect] = [
        .sealed("what is encoded is decoded twice") { request, _, _ in
            let once = request.target.removingPercentEncoding ?? request.target
            return request.with(target: once.removingPercentEncoding ?? once)
        },
        .call("parameters without a value are left out", .all) { call in
            call.with(parameters: call.parameters.filter { !$0.value.isEmpty })
        },
        .call("lists in parameters are taken apart", .all) { call in
            call.with(
                parameters: call.parameters.flatMap { parameter in
                    parameter.value.split { $0 == "," || $0 == ";" }
                        .map { VenueCall.Parameter(parameter.name, String($0)) }
                })
        },
        .call("long parameters are sent in parts", .all) { call in
            call.with(
                parameters: call.parameters.flatMap { parameter in
                    guard parameter.value.count > 4_000 else { return [parameter] }
                    return [
                        VenueCall.Parameter(parameter.name, String(parameter.value.prefix(4_000))),
                        VenueCall.Parameter(parameter.name, String(parameter.value.dropFirst(4_000))),
                    ]
                })
        },
        .call("numbers go through a float", .all) { call in
            call.with(
                parameters: call.parameters.map { parameter in
                    // The trap itself: what a peer does between the caller and the wire.
                    guard parameter.value.contains("."), let number = Float(parameter.value)  // reason: the trap
                    else { return parameter }
                    return VenueCall.Parameter(parameter.name, "\(number)")
                })
        },
        .call("small numbers get an exponent", .all) { call in
            call.with(
                parameters: call.parameters.map { parameter in
                    guard parameter.value.hasPrefix("0.0000"), let number = Double(parameter.value)  // reason: it too
                    else {
                        return parameter
                    }
                    return VenueCall.Parameter(parameter.name, "\(number)")
                })
        },
    ]
}

/// What was sealed last.
final class LastRequest: Sendable {
    private let text = Mutex("")

    func note(_ request: WireRequest) {
        let headers = request.headers.map(\.value).joined(separator: " ")
        text.withLock { $0 = headers }
    }

    var headers: String { text.withLock { $0 } }
}

private struct Remembering: RequestSigner {
    let base: any RequestSigner
    let last: LastRequest

    func seal(_ call: VenueCall, at stamp: SigningStamp) throws(VenueError) -> WireRequest {
        let request = try base.seal(call, at: stamp)
        if call.isSigned { last.note(request) }
        return request
    }
}

private struct Talkative: RequestSigner {
    let key: String
    let secret: String
    let base: any RequestSigner

    func seal(_ call: VenueCall, at stamp: SigningStamp) throws(VenueError) -> WireRequest {
        try base.seal(call, at: stamp)
    }
}

private struct Short: RequestSigner {
    let base: any RequestSigner

    func seal(_ call: VenueCall, at stamp: SigningStamp) throws(VenueError) -> WireRequest {
        let request = try base.seal(call, at: stamp)
        guard request.target.utf8.count + request.body.count < 8_000 else {
            throw VenueError(kind: .badRequest, effect: .unknown, advice: .afterResync, message: "too long")
        }
        return request
    }
}

private struct TellingWeaver: AdapterProxy.Weaver {
    let last: LastRequest
    let inErrors: Bool

    func weave<Output: Sendable>(_ flow: Flow<Output>, of operation: AdapterProxy.Operation) -> Flow<Output> {
        guard !inErrors else {
            return flow.recover { .failed($0.with(message: "\($0.message) \(last.headers)")) }
        }
        guard operation == .testKey else { return flow }
        return flow.map { output in
            guard var report = output as? KeyTestReport else { return output }
            report.warnings.append(last.headers)
            return (report as? Output) ?? output
        }
    }
}
