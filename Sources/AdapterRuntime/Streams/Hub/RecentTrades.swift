import AdapterProtocol

/// The ids of the trades told last, so that none is told twice where two sources overlap.
struct RecentTrades: Sendable {
    /// As many as the largest answer to a backfill, twice.
    static var capacity: Int { 1024 }

    private var ids: [String] = []
    private var next = 0

    var isEmpty: Bool { ids.isEmpty }

    mutating func insert(_ id: String) {
        if ids.count < Self.capacity {
            ids.append(id)
        } else {
            ids[next] = id
            next = (next + 1) % Self.capacity
        }
    }

    /// Whether it was told; looks at the newest first.
    func contains(_ id: String) -> Bool { ids.contains(id) }

    /// All ids at once, for many questions.
    var all: Set<String> { Set(ids) }
}

/// A hole in a topic's trades that is being filled.
struct TradeGap: Sendable {
    /// Trades that wait until the hole is filled; as many as a reader may be behind.
    static var mostHeld: Int { ChannelBounds.lossless / 2 }

    /// The last moment before the hole.
    let from: Timestamp?
    /// When it ended.
    let to: Timestamp
    var held: [(trade: PublicTrade, time: Timestamp)] = []

    /// What of an answer fills the hole; nil when the hole is larger than the answer.
    func missing(in answer: [PublicTrade], told: RecentTrades) -> [PublicTrade]? {
        let known = told.all
        if let last = answer.lastIndex(where: { known.contains($0.id) }) {
            return answer[(last + 1)...].filter { !known.contains($0.id) }
        }
        guard let oldest = answer.first else { return [] }
        // Nothing of the answer was told: it reaches back far enough only if nothing had been told at all.
        guard told.isEmpty, let from, oldest.time <= from else { return nil }
        return answer.filter { $0.time > from }
    }
}
