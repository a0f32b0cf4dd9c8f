extension ControlResponder {
    /// What has happened so far.
    var state: ControlJSON {
        let sorted = venues.sorted { SimulatorPorts.isBefore($0.id, $1.id) }
        return .object([.init("venues", .object(sorted.map { .init($0.id, state(of: $0)) }))])
    }

    private func state(of venue: SimulatedVenue) -> ControlJSON {
        let counters = venue.counters
        return .object([
            .init("nowMilliseconds", .integer(venue.now.milliseconds)),
            .init("skewMilliseconds", .integer(venue.skewMilliseconds)),
            .init("received", Self.json(counters.received)),
            .init("executed", Self.json(counters.executed)),
            .init("sent", Self.json(counters.sent)),
            .init("openStreams", .integer(Int64(venue.openStreams))),
        ])
    }

    private static func json(_ counts: [String: Int64]) -> ControlJSON {
        .object(counts.sorted { $0.key < $1.key }.map { .init($0.key, .integer($0.value)) })
    }

    func reply(_ json: ControlJSON) -> FaceReply {
        FaceReply(status: 200, headers: ["Content-Type": "application/json"], body: json.bytes)
    }

    static func refusal(_ status: Int, _ reason: String, allow: String? = nil) -> FaceReply {
        var headers: FaceHeaders = ["Content-Type": "application/json"]
        if let allow { headers.add("Allow", allow) }
        let json = ControlJSON.object([.init("error", .string(reason))])
        return FaceReply(status: status, headers: headers, body: json.bytes)
    }

    static func refusal(_ error: FaultPlanError) -> FaceReply {
        guard case .invalid(let path, let reason) = error else { return refusal(400, error.description) }
        let json = ControlJSON.object([.init("error", .string(reason)), .init("path", .string(path))])
        return FaceReply(status: 400, headers: ["Content-Type": "application/json"], body: json.bytes)
    }
}
