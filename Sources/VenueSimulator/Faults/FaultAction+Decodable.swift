extension FaultAction: Decodable {
    static let longest: Int64 = 86_400_000

    /// Reads `{"kind": "delay", "milliseconds": 250}`; an unknown kind or key is an error.
    public init(from decoder: any Decoder) throws {
        let kind = try decoder.container(keyedBy: AnyCodingKey.self).decode(String.self, forKey: AnyCodingKey("kind"))
        switch kind {
        case "delay", "delayReply", "visibilityLag", "clockSkew": self = try Self.timed(kind, decoder)
        case "replyBefore": self = .replyBefore(try FaultReply(from: decoder))
        case "replyAfter": self = .replyAfter(try FaultReply(from: decoder))
        case "rateLimitAfterAccept":
            let object = try StrictObject(decoder, allowing: ["kind", "retryAfterSeconds"])
            self = .rateLimitAfterAccept(retryAfterSeconds: try object.integer("retryAfterSeconds", in: 0...86_400))
        case "truncateBody":
            let object = try StrictObject(decoder, allowing: ["kind", "bytes"])
            self = .truncateBody(bytes: Int(try object.integer("bytes", in: 0...1_048_576)))
        default:
            if let action = try Self.onStreams(kind, decoder) {
                self = action
            } else {
                self = try Self.plain(kind, decoder)
            }
        }
    }

    private static func timed(_ kind: String, _ decoder: any Decoder) throws -> FaultAction {
        let object = try StrictObject(decoder, allowing: ["kind", "milliseconds"])
        let earliest = kind == "clockSkew" ? -longest : 0
        let time = try object.integer("milliseconds", in: earliest...longest)
        return switch kind {
        case "delay": .delay(milliseconds: time)
        case "delayReply": .delayReply(milliseconds: time)
        case "visibilityLag": .visibilityLag(milliseconds: time)
        default: .clockSkew(milliseconds: time)
        }
    }

    private static func plain(_ kind: String, _ decoder: any Decoder) throws -> FaultAction {
        let object = try StrictObject(decoder, allowing: ["kind"])
        guard let action = withoutDetails[kind] else {
            let kinds = (withoutDetails.keys.sorted() + withDetails).sorted().joined(separator: ", ")
            throw object.failure(at: "kind", "unknown kind \"\(kind)\"; expected one of \(kinds)")
        }
        return action
    }

    private static let withoutDetails: [String: FaultAction] = [
        "dropBefore": .dropBefore, "dropAfter": .dropAfter, "stallBefore": .stallBefore, "stallAfter": .stallAfter,
        "resetMidBody": .resetMidBody, "corruptBody": .corruptBody, "dropMessage": .dropMessage,
        "duplicateMessage": .duplicateMessage, "reorderMessage": .reorderMessage, "corruptMessage": .corruptMessage,
        "stallStream": .stallStream, "resetStream": .resetStream,
    ]
    private static let withDetails = [
        "delay", "delayReply", "visibilityLag", "clockSkew", "replyBefore", "replyAfter", "rateLimitAfterAccept",
        "truncateBody", "refuseStream", "truncateMessage", "delayMessage", "closeStream", "skipSequence",
        "breakChecksum", "freezeChecksum", "expireTokens", "delaySnapshots",
    ]
}

extension FaultReply {
    /// Reads the reply's keys out of the action that carries it.
    fileprivate init(from decoder: any Decoder) throws {
        let object = try StrictObject(decoder, allowing: ["kind", "status", "body", "headers"])
        status = Int(try object.integer("status", in: 200...599))
        body = try object.optional(String.self, "body") ?? ""
        headers = try object.optional([String: String].self, "headers") ?? [:]
        for (name, value) in headers where !HeaderText.isValid(name: name, value: value) {
            throw object.failure(at: "headers", "\"\(name)\" is not a header line that can be sent")
        }
    }
}
