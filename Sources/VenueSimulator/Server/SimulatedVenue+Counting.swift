extension SimulatedVenue {
    /// Counts a request that has arrived, whatever becomes of it, and names its operation.
    func receive(_ request: FaceRequest) -> String? {
        change { state in
            let operation = state.face.operation(of: request)
            state.received[Self.name(operation), default: 0] += 1
            return operation
        }
    }

    /// Counts the arrival of what only the server sees.
    func count(arrival operation: String) {
        change { $0.received[operation, default: 0] += 1 }
    }

    /// What arrived, what the face executed, and which stream messages went out, by operation.
    var counters: (received: [String: Int64], executed: [String: Int64], sent: [String: Int64]) {
        read { ($0.received, $0.executed, $0.desk.sent) }
    }
}
