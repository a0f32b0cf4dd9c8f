import ArgumentParser

/// What of markets is recorded.
enum RecordedChannel: String, CaseIterable, ExpressibleByArgument, Sendable {
    /// Order books.
    case book
    /// Public trades.
    case trades
    /// Tickers.
    case ticker
    /// Candles of one minute.
    case candles
}
