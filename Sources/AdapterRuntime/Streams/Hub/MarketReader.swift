import AdapterProtocol

/// What a topic tells its readers.
enum MarketValue: Sendable {
    /// The book of this topic has changed: read it there, when the reader has time for it.
    case book(MarketTopic)
    case trade(PublicTrade)
    case ticker(Ticker)
    case candle(MarketCandle)
}

/// A reader's end that a topic writes to.
protocol MarketReader: AnyObject, Sendable {
    func put(_ value: MarketValue, key: Int, at time: Timestamp)
    func put(_ marker: StreamMarker, key: Int)
    func finish(_ error: VenueError?)
}

extension StreamChannel: MarketReader where Buffer.Value == MarketValue {}

/// Turns what waits for a reader of books into books, and leaves out what the reader has seen: between two looks of a
/// slow reader a book may change once more.
final class BookReading: Sendable {
    private let seen = StreamTable<BookStamp>()

    func book(of topic: MarketTopic) -> LiveBook? {
        guard let (book, stamp) = topic.book() else { return nil }
        return seen.exchange(stamp, for: ObjectIdentifier(topic)) == stamp ? nil : book
    }
}

/// Tells two states of a topic's book apart.
struct BookStamp: Sendable, Equatable {
    /// The connection's number; nil for a book that no connection carries.
    let connection: UInt64?
    let revision: UInt64
}
