import HTTPTypes
import HummingbirdCore
import NIOCore
import ServiceLifecycle
import WebServing

/// One venue's side of HTTP: hands requests to the face as they came and lets the fault plan have its way.
struct VenueResponder: Sendable {
    let venue: SimulatedVenue
    let board: FaultBoard
    let clock: any SimulatorClock
    let limits: ServingLimits
    let compressesReplies: Bool
    /// Whether requests come over TLS. A face cannot see that, and answers that tell addresses need to know.
    let isSecure: Bool

    @concurrent
    func respond(to request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel) async throws {
        let output = ReplyWriter(now: venue.now, isHead: request.method == .head)
        let body: [UInt8]
        do {
            body = try await request.bodyBytes(upTo: limits.maxBodyBytes)
        } catch .bodyTooLarge {
            return try await output.write(FaceReply(status: 413), to: writer, of: channel)
        } catch .bodyMalformed {
            try await output.write(FaceReply(status: 400), to: writer, of: channel)
            throw Disconnect.byClient
        } catch {
            throw Disconnect.byClient
        }
        var faceRequest = Self.faceRequest(request.head, body: body, peerAddress: Self.address(of: channel))
        if isSecure { faceRequest.headers.add("X-Forwarded-Proto", "https") }
        let course = board.course(venue: venue.id, operation: venue.receive(faceRequest))
        let reply = try await reply(to: faceRequest, course, channel)
        let isCut = course.ending == .reset
        try await output.write(reply, to: writer, of: channel, cut: isCut ? .inMidBody : .nowhere)
    }

    /// Walks the course: wait, execute or replace, wait, spoil.
    private func reply(to request: FaceRequest, _ course: FaultCourse, _ channel: any Channel) async throws -> FaceReply
    {
        try await pause(course.delayMilliseconds)
        var reply = try await execute(request, course, channel)
        try await pause(course.replyDelayMilliseconds)
        switch course.ending {
        case .drop: throw Disconnect.asPlanned
        case .stall: try await stall(channel)
        case .reply(let other): reply = other
        case .rateLimit(let time): reply = venue.rateLimitReply(retryAfterSeconds: time)
        case .corrupt: reply = Self.corrupted(reply)
        case .truncate, .reset, nil: break
        }
        reply = compressed(reply, for: request)
        if case .truncate(let bytes) = course.ending { reply.body = Array(reply.body.prefix(bytes)) }
        return reply
    }

    private func execute(_ request: FaceRequest, _ course: FaultCourse, _ channel: any Channel) async throws
        -> FaceReply
    {
        for disturbance in course.disturbances { venue.disturb(disturbance) }
        switch course.replacement {
        case .drop: throw Disconnect.asPlanned
        case .stall: try await stall(channel)
        case .reply(let reply): return reply
        case nil: break
        }
        var request = request
        if let lag = course.visibilityLagMilliseconds { request.switches[FaceSwitch.visibilityLag] = String(lag) }
        return venue.respond(to: request, skewMilliseconds: course.skewMilliseconds)
    }

    /// A shutdown does not wait for a planned delay; the client sees a closed connection.
    private func pause(_ milliseconds: Int64) async throws {
        guard milliseconds > 0 else { return }
        let clock = self.clock
        try await cancelWhenGracefulShutdown { try await clock.sleep(milliseconds: milliseconds) }
    }

    /// Says nothing until the client gives up or the server shuts down.
    private func stall(_ channel: any Channel) async throws -> Never {
        try await cancelWhenGracefulShutdown {
            try await withTaskCancellationHandler {
                try await PeerWatch.waitForDeparture(of: channel)
            } onCancel: {
                channel.close(promise: nil)
            }
        }
        throw Disconnect.asPlanned
    }

    private func compressed(_ reply: FaceReply, for request: FaceRequest) -> FaceReply {
        let isWanted = request.headers.all("Accept-Encoding").contains(where: GzipFraming.isAccepted)
        guard compressesReplies, isWanted, !reply.body.isEmpty else { return reply }
        var reply = reply
        reply.headers.set("Content-Encoding", "gzip")
        reply.body = GzipFraming.wrap(reply.body)
        return reply
    }

    private static func corrupted(_ reply: FaceReply) -> FaceReply {
        var reply = reply
        reply.headers.set("Content-Type", "text/html")
        reply.body = Array("<html><head><title>Error</title></head><body><h1>Error</h1></body></html>".utf8)
        return reply
    }

    /// Host stands first, as every client sends it; the rest keeps its order, repetition and spelling.
    static func faceRequest(_ request: HTTPRequest, body: [UInt8], peerAddress: String) -> FaceRequest {
        var headers = FaceHeaders()
        if let authority = request.authority { headers.add("Host", authority) }
        for field in request.headerFields { headers.add(field.name.rawName, field.value) }
        return FaceRequest(
            method: request.method.rawValue,
            target: request.path ?? "",
            headers: headers,
            body: body,
            peerAddress: peerAddress
        )
    }

    /// The client's address without its port.
    static func address(of channel: any Channel) -> String { channel.remoteAddress?.ipAddress ?? "" }
}
