import AdapterProtocol
import VenueSimulator

extension VALR {
    /// All WebSocket connections, and what is on its way to them (valr.md I, J).
    struct Streams: Sendable {
        /// By id, so that messages go out in the order in which connections were opened.
        private(set) var connections: [StreamID: Connection] = [:]
        private var outbox: [StreamMessage] = []
        /// What the account sockets are to be told, in the order in which it happened.
        var news: [(account: String, news: AccountNews)] = []
        /// Balances as they were told last.
        var toldBalances: [String: [String: EngineBalance]] = [:]
        /// Books, trades, summaries and buckets that changed.
        var changes = MarketChanges()
        var orderFeeds: [String: OrderFeed] = [:]
        var levelFeeds: [String: LevelFeed] = [:]
        /// The last number of a pair's order feed and level feed, which outlive their readers.
        var lastNumbers: [String: Int64] = [:]
        var checksums = ChecksumFault()
        var skipsNumber: Set<String> = []
        /// Grows with every shuffle and every empty text.
        var turns: UInt64 = 0

        /// Whether nobody is connected and nothing is on its way.
        var isIdle: Bool { connections.isEmpty && outbox.isEmpty }

        var ids: [StreamID] { connections.keys.sorted() }

        subscript(id: StreamID) -> Connection? {
            get { connections[id] }
            set { connections[id] = newValue }
        }

        mutating func send(_ json: FaceJSON, _ operation: String, to id: StreamID) {
            send(json.bytes, operation, to: id)
        }

        mutating func send(_ bytes: [UInt8], _ operation: String, to id: StreamID) {
            outbox.append(StreamMessage(to: id, operation, .text(bytes)))
        }

        /// Ends a connection from the venue's side.
        mutating func close(_ id: StreamID, code: UInt16, reason: String) {
            guard connections.removeValue(forKey: id) != nil else { return }
            outbox.append(StreamMessage(to: id, "stream.control", .close(code: code, reason: reason)))
        }

        mutating func takeOutbox() -> [StreamMessage] {
            defer { outbox = [] }
            return outbox
        }

        /// Connections that have a pair in an event's list, in order.
        func readers(of event: StreamEvent, _ symbol: String) -> [StreamID] {
            ids.filter { connections[$0]?.lists[event]?.contains(symbol) ?? false }
        }

        /// Connections of an account, in order.
        func readers(of account: String) -> [StreamID] {
            ids.filter { connections[$0]?.caller?.account == account && connections[$0]?.kind == .account }
        }

        var hasAccountReaders: Bool { connections.values.contains { $0.kind == .account } }
        var hasMarketReaders: Bool { connections.values.contains { !$0.lists.isEmpty } }

        /// Forgets what follows from a state that has been replaced; connections stay, and begin anew.
        mutating func forgetMarkets() {
            changes = MarketChanges()
            orderFeeds = [:]
            levelFeeds = [:]
            news = []
            toldBalances = [:]
        }
    }
}
