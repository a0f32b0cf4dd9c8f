import HTTPTypes
import HummingbirdCore
import NIOCore
import WebServing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The control port: changes what goes wrong while the simulation runs, and tells what has happened.
///
/// `GET | PUT | DELETE /faults`, `POST /clock`, `POST /market`, `POST /disturb`, `POST /streams/close`, `GET /state`,
/// `POST /reset`. Answers are JSON; a refusal has the members `error` and, for a body, `path`.
struct ControlResponder: Sendable {
    let venues: [SimulatedVenue]
    let board: FaultBoard
    let clock: any SimulatorClock

    @concurrent
    func respond(to request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel) async throws {
        let output = ReplyWriter(now: clock.now(), isHead: request.method == .head)
        let reply: FaceReply
        do {
            let body = try await request.bodyBytes(upTo: 1_048_576)
            let address = VenueResponder.address(of: channel)
            reply = answer(VenueResponder.faceRequest(request.head, body: body, peerAddress: address))
        } catch .bodyTooLarge(let limit) {
            reply = Self.refusal(413, "the body is longer than \(limit) bytes")
        } catch {
            throw Disconnect.byClient
        }
        try await output.write(reply, to: writer, of: channel)
    }

    /// Answers one request; pure but for the state it is there to change.
    func answer(_ request: FaceRequest) -> FaceReply {
        switch (request.path, request.method) {
        case ("/faults", "GET"), ("/faults", "HEAD"): reply(faults)
        case ("/faults", "PUT"): replaceFaults(request.body)
        case ("/faults", "DELETE"): replaceFaults(by: FaultPlan())
        case ("/clock", "POST"): moveClock(request.body)
        case ("/state", "GET"), ("/state", "HEAD"): reply(state)
        case ("/market", "POST"): freezeMarket(request.body)
        case ("/disturb", "POST"): disturb(request.body)
        case ("/streams/close", "POST"): closeStreams(request.body)
        case ("/reset", "POST"): reset(request.body)
        case ("/faults", _): Self.refusal(405, "use GET, PUT or DELETE", allow: "GET, HEAD, PUT, DELETE")
        case ("/clock", _), ("/market", _), ("/disturb", _), ("/streams/close", _), ("/reset", _):
            Self.refusal(405, "use POST", allow: "POST")
        case ("/state", _): Self.refusal(405, "use GET", allow: "GET, HEAD")
        default: Self.refusal(404, "there is /faults, /clock, /market, /disturb, /streams/close, /state and /reset")
        }
    }

    private var faults: ControlJSON {
        let plan = board.current
        let counts = plan.counts.map { count in
            ControlJSON.object([.init("matched", .integer(count.matched)), .init("hit", .integer(count.hit))])
        }
        guard case .object(let members) = plan.json else { return plan.json }
        return .object(members + [.init("counts", .array(counts))])
    }

    private func replaceFaults(_ body: [UInt8]) -> FaceReply {
        do throws(FaultPlanError) {
            return replaceFaults(by: try FaultPlan(json: body))
        } catch {
            return Self.refusal(error)
        }
    }

    private func replaceFaults(by plan: FaultPlan) -> FaceReply {
        board.replace(by: plan)
        return reply(faults)
    }

    private func moveClock(_ body: [UInt8]) -> FaceReply {
        change(body, ClockRequest.self, of: \.venue) { request, venue throws(FaceError) in
            venue.skewMilliseconds = request.skewMilliseconds
        }
    }

    private func freezeMarket(_ body: [UInt8]) -> FaceReply {
        change(body, MarketRequest.self, of: \.venue) { request, venue throws(FaceError) in
            venue.freezeMarket(request.frozen)
        }
    }

    private func disturb(_ body: [UInt8]) -> FaceReply {
        change(body, DisturbanceRequest.self, of: \.venue) { request, venue throws(FaceError) in
            venue.disturb(request.disturbance)
        }
    }

    private func closeStreams(_ body: [UInt8]) -> FaceReply {
        let body = body.isEmpty ? Array("{}".utf8) : body
        return change(body, StreamCloseRequest.self, of: \.venue) { request, venue throws(FaceError) in
            venue.closeStreams(code: request.code, reason: request.reason)
        }
    }

    private func reset(_ body: [UInt8]) -> FaceReply {
        let body = body.isEmpty ? Array("{}".utf8) : body
        return change(body, ResetRequest.self, of: \.venue) { request, venue throws(FaceError) in
            try venue.reset()
            if request.venue == nil { board.restart() }
        }
    }

    private func change<Body: Decodable>(
        _ body: [UInt8],
        _ type: Body.Type,
        of venue: (Body) -> String?,
        _ apply: (Body, SimulatedVenue) throws(FaceError) -> Void
    ) -> FaceReply {
        do {
            let request = try JSONDecoder().decode(type, from: Data(body))
            let id = venue(request)
            let chosen = venues.filter { id == nil || $0.id == id }
            guard !chosen.isEmpty else { return Self.refusal(404, "no venue \(id ?? "at all") is simulated") }
            for venue in chosen { try apply(request, venue) }
            return reply(state)
        } catch let error as DecodingError {
            return Self.refusal(FaultPlanError(error))
        } catch {
            return Self.refusal(500, "\(error)")
        }
    }
}
