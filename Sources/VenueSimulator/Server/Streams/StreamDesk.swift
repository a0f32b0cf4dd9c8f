/// The open connections of one venue: sends each message the way the fault plan wants it. Pure but for the outlets.
struct StreamDesk {
    private struct Connection {
        let outlet: any StreamOutlet
        var isStalled = false
        /// Waits for the next message to be sent before it.
        var heldBack: [StreamMessage] = []
        /// Waits for its time, in order.
        var delayed: [(due: SimulatedInstant, message: StreamMessage)] = []
    }

    /// So many messages may wait on one connection; beyond, the oldest go out early. More than any test needs, and a
    /// bound for a plan that delays a busy stream by a day.
    private static let mostDelayed = 100_000

    private var connections: [StreamID: Connection] = [:]
    private var latestNumber: UInt64 = 0
    private var messageCount: UInt64 = 0
    /// Which connections have messages that wait for their time.
    private var late: Set<StreamID> = []
    /// Messages that went out, by operation.
    private(set) var sent: [String: Int64] = [:]
    /// Outlets that have something to hand on.
    private var touched: [StreamID: any StreamOutlet] = [:]
    /// The time at which the latest of the new delays ends.
    private var newDelay: SimulatedInstant?

    var isEmpty: Bool { connections.isEmpty }

    /// The open connections in the order in which they were opened.
    var open: [StreamID] { connections.keys.sorted() }

    func has(_ id: StreamID) -> Bool { connections[id] != nil }

    /// Whether a message would go anywhere.
    func takes(_ id: StreamID) -> Bool { connections[id].map { !$0.isStalled } ?? false }

    /// A number that no connection had before.
    mutating func nextID() -> StreamID {
        latestNumber &+= 1
        return StreamID(latestNumber)
    }

    mutating func add(_ id: StreamID, _ outlet: any StreamOutlet) {
        connections[id] = Connection(outlet: outlet)
    }

    /// Forgets a connection whose client is gone; false when it was forgotten before.
    mutating func remove(_ id: StreamID) -> Bool { connections.removeValue(forKey: id) != nil }

    /// Forgets counters, and keeps the connections.
    mutating func clearCounters() { sent = [:] }

    /// The outlets to flush, and when time has to have passed for the delays that are new; forgets both.
    mutating func takeDuties() -> (outlets: [any StreamOutlet], delay: SimulatedInstant?) {
        guard !touched.isEmpty || newDelay != nil else { return ([], nil) }
        defer {
            touched = [:]
            newDelay = nil
        }
        return (touched.sorted { $0.key < $1.key }.map(\.value), newDelay)
    }

    /// Ends a connection with a close frame, past everything that waits.
    mutating func close(_ id: StreamID, code: UInt16, reason: String) {
        guard let connection = connections.removeValue(forKey: id) else { return }
        put(.content(.close(code: code, reason: reason)), id, connection.outlet)
    }

    /// Sends one message; true when its connection has ended with it.
    mutating func send(_ message: StreamMessage, _ course: MessageCourse, at now: SimulatedInstant) -> Bool {
        let id = message.stream
        guard let connection = connections[id], !connection.isStalled else { return false }
        messageCount &+= 1
        if let ending = course.ending { return end(id, connection.outlet, ending) }
        guard !course.isDropped else {
            // Without its close frame the venue is gone and the client does not know.
            if case .close = message.content { return end(id, connection.outlet, .stall) }
            return false
        }
        var batch = Array(repeating: spoiled(message, course), count: course.copies)
        if case .close = message.content {
            batch = connection.heldBack + batch.prefix(1)
        } else if course.isHeldBack, connection.heldBack.isEmpty {
            connections[id]?.heldBack = batch
            return false
        } else {
            batch += connection.heldBack
        }
        connections[id]?.heldBack = []
        return pass(batch, id, delayMilliseconds: course.delayMilliseconds, at: now)
    }

    /// Sends what has waited long enough; the connections that ended with it.
    mutating func release(at now: SimulatedInstant) -> [StreamID] {
        var ended: [StreamID] = []
        for id in late.sorted() {
            let delayed = connections[id]?.delayed ?? []
            let due = delayed.prefix { $0.due <= now }.map(\.message)
            if due.count == delayed.count { late.remove(id) }
            guard !due.isEmpty else { continue }
            connections[id]?.delayed.removeFirst(due.count)
            if put(due, id) { ended.append(id) }
        }
        return ended
    }

    private mutating func end(_ id: StreamID, _ outlet: any StreamOutlet, _ ending: MessageCourse.Ending) -> Bool {
        switch ending {
        case .stall:
            connections[id]?.isStalled = true
            put(.stall, id, outlet)
            return false
        case .close(let code, let reason):
            close(id, code: code, reason: reason)
            return true
        case .reset:
            connections[id] = nil
            put(.reset, id, outlet)
            return true
        }
    }

    private func spoiled(_ message: StreamMessage, _ course: MessageCourse) -> StreamMessage {
        guard case .text(let text) = message.content else { return message }
        return StreamMessage(
            to: message.stream, message.operation, .text(course.spoiled(text, number: messageCount)))
    }

    /// Sends at once, or puts behind what waits.
    private mutating func pass(
        _ batch: [StreamMessage], _ id: StreamID, delayMilliseconds: Int64, at now: SimulatedInstant
    ) -> Bool {
        let last = connections[id]?.delayed.last?.due
        guard delayMilliseconds > 0 || last != nil else { return put(batch, id) }
        let due = max(last ?? now, now.advanced(byMilliseconds: delayMilliseconds))
        if due != last { newDelay = max(newDelay ?? due, due) }
        connections[id]?.delayed += batch.map { (due, $0) }
        late.insert(id)
        let surplus = (connections[id]?.delayed.count ?? 0) - Self.mostDelayed
        guard surplus > 0, let early = connections[id]?.delayed.prefix(surplus).map(\.message) else { return false }
        connections[id]?.delayed.removeFirst(surplus)
        return put(early, id)
    }

    /// Sends for good; true when a close frame was among it.
    private mutating func put(_ batch: [StreamMessage], _ id: StreamID) -> Bool {
        for message in batch {
            guard let connection = connections[id] else { return true }
            sent[message.operation, default: 0] += 1
            put(.content(message.content), id, connection.outlet)
            if case .close = message.content { connections[id] = nil }
        }
        return connections[id] == nil
    }

    private mutating func put(_ delivery: StreamDelivery, _ id: StreamID, _ outlet: any StreamOutlet) {
        outlet.put(delivery)
        touched[id] = outlet
    }
}
