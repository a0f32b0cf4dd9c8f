extension FaultAction {
    /// The actions on streams that have details; nil for any other kind.
    static func onStreams(_ kind: String, _ decoder: any Decoder) throws -> FaultAction? {
        switch kind {
        case "refuseStream":
            let object = try StrictObject(decoder, allowing: ["kind", "status"])
            return .refuseStream(status: Int(try object.integer("status", in: 200...599)))
        case "truncateMessage":
            let object = try StrictObject(decoder, allowing: ["kind", "bytes"])
            return .truncateMessage(bytes: Int(try object.integer("bytes", in: 0...1_048_576)))
        case "delayMessage":
            let object = try StrictObject(decoder, allowing: ["kind", "milliseconds"])
            return .delayMessage(milliseconds: try object.integer("milliseconds", in: 0...longest))
        case "closeStream":
            let object = try StrictObject(decoder, allowing: ["kind", "code", "reason"])
            let (code, reason) = try object.streamClose()
            return .closeStream(code: code, reason: reason)
        default: return try StreamDisturbance(kind: kind, from: decoder, allowing: ["kind"]).map { .disturb($0) }
        }
    }
}

extension StreamDisturbance {
    /// Reads `{"kind": "delaySnapshots", "milliseconds": 250}`; nil for a kind that is no disturbance.
    ///
    /// - Parameter keys: what may stand there besides the details.
    init?(kind: String, from decoder: any Decoder, allowing keys: [String]) throws {
        switch kind {
        case "skipSequence", "breakChecksum", "expireTokens":
            _ = try StrictObject(decoder, allowing: keys)
            self = kind == "skipSequence" ? .skipSequence : kind == "breakChecksum" ? .breakChecksum : .expireTokens
        case "freezeChecksum":
            let object = try StrictObject(decoder, allowing: keys + ["frozen"])
            self = .freezeChecksum(try object.value(Bool.self, "frozen"))
        case "delaySnapshots":
            let object = try StrictObject(decoder, allowing: keys + ["milliseconds"])
            self = .delaySnapshots(milliseconds: try object.integer("milliseconds", in: 0...FaultAction.longest))
        default: return nil
        }
    }
}

extension StrictObject {
    /// Code and reason of a close frame. Codes that no server may send are allowed: a client has to survive them.
    func streamClose() throws -> (code: UInt16, reason: String) {
        let code = try optional(Int64.self, "code") == nil ? 1001 : try integer("code", in: 1000...4999)
        let reason = try optional(String.self, "reason") ?? ""
        guard reason.utf8.count <= 123 else { throw failure(at: "reason", "longer than 123 bytes") }
        return (UInt16(code), reason)
    }
}
