import AdapterProtocol
import VenueSimulator

extension KuCoin {
    /// Everything about WebSocket connections (kucoin.md I, J, L). Nothing here is saved.
    struct Streams: Sendable {
        /// Open connections.
        var connections: [StreamID: StreamConnection] = [:]
        /// Who follows a topic, oldest connection first.
        var followers: [String: [StreamID]] = [:]
        /// What is to be sent.
        var messages: [StreamMessage] = []
        /// Tokens that were given out.
        var tokens: [String: StreamToken] = [:]
        /// When connections were opened, for the limit per minute.
        var openings: [Int64] = []
        /// Pairs whose book or last trade has changed since the last flush.
        var changed: Set<String> = []
        /// What the tickers showed last, without number and time.
        var shownTickers: [String: FaceJSON] = [:]
        /// Numbers that were skipped, as if messages had been lost (``StreamDisturbance/skipSequence``).
        var skipped: Int64 = 0
        /// How old REST books are (``StreamDisturbance/delaySnapshots(milliseconds:)``), and the books that are kept for
        /// it.
        var bookDelay: Int64 = 0
        var pastBooks: [String: [(time: Int64, book: EngineBook)]] = [:]
        /// Sizes of open orders: as first placed, and as last told.
        var sizes: [EngineOrderRef: (origin: ExactDecimal, shown: ExactDecimal)] = [:]
        /// Balances as last told.
        var balances: [String: (available: ExactDecimal, hold: ExactDecimal)] = [:]
        /// How many balance messages there were.
        var balanceSerial: Int64 = 354_689_988_084_000

        /// Whether nobody is connected.
        var isEmpty: Bool { connections.isEmpty }
        /// Whether nothing at all is to be done between requests.
        var isIdle: Bool { connections.isEmpty && bookDelay == 0 }

        /// Sends bytes to one connection.
        mutating func send(_ bytes: [UInt8], to id: StreamID, _ operation: String = "stream.control") {
            messages.append(StreamMessage(to: id, operation, .text(bytes)))
        }

        /// Sends one and the same frame to everybody who follows a topic; it is only made when there is somebody.
        mutating func publish(_ topic: String, _ operation: String, _ frame: () -> FaceJSON?) {
            guard let ids = followers[topic], !ids.isEmpty, let bytes = frame()?.bytes else { return }
            for id in ids { send(bytes, to: id, operation) }
        }

        /// Ends a connection from the venue's side.
        mutating func close(_ id: StreamID, code: UInt16, reason: String) {
            forget(id)
            messages.append(StreamMessage(to: id, "stream.control", .close(code: code, reason: reason)))
        }

        /// Forgets a connection.
        mutating func forget(_ id: StreamID) {
            guard let connection = connections.removeValue(forKey: id) else { return }
            for topic in connection.topics { unfollow(topic, id) }
        }

        /// Adds a follower.
        mutating func follow(_ topic: String, _ id: StreamID) {
            guard connections[id]?.topics.insert(topic).inserted == true else { return }
            followers[topic, default: []].append(id)
            followers[topic]?.sort()
        }

        /// Removes a follower.
        mutating func unfollow(_ topic: String, _ id: StreamID) {
            connections[id]?.topics.remove(topic)
            followers[topic]?.removeAll { $0 == id }
            if followers[topic]?.isEmpty == true { followers[topic] = nil }
        }

        /// Keeps an order's size, which partial cancels change.
        mutating func remember(_ order: EngineOrder) {
            guard !isEmpty else { return }
            let size = KuCoin.difference(order.quantity, order.preventedQuantity)
            sizes[EngineOrderRef(order)] = (sizes[EngineOrderRef(order)]?.origin ?? order.quantity, size)
        }
    }

    /// One connection.
    struct StreamConnection: Sendable {
        /// The client's own name for it.
        let name: String
        /// Whether its token was given to a key.
        let isPrivate: Bool
        let openedAt: Int64
        /// When the welcome is sent; nothing that comes before is heard.
        let welcomeAt: Int64
        var isWelcome = false
        /// When the client last sent a ping as JSON.
        var pingedAt: Int64
        var topics: Set<String> = []
        /// When its messages of the last seconds came.
        var received: [Int64] = []
        var hasIgnored = false
    }

    /// What a token opens.
    struct StreamToken: Sendable {
        let isPrivate: Bool
        let issuedAt: Int64
    }
}
