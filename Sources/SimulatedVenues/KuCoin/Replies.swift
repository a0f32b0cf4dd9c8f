import VenueSimulator

extension KuCoin {
    /// What became of a request, before it is written down.
    enum Answer {
        case success(FaceJSON)
        case refusal(Refusal)
        /// A page of the network in front of the venue.
        case page(FaceReply)
    }
}

// Headers and bodies (kucoin.md A, H.2).
extension KuCoinFace {
    /// Writes the answer with the headers that every answer carries.
    func finish(
        _ answer: (KuCoin.Answer, KuCoin.Route.Pool), _ request: FaceRequest, _ switches: KuCoin.Switches,
        at instant: SimulatedInstant
    ) -> FaceReply {
        var reply: FaceReply
        switch answer.0 {
        case .page(let page): return page
        case .success(let data):
            reply = FaceReply(
                status: 200, headers: ["Content-Type": Self.jsonType],
                body: FaceJSON.members([.init("code", "200000"), .init("data", data)]).bytes)
        case .refusal(let refusal):
            reply = FaceReply(
                status: refusal.status, headers: ["Content-Type": Self.jsonType], body: refusal.body)
            reply.headers.add("x-result-biz-code", refusal.code)
        }
        let state = budgets.state(answer.1, of: request.peerAddress, switches, now: now)
        reply.headers.add("gw-ratelimit-limit", String(state.limit))
        reply.headers.add("gw-ratelimit-remaining", String(state.remaining))
        reply.headers.add("gw-ratelimit-reset", String(state.reset))
        reply.headers.add("x-in-time", "5-\(instant.microseconds)")
        reply.headers.add("x-out-time", "5-\(instant.microseconds)")
        return reply
    }

    /// Error 1015 of the network, which is no JSON (kucoin.md H.3).
    static let networkLimit = page(status: 429, "<h1>Error 1015</h1><p>You are being rate limited</p>")
    /// What a GET with a body meets (L.1).
    static let forbidden = page(status: 403, "<h1>403 Forbidden</h1>")

    private static func page(status: Int, _ content: String) -> FaceReply {
        FaceReply(
            status: status, headers: ["Content-Type": "text/html; charset=UTF-8"],
            body: Array("<!DOCTYPE html><html><body>\(content)</body></html>".utf8))
    }
}
