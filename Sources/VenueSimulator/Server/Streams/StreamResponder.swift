import HTTPTypes
import ServiceLifecycle
import WebServing

/// One venue's side of WebSockets: hands requests for one to the face, and puts the fault plan's word in between.
struct StreamResponder: Sendable {
    let venue: SimulatedVenue
    let clock: any SimulatorClock

    /// What the server takes; nil for a venue without streams.
    var service: WebSocketService? {
        guard venue.hasStreams else { return nil }
        return WebSocketService { request, connection in await self.accept(request, connection) }
    }

    private func accept(_ request: WebSocketRequest, _ connection: WebSocketConnection) async -> WebSocketDecision {
        let course = venue.arrived()
        guard await pause(course.delayMilliseconds) else { return .drop }
        switch course.replacement {
        case .drop: return .drop
        case .stall: return await stall()
        case .reply(let reply): return refusal(reply)
        case nil: break
        }
        let faceRequest = VenueResponder.faceRequest(request.head, body: [], peerAddress: request.peerAddress)
        let (admission, id) = venue.openStream(faceRequest, course) { _ in SocketOutlet(connection: connection) }
        if case .refused(let reply) = admission {
            return await pause(course.replyDelayMilliseconds) ? refusal(reply) : .drop
        }
        guard await pause(course.replyDelayMilliseconds), course.ending == nil else {
            venue.leave(id)
            return await end(course.ending)
        }
        return .accept(
            headers: HTTPFields(),
            WebSocketHandlers(onText: { venue.receive($0, from: id) }, onClosed: { _ in venue.leave(id) })
        )
    }

    /// What the client sees of a connection that the face has taken and the fault plan has not.
    private func end(_ ending: FaultCourse.Ending?) async -> WebSocketDecision {
        if let reply = ending.flatMap(venue.refusal) { return refusal(reply) }
        switch ending {
        case .reset: return .reset
        case .stall: return await stall()
        default: return .drop
        }
    }

    private func refusal(_ reply: FaceReply) -> WebSocketDecision {
        let head = ReplyWriter(now: venue.now, isHead: false).head(of: reply)
        return .refuse(head, body: reply.body)
    }

    /// False when the client has left first, or the server stops.
    private func pause(_ milliseconds: Int64) async -> Bool {
        guard milliseconds > 0 else { return true }
        return (try? await clock.sleep(milliseconds: milliseconds)) != nil
    }

    /// Says nothing until the client has left, which cancels this.
    private func stall() async -> WebSocketDecision {
        let (silence, _) = AsyncStream<Never>.makeStream()
        for await _ in silence {}
        return .drop
    }
}

/// The messages of one connection on their way into its socket.
struct SocketOutlet: StreamOutlet {
    let connection: WebSocketConnection

    func put(_ delivery: StreamDelivery) {
        switch delivery {
        case .content(.text(let text)): connection.send(text)
        case .content(.ping(let payload)): connection.ping(payload)
        case .content(.close(let code, let reason)): connection.close(code: code, reason: reason)
        case .reset: connection.reset()
        case .stall: connection.mute()
        }
    }
}
