import VenueSimulator

// Replies.
extension KrakenFace {
    static func reply(_ result: FaceJSON) -> FaceReply {
        let body: FaceJSON = ["error": [], "result": result]
        return FaceReply(status: 200, headers: ["Content-Type": "application/json"], body: body.bytes)
    }

    static func reply(_ refusal: Kraken.Refusal) -> FaceReply {
        if let status = refusal.pageStatus { return page(status, "Bad gateway") }
        return FaceReply(status: 200, headers: ["Content-Type": "application/json"], body: refusal.body.bytes)
    }

    /// A page of the edge instead of an envelope (kraken.md A.2).
    static func page(_ status: Int, _ title: String) -> FaceReply {
        let text =
            "<!DOCTYPE html><html><head><title>api.kraken.com | \(status): \(title)</title></head>"
            + "<body><h1>\(title)</h1><p>Error code \(status)</p></body></html>"
        return FaceReply(status: status, headers: ["Content-Type": "text/html; charset=UTF-8"], body: Array(text.utf8))
    }
}
