/// What connected venues do with account streams by their own choice.
enum AccountSettings {
    /// How often orders and fills are read over REST although the stream is up: single events have been missed on healthy
    /// connections (binance.md J.3); the sheets ask for one to five minutes.
    static var safetyInterval: Duration { .seconds(120) }
    /// How far before the last reading of fills they are read again (kucoin.md J.4, kraken.md J.5).
    static var fillOverlap: Duration { .seconds(60) }
    /// The pause before a reading that failed is tried again, where the error names none.
    static var retryPause: Duration { .seconds(5) }
    /// Events kept while REST is read. What does not fit is let go: the reading is then made again, and shows it.
    static var mostKept: Int { 4096 }
    /// How long the stream stays up without a reader.
    static var linger: Duration { .seconds(5) }
}
