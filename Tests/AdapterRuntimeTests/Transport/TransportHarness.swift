import AdapterProtocol
import Foundation
import NIOCore
import Testing

@testable import AdapterRuntime

/// A signed order as an adapter would write it; nothing of it may show up in a failure.
let order = WireRequest(
    method: .post, target: "/api/v3/order?symbol=BTCUSDT&signature=s3cr3tsignature",
    headers: [WireHeader("X-MBX-APIKEY", "s3cr3tkey")])

let ping = WireRequest(method: .get, target: "/api/v3/ping", headers: [])

/// A transport around a body, shut down afterwards.
func withTransport<Result>(
    _ configuration: HTTPTransportConfiguration = .init(), _ body: (HTTPTransport) async throws -> Result
) async throws -> Result {
    let transport = HTTPTransport(configuration: configuration)
    let result: Swift.Result<Result, any Error>
    do { result = .success(try await body(transport)) } catch { result = .failure(error) }
    await transport.shutdown()
    return try result.get()
}

/// A configuration that trusts these tests' authority, around a body.
func trusting<Result>(
    _ body: (HTTPTransportConfiguration) async throws -> Result
) async throws -> Result {
    let file = FileManager.default.temporaryDirectory.appending(path: "transport-\(UUID().uuidString).pem")
    try Data(Certificates.authority.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try await body(HTTPTransportConfiguration(trustRootsFile: file.path))
}

extension HTTPTransport {
    /// What sending fails with; a reply is a failed expectation.
    func failure(
        of request: WireRequest, to base: String, timeout: Duration = .seconds(30),
        location: SourceLocation = #_sourceLocation
    ) async -> TransportFailure? {
        do throws(TransportFailure) {
            let reply = try await send(request, to: base, timeout: timeout)
            Issue.record("replied \(reply.status)", sourceLocation: location)
            return nil
        } catch {
            return error
        }
    }
}

/// What every failure keeps: the effect follows from the head alone, and no value of the request is told.
func expectHonest(_ failure: TransportFailure, location: SourceLocation = #_sourceLocation) {
    let (read, write) = (failure.venueError(for: .read), failure.venueError(for: .write))
    let effects: (read: VenueError.Effect, write: VenueError.Effect) =
        failure.wasHeadWritten ? (.notExecuted(.read), .unknown) : (.notSent, .notSent)
    #expect(read.effect == effects.read, sourceLocation: location)
    #expect(write.effect == effects.write, sourceLocation: location)
    #expect((write.advice == .afterResync) == failure.wasHeadWritten, sourceLocation: location)
    for text in ["\(failure)", failure.message, "\(read)", "\(write)", String(reflecting: failure)] {
        #expect(!text.contains("s3cr3t") && !text.contains("BTCUSDT"), sourceLocation: location)
    }
}
