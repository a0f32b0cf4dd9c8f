import AdapterProtocol
import VenueSimulator

extension Kraken {
    /// Everything about WebSocket connections. Nothing of it outlives a run.
    struct Streams: Sendable {
        /// Open connections in the order in which they were opened.
        var connections: [Connection] = []
        /// What is to be sent.
        private(set) var outbox: [StreamMessage] = []
        /// Issued tokens that may still be used.
        var tokens = Tokens()
        /// Connections by address.
        var attempts = Attempts()
        /// The best levels as they were told, by market and depth.
        var told: [BookTopic: ToldBook] = [:]
        /// Each market's checksum as it was told last.
        var checksums: [String: UInt32] = [:]
        /// Whether checksums stand still.
        var areChecksumsFrozen = false
        /// How late snapshots come, milliseconds.
        var snapshotDelay: Int64 = 0

        /// Whether nobody listens: then nothing costs anything.
        var isEmpty: Bool { connections.isEmpty }

        /// The place of a connection.
        func index(of id: StreamID) -> Int? { connections.firstIndex { $0.id == id } }

        /// Sends a text to the connection at a place.
        mutating func send(_ text: [UInt8], _ operation: String, to index: Int, at now: Int64) {
            connections[index].lastSent = now
            outbox.append(StreamMessage(to: connections[index].id, operation, .text(text)))
        }

        /// Sends a value to the connection at a place.
        mutating func send(_ value: FaceJSON, _ operation: String, to index: Int, at now: Int64) {
            send(value.bytes, operation, to: index, at: now)
        }

        /// Ends the connection at a place.
        mutating func close(_ index: Int, code: UInt16, _ reason: String) {
            outbox.append(
                StreamMessage(to: connections[index].id, Operation.control, .close(code: code, reason: reason)))
            remove(index)
        }

        /// Forgets the connection at a place.
        mutating func remove(_ index: Int) {
            tokens.release(connections[index].id)
            connections.remove(at: index)
            if connections.isEmpty { told = [:] }
        }

        /// What is to be sent, once.
        mutating func takeOutbox() -> [StreamMessage] {
            guard !outbox.isEmpty else { return [] }
            defer { outbox = [] }
            return outbox
        }
    }

    /// The common names of stream messages, for the fault plan and the counters.
    enum Operation {
        static let control = "stream.control"
        static let book = "stream.book"
        static let trades = "stream.trades"
        static let ticker = "stream.ticker"
        static let candles = "stream.candles"
        static let order = "stream.order"
        static let fill = "stream.fill"
        static let balance = "stream.balance"
    }

    /// Connections per address in the last ten minutes, and bans (kraken.md H.3).
    struct Attempts: Sendable {
        private var times: [String: [Int64]] = [:]
        private var bannedUntil: [String: Int64] = [:]

        private static let window: Int64 = 600_000

        /// Counts one more; false when the edge refuses it.
        mutating func allows(_ address: String, limit: Int, now: Int64) -> Bool {
            guard limit > 0 else { return true }
            if let end = bannedUntil[address], now < end { return false }
            var recent = (times[address] ?? []).filter { now - $0 < Self.window }
            guard recent.count < limit else {
                bannedUntil[address] = now + Self.window
                return false
            }
            recent.append(now)
            times[address] = recent
            return true
        }
    }
}
