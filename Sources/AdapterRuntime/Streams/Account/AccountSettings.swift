/// What connected venues do with account streams by their own choice.
enum AccountSettings {
    /// How far before the last reading of fills they are read again (kucoin.md J.4, kraken.md J.5).
    static var fillOverlap: Duration { .seconds(60) }
    /// The pause before a reading that failed is tried again, where the error names none.
    static var retryPause: Duration { .seconds(5) }
    /// Events kept while REST is read. What does not fit is let go: the reading is then made again, and shows it.
    static var mostKept: Int { 4096 }
    /// How long the stream stays up without a reader.
    static var linger: Duration { .seconds(5) }
    /// How long after an error that no other connection would mend new readers are told it without asking the venue.
    static var refusalMemory: Duration { .seconds(5) }
}
