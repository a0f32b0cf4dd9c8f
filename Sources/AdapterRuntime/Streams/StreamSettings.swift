/// What connected venues do with streams by their own choice; venues' rules are in their adapters.
enum StreamSettings {
    /// How long a topic without readers stays subscribed: a reader that comes back at once, as after an error in a bot,
    /// finds the book still live and costs the venue no message.
    static var linger: Duration { .seconds(5) }
    /// How often live books are held against a snapshot. A book that drifts unnoticed is rare; a snapshot costs up to a
    /// twentieth of a minute's weight (binance.md H).
    static var auditInterval: Duration { .seconds(600) }
    /// Levels a side that an audit compares.
    static var auditDepth: Int { 20 }
    /// How long the stream may take to reach the snapshot's number.
    static var auditPatience: Duration { .seconds(2) }
    /// Snapshots read at the same time: more would only queue for budget, in front of the calls of bots.
    static var snapshotsAtOnce: Int { 4 }
    /// Trades asked for to fill a hole; venues cap it.
    static var backfill: Int { 500 }
    /// How long after a switch of connections trades are held against those told before.
    static var overlapMemory: Duration { .seconds(60) }

    /// How often a venue without a stream for it is asked.
    enum Poll {
        /// A book every 2 s: older ones are of no use to anybody.
        static var book: Duration { .seconds(2) }
        /// Tickers and trades every 5 s.
        static var ticker: Duration { .seconds(5) }
        static var trades: Duration { .seconds(5) }
        /// Candles every 15 s, a quarter of the shortest.
        static var candles: Duration { .seconds(15) }
        /// Levels a side of a polled book, at least.
        static var depth: Int { 20 }
    }
}
