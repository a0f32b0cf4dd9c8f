/// Body of `POST /clock`: moves the clock of one venue, or of all, off by so much from now on.
struct ClockRequest: Decodable {
    let skewMilliseconds: Int64
    let venue: String?

    init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, allowing: ["skewMilliseconds", "venue"])
        skewMilliseconds = try object.integer("skewMilliseconds", in: -31_536_000_000...31_536_000_000)
        venue = try object.optional(String.self, "venue")
    }
}

/// Body of `POST /reset`: opens one venue, or all, anew. An empty body means all.
struct ResetRequest: Decodable {
    let venue: String?

    init(from decoder: any Decoder) throws {
        venue = try StrictObject(decoder, allowing: ["venue"]).optional(String.self, "venue")
    }
}

/// Body of `POST /market`: stops or restarts the background market of one venue, or of all. Orders are still taken.
struct MarketRequest: Decodable {
    let frozen: Bool
    let venue: String?

    init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, allowing: ["frozen", "venue"])
        frozen = try object.value(Bool.self, "frozen")
        venue = try object.optional(String.self, "venue")
    }
}

/// Body of `POST /disturb`: `{"kind": "skipSequence"}`, for one venue or for all; the kinds are those of the fault plan.
struct DisturbanceRequest: Decodable {
    let disturbance: StreamDisturbance
    let venue: String?

    init(from decoder: any Decoder) throws {
        let key = AnyCodingKey("kind")
        let kind = try decoder.container(keyedBy: AnyCodingKey.self).decode(String.self, forKey: key)
        guard let named = try StreamDisturbance(kind: kind, from: decoder, allowing: ["kind", "venue"]) else {
            let object = try StrictObject(decoder, allowing: ["kind", "venue"])
            throw object.failure(
                at: "kind",
                "expected skipSequence, breakChecksum, freezeChecksum, expireTokens or delaySnapshots")
        }
        disturbance = named
        venue = try decoder.container(keyedBy: AnyCodingKey.self)
            .decodeIfPresent(String.self, forKey: AnyCodingKey("venue"))
    }
}

/// Body of `POST /streams/close`: closes all WebSockets of one venue, or of all. An empty body means all, with 1001.
struct StreamCloseRequest: Decodable {
    let code: UInt16
    let reason: String
    let venue: String?

    init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, allowing: ["code", "reason", "venue"])
        (code, reason) = try object.streamClose()
        venue = try object.optional(String.self, "venue")
    }
}
