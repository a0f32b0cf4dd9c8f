import VenueSimulator

extension Kraken {
    /// One client's WebSocket.
    struct Connection: Sendable {
        /// Its number.
        let id: StreamID
        /// Whether it is one of ws-auth.
        let isPrivate: Bool
        /// When something was sent last, milliseconds.
        var lastSent: Int64
        /// When the client, or a subscription of its, was last there.
        var lastActive: Int64
        /// The market channels it follows.
        var topics: [Topic] = []
        /// The account's channels it follows.
        var executions: PrivateFeed?
        var balances: PrivateFeed?
        /// Messages received in the second that began at ``secondStart``.
        private var received = 0
        private var secondStart: Int64

        init(_ id: StreamID, isPrivate: Bool, at now: Int64) {
            self.id = id
            self.isPrivate = isPrivate
            lastSent = now
            lastActive = now
            secondStart = now
        }

        /// Whether it follows anything that keeps it open.
        var hasSubscription: Bool {
            isPrivate ? executions != nil || balances != nil : !topics.isEmpty
        }

        /// Counts a message; false when they come too fast.
        mutating func allowsMessage(limit: Int, now: Int64) -> Bool {
            if now - secondStart >= 1_000 {
                secondStart = now
                received = 0
            }
            received += 1
            return limit == 0 || received <= limit
        }
    }

    /// A channel of the account; its frames are numbered from 1 (kraken.md J.2).
    struct PrivateFeed: Sendable {
        /// The number of the last frame.
        private var sequence: Int64 = 0
        /// Whether the next number is left out.
        var skipsNext = false
        /// Whether all steps of an order are told (`order_status`).
        var tellsAll = true

        /// The next number.
        mutating func next() -> Int64 {
            sequence &+= skipsNext ? 2 : 1
            skipsNext = false
            return sequence
        }
    }

    /// A market channel as a connection follows it.
    struct Topic: Sendable {
        enum Channel: Hashable, Sendable {
            case book(depth: Int)
            case trade
            /// With each change of the best prices, or with trades only.
            case ticker(isByBook: Bool)
            case ohlc(minutes: Int64)
            case instrument
        }

        /// The channel.
        let channel: Channel
        /// The market; nil for the channel of all.
        let market: Market?
        /// When a snapshot that was held back is due; nil once it was sent.
        var snapshotDue: Int64?
        /// Whether the next change is lost on the way.
        var dropsNext = false
        /// Whether the next checksum is wrong.
        var breaksNext = false
        /// The ticker's best prices as told.
        var bestTold: BestPrices?

        init(_ channel: Channel, _ market: Market?) {
            self.channel = channel
            self.market = market
        }

        /// Whether it is the same subscription: a book has one depth per symbol and connection (kraken.md I.3).
        func conflicts(with other: Topic) -> Bool {
            guard market?.key == other.market?.key else { return false }
            return switch (channel, other.channel) {
            case (.book, .book), (.ticker, .ticker): true
            default: channel == other.channel
            }
        }
    }

    /// Bid, its quantity, ask, its quantity, as text.
    typealias BestPrices = [String]

    /// A market's book at a depth.
    struct BookTopic: Hashable, Sendable {
        let market: String
        let depth: Int
    }
}
