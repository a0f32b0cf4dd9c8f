extension FaultAction {
    /// What ``init(from:)`` reads, of the actions that concern streams.
    var streamJSON: ControlJSON {
        switch self {
        case .refuseStream(let status): Self.json("refuseStream", "status", Int64(status))
        case .dropMessage: Self.json("dropMessage")
        case .duplicateMessage: Self.json("duplicateMessage")
        case .reorderMessage: Self.json("reorderMessage")
        case .corruptMessage: Self.json("corruptMessage")
        case .truncateMessage(let bytes): Self.json("truncateMessage", "bytes", Int64(bytes))
        case .delayMessage(let time): Self.json("delayMessage", "milliseconds", time)
        case .stallStream: Self.json("stallStream")
        case .closeStream(let code, let reason):
            .object([
                .init("kind", .string("closeStream")), .init("code", .integer(Int64(code))),
                .init("reason", .string(reason)),
            ])
        case .resetStream: Self.json("resetStream")
        case .disturb(let disturbance): disturbance.json
        default: .null
        }
    }
}

extension StreamDisturbance {
    /// What ``init(kind:from:allowing:)`` reads.
    var json: ControlJSON {
        switch self {
        case .skipSequence: FaultAction.json("skipSequence")
        case .breakChecksum: FaultAction.json("breakChecksum")
        case .freezeChecksum(let isFrozen):
            .object([.init("kind", .string("freezeChecksum")), .init("frozen", .bool(isFrozen))])
        case .expireTokens: FaultAction.json("expireTokens")
        case .delaySnapshots(let time): FaultAction.json("delaySnapshots", "milliseconds", time)
        }
    }
}
