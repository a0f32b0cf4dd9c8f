import VenueSimulator

// Replies.
extension BinanceFace {
    mutating func reply(_ refusal: Binance.Refusal, to request: FaceRequest) -> FaceReply {
        var answer = reply(status: refusal.status, refusal.body, to: request)
        if let seconds = refusal.retryAfterSeconds { answer.headers.add("Retry-After", String(seconds)) }
        return answer
    }

    mutating func reply(status: Int, _ json: Binance.JSON, to request: FaceRequest) -> FaceReply {
        let unit = request.headers.first("X-MBX-TIME-UNIT")
        let headers: FaceHeaders = [
            "Content-Type": Self.jsonType,
            "x-mbx-uuid": ledger.makeRequestID(),
        ]
        let body = json.bytes(timesInMicroseconds: unit == "MICROSECOND" || unit == "microsecond")
        return FaceReply(status: status, headers: headers, body: body)
    }

    mutating func addLimits(
        to answer: inout FaceReply,
        _ route: Binance.Route,
        _ request: FaceRequest,
        walletWeight: Int?
    ) {
        switch route.budget {
        case .api:
            let used = String(weights.used(by: request.peerAddress, now: now))
            answer.headers.add("X-MBX-USED-WEIGHT", used)
            answer.headers.add("X-MBX-USED-WEIGHT-1M", used)
        case .walletAddress:
            if let walletWeight { answer.headers.add("X-SAPI-USED-IP-WEIGHT-1M", String(walletWeight)) }
        case .walletAccount:
            if let walletWeight { answer.headers.add("X-SAPI-USED-UID-WEIGHT-1M", String(walletWeight)) }
        }
    }

    mutating func addOrderCounts(to answer: inout FaceReply) {
        let counts = orderCounts.counts(at: now)
        answer.headers.add("X-MBX-ORDER-COUNT-10S", String(counts.tenSeconds))
        answer.headers.add("X-MBX-ORDER-COUNT-1D", String(counts.day))
    }

    /// A path that the venue does not have, or not with this method: 404, as a page to those who accept one (A).
    static func notFound(_ request: FaceRequest) -> FaceReply {
        guard request.headers.all("Accept").contains(where: { $0.contains("text/html") }) else {
            return FaceReply(status: 404)
        }
        let page = "<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>"
        return FaceReply(status: 404, headers: ["Content-Type": "text/html"], body: Array(page.utf8))
    }
}
