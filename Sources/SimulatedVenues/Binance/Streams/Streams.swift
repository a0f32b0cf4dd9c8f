import VenueSimulator

extension Binance {
    /// Everything about open connections: who they are, what they follow, what is to be sent.
    struct Streams: Sendable {
        private(set) var connections: [StreamID: StreamConnection] = [:]
        /// Connections by stream name, in the order in which they subscribed.
        private(set) var subscribers: [String: [StreamID]] = [:]
        private var meanings: [String: StreamTopic] = [:]
        /// Changes that the next depth message will hold, by stream name.
        var depths: [String: DepthFeed] = [:]
        /// Open times of the candles told last, by stream name.
        var candles: [String: Int64] = [:]
        /// Symbols that have traded since the last second.
        var traded: Set<String> = []
        var attempts: [String: [Int64]] = [:]
        var pastBooks = PastBooks()
        var lastExecutionID: Int64 = 26_400_100_000
        private var outbox: [StreamMessage] = []

        /// Whether nobody listens, so that nothing has to be made.
        var isEmpty: Bool { connections.isEmpty && !pastBooks.isOn }

        /// Connections in the order in which they were opened.
        var ids: [StreamID] { connections.keys.sorted() }

        /// What the followed names mean, in a fixed order.
        var topics: [(name: String, topic: StreamTopic)] {
            meanings.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        }

        mutating func add(_ connection: StreamConnection) { connections[connection.id] = connection }

        mutating func change(_ id: StreamID, _ body: (inout StreamConnection) -> Void) {
            guard var connection = connections[id] else { return }
            body(&connection)
            connections[id] = connection
        }

        mutating func subscribe(_ id: StreamID, to name: String) {
            guard connections[id]?.names.contains(name) == false else { return }
            change(id) { $0.names.append(name) }
            subscribers[name, default: []].append(id)
            if subscribers[name]?.count == 1 { meanings[name] = StreamTopic(name) }
        }

        mutating func unsubscribe(_ id: StreamID, from name: String) {
            change(id) { $0.names.removeAll { $0 == name } }
            subscribers[name]?.removeAll { $0 == id }
            guard subscribers[name]?.isEmpty == true else { return }
            subscribers[name] = nil
            meanings[name] = nil
            depths[name] = nil
            candles[name] = nil
        }

        /// Forgets a connection.
        mutating func remove(_ id: StreamID) {
            guard let connection = connections[id] else { return }
            for name in connection.names { unsubscribe(id, from: name) }
            connections[id] = nil
        }

        mutating func close(_ id: StreamID, code: UInt16, _ reason: String) {
            outbox.append(StreamMessage(to: id, "stream.control", .close(code: code, reason: reason)))
            remove(id)
        }

        mutating func ping(_ id: StreamID, _ payload: String) {
            outbox.append(StreamMessage(to: id, "stream.control", .ping(Array(payload.utf8))))
        }

        /// Sends one connection a text of its own.
        mutating func send(_ json: JSON, to id: StreamID, as operation: String = "stream.control") {
            let isMicro = connections[id]?.isMicroseconds ?? false
            outbox.append(StreamMessage(to: id, operation, .text(json.bytes(timesInMicroseconds: isMicro))))
        }

        /// Sends everybody who follows a stream its message, with or without its name (binance.md I).
        mutating func publish(_ name: String, _ operation: String, _ payload: () -> JSON) {
            guard let followers = subscribers[name] else { return }
            let data = payload()
            for id in followers {
                guard let connection = connections[id] else { continue }
                send(connection.isCombined ? ["stream": .text(name), "data": data] : data, to: id, as: operation)
            }
        }

        mutating func takeMessages() -> [StreamMessage] {
            let messages = outbox
            outbox.removeAll(keepingCapacity: true)
            return messages
        }
    }

    /// One open connection.
    struct StreamConnection: Sendable {
        enum Kind: Sendable {
            case market
            /// The WebSocket API (binance.md J).
            case api
        }

        let id: StreamID
        let kind: Kind
        let peer: String
        let openedAt: Int64
        let isMicroseconds: Bool
        var isCombined: Bool
        /// Whether answers say what they used of the limits.
        var tellsLimits = true
        /// Followed streams, in the order in which they were subscribed.
        var names: [String] = []
        /// Arrivals of the control messages of the last second.
        var arrivals: [Int64] = []
        var pingedAt: Int64
        var isToldOfEnd = false
        /// The key of `session.logon`, and since when.
        var session: (key: Key, since: Int64)?
        /// The one subscription to the account's events, and whether it hangs on the session.
        var userData: (id: Int, isOfSession: Bool)?
        var nextSubscription = 0

        init(
            _ id: StreamID, _ kind: Kind, peer: String, isCombined: Bool, isMicroseconds: Bool, now: Int64
        ) {
            self.id = id
            self.kind = kind
            self.peer = peer
            self.isCombined = isCombined
            self.isMicroseconds = isMicroseconds
            openedAt = now
            pingedAt = now
        }
    }
}
