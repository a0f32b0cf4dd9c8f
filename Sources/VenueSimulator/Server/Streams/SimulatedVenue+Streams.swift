extension SimulatedVenue {
    /// The name of a request for a WebSocket in fault plan and counters.
    static let openingOperation = "stream.open"
    /// The name of a message from a client in the counters.
    static let messageOperation = "stream.message"

    /// Opens a WebSocket without a socket: for tests, and for whole runs on a clock of their own.
    ///
    /// The fault plan has its say as on a socket, except that a delay of the opening takes no time.
    ///
    /// - Parameters:
    ///   - request: the request as a client would send it; its `Upgrade` lines are not looked at.
    ///   - handler: takes what arrives.
    public func connect(
        _ request: FaceRequest, onEvent handler: @escaping SimulatedStream.Handler
    ) -> SimulatedStream.Attempt {
        let course = arrived()
        switch course.replacement {
        case .drop, .stall: return .lost
        case .reply(let reply): return .refused(reply)
        case nil: break
        }
        let (admission, id) = openStream(request, course) { StreamInbox($0, handler) }
        if case .refused(let reply) = admission { return .refused(reply) }
        guard let ending = course.ending else { return .open(SimulatedStream(id: id, venue: self)) }
        leave(id)
        return refusal(ending).map { .refused($0) } ?? .lost
    }

    /// Counts a request for a WebSocket that has arrived, and decides what befalls it.
    func arrived() -> FaultCourse {
        count(arrival: Self.openingOperation)
        let course = board.openingCourse(venue: id, operation: Self.openingOperation)
        for disturbance in course.disturbances { disturb(disturbance) }
        return course
    }

    /// Lets the face decide about a WebSocket, and puts its messages into the outlet from then on.
    func openStream(
        _ request: FaceRequest,
        _ course: FaultCourse,
        outlet: (StreamID) -> any StreamOutlet
    ) -> (StreamAdmission, StreamID) {
        act { state, now in
            state.face.tick(to: now)
            state.executed[Self.openingOperation, default: 0] += 1
            let id = state.desk.nextID()
            let admission = state.face.openStream(
                id, for: request, at: now.advanced(byMilliseconds: course.skewMilliseconds))
            if admission == .accepted { state.desk.add(id, outlet(id)) }
            return (admission, id)
        }
    }

    /// The plain answer that the fault plan gives after the face has accepted; nil when it gives none.
    func refusal(_ ending: FaultCourse.Ending) -> FaceReply? {
        switch ending {
        case .reply(let reply): reply
        case .rateLimit(let time): rateLimitReply(retryAfterSeconds: time)
        case .drop, .stall, .reset, .truncate, .corrupt: nil
        }
    }

    /// A text message from a client.
    func receive(_ text: [UInt8], from id: StreamID) {
        act { state, now in
            guard state.desk.has(id) else { return }
            state.received[Self.messageOperation, default: 0] += 1
            state.executed[Self.messageOperation, default: 0] += 1
            state.face.tick(to: now)
            state.face.receive(text, from: id, at: now)
        }
    }

    /// The client is gone.
    func leave(_ id: StreamID) {
        act { state, now in
            if state.desk.remove(id) { state.face.closeStream(id, at: now) }
        }
    }

    /// How many WebSockets are open.
    public var openStreams: Int { read { $0.desk.open.count } }

    /// Lets something go wrong inside the venue.
    public func disturb(_ disturbance: StreamDisturbance) {
        act { state, now in state.face.disturb(disturbance, at: now) }
    }

    /// Closes every WebSocket of the venue.
    public func closeStreams(code: UInt16 = 1001, reason: String = "") {
        act { state, now in
            for id in state.desk.open {
                state.desk.close(id, code: code, reason: reason)
                state.face.closeStream(id, at: now)
            }
        }
    }
}

extension SimulatedVenue.State {
    /// So often a message may lead to another in one call; what is left goes out with the next.
    private static let mostRounds = 8

    /// Sends everything that the face has to say, in its order.
    mutating func dispatch(at now: SimulatedInstant, venue: String, board: FaultBoard) {
        guard !desk.isEmpty else { return }
        end(desk.release(at: latest), at: now)
        for round in 0..<Self.mostRounds {
            let messages = face.takeStreamMessages()
            guard !messages.isEmpty else { return }
            var ended: [StreamID] = []
            var disturbances: [StreamDisturbance] = []
            for message in messages where desk.takes(message.stream) {
                let course = board.messageCourse(venue: venue, operation: message.operation)
                if desk.send(message, course, at: latest) { ended.append(message.stream) }
                // What a disturbance leads to does not disturb again: it would never end.
                if round == 0 { disturbances += course.disturbances }
            }
            end(ended, at: now)
            for disturbance in disturbances { face.disturb(disturbance, at: now) }
        }
    }

    /// Each accepted connection is closed at the face once, whoever closed it.
    private mutating func end(_ ids: [StreamID], at now: SimulatedInstant) {
        for id in ids { face.closeStream(id, at: now) }
    }
}
