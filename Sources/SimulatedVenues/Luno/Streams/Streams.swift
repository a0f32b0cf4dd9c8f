import AdapterProtocol
import VenueSimulator

extension Luno {
    /// The open connections, and what is about to be sent on them.
    struct Streams: Sendable {
        private(set) var connections: [StreamConnection] = []
        private var outbox: [StreamMessage] = []
        /// Who follows which market.
        private var followers: [String: [StreamID]] = [:]
        private(set) var hasUsers = false
        /// The number of each market's last frame.
        private var sequences: [String: Int64] = [:]
        /// Markets whose next frame takes a number too many.
        private var skipping: Set<String> = []
        /// When each market's last frame was sent.
        private(set) var lastUpdates: [String: Int64] = [:]
        var past = UserPast()
        var delay = SnapshotDelay()
        /// Trades told so far, for the switch that makes some of them strange.
        var tradeCount = 0

        /// Whether anybody wants to hear of the user's changes, now or when he returns.
        var hearsUser: Bool { hasUsers || past.isWatched }
        /// Whether nobody is there and nothing has to be noted down.
        var isIdle: Bool { connections.isEmpty && !past.isWatched && !delay.isOn }

        func connection(_ id: StreamID) -> StreamConnection? { connections.first { $0.id == id } }

        func follows(_ market: String) -> Bool { delay.isOn || followers[market] != nil }

        /// Numbers above 2^32, as the venue's are (luno.md I.3).
        func sequence(_ market: Market) -> Int64 {
            sequences[market.id] ?? 4_530_000_000 + Int64(market.index) * 1_000_000
        }

        /// The next frame's number.
        mutating func nextSequence(_ market: Market) -> Int64 {
            let next = sequence(market) + (skipping.remove(market.id) == nil ? 1 : 2)
            sequences[market.id] = next
            return next
        }

        /// An update was sent, or somebody begins to wait for one.
        mutating func noteUpdate(_ market: String, at now: Int64) { lastUpdates[market] = now }

        mutating func skipNumbers() { skipping = Set(Markets.all.map(\.id)) }

        mutating func add(_ connection: StreamConnection) { connections.append(connection) }

        /// Changes a connection and what follows from it.
        mutating func update(_ id: StreamID, _ change: (inout StreamConnection) -> Void) {
            guard let index = connections.firstIndex(where: { $0.id == id }) else { return }
            change(&connections[index])
            sortOut()
        }

        mutating func remove(_ id: StreamID, at now: Int64) {
            guard let index = connections.firstIndex(where: { $0.id == id }) else { return }
            let gone = connections.remove(at: index)
            if gone.subject == .user, gone.isOpen, let key = gone.key,
                !connections.contains(where: { $0.subject == .user && $0.key == key })
            {
                past.leave(key, at: now)
            }
            sortOut()
        }

        /// Who follows what, after a connection changed.
        private mutating func sortOut() {
            followers = [:]
            for connection in connections {
                if let market = connection.market { followers[market, default: []].append(connection.id) }
            }
            hasUsers = connections.contains { $0.subject == .user && $0.isOpen }
        }

        /// Everything to send since the last call.
        mutating func takeMessages() -> [StreamMessage] {
            defer { outbox = [] }
            return outbox
        }

        // Sending.

        mutating func send(_ text: [UInt8], _ operation: String, to id: StreamID, at now: Int64) {
            outbox.append(StreamMessage(to: id, operation, .text(text)))
            if let index = connections.firstIndex(where: { $0.id == id }) { connections[index].lastText = now }
        }

        /// A ping is due; after a jump of the clock one is as good as many.
        mutating func ping(_ id: StreamID, at now: Int64) {
            outbox.append(StreamMessage(to: id, "stream.control", .ping([])))
            if let index = connections.firstIndex(where: { $0.id == id }) {
                connections[index].nextPing +=
                    StreamClock.ping * (1 + (now - connections[index].nextPing) / StreamClock.ping)
            }
        }

        /// Tells a market's followers.
        mutating func tell(_ market: Market, _ text: [UInt8], _ operation: String, at now: Int64) {
            noteUpdate(market.id, at: now)
            for id in followers[market.id] ?? [] { send(text, operation, to: id, at: now) }
        }

        /// Tells the user, on all of his connections, and keeps it for those that are away.
        mutating func tellUser(_ text: [UInt8], _ operation: String, at now: Int64) {
            past.keep(text, operation, at: now)
            for connection in connections where connection.subject == .user && connection.isOpen {
                send(text, operation, to: connection.id, at: now)
            }
        }

        /// An error frame, and the end with close 1000 (luno.md I.6).
        mutating func refuse(_ id: StreamID, _ error: FaceJSON, at now: Int64) {
            send(error.bytes, "stream.control", to: id, at: now)
            outbox.append(StreamMessage(to: id, "stream.control", .close(code: 1000, reason: "")))
            remove(id, at: now)
        }
    }
}
