/// One connection to a venue's market data as a pure state machine: frames and time in, events and frames to send out.
///
/// A value that does nothing by itself and knows no socket: the runtime drives it on real connections, a recording drives
/// it from a file, a test from bytes; each sees the same events. It lives as long as its connection: the next connection
/// has a new one.
public protocol MarketStreamSession: Sendable {
    /// The connection is up. What was subscribed before is asked for now.
    mutating func opened(
        _ address: StreamAddress, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>)

    /// Follows more. May be called before the connection is up.
    mutating func subscribe(
        _ subscriptions: [MarketSubscription], at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>)

    /// Follows these no longer; nothing of them is told any more.
    mutating func unsubscribe(
        _ slots: [Int], at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>)

    /// A text message arrived, whole.
    mutating func received(
        _ message: Span<UInt8>, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>)

    /// A snapshot that was asked for arrived, or could not be read.
    mutating func received(
        _ snapshot: Result<OrderBook, VenueError>, for slot: Int, at now: StreamInstant,
        _ output: inout StreamOutput<MarketStreamEvent>)

    /// The time that was wished for has come.
    mutating func elapsed(at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>)

    /// Starts a book anew, because somebody found it wrong.
    mutating func resync(
        _ slot: Int, because cause: StreamCause, at now: StreamInstant,
        _ output: inout StreamOutput<MarketStreamEvent>)

    /// The book of a subscription as it stands; nil when the slot is none of a book.
    func book(of slot: Int) -> LiveBook?

    /// Whether a subscription delivers: its book is live, or the venue has taken it.
    func isLive(_ slot: Int) -> Bool
}

/// What a market session tells.
public enum MarketStreamEvent: Sendable {
    /// A book changed, or its state did: see ``MarketStreamSession/book(of:)``. Only the number is told, so that a frame
    /// that nobody reads costs no copy of the book.
    case book(slot: Int)
    /// A trade.
    case trade(slot: Int, PublicTrade)
    /// A ticker.
    case ticker(slot: Int, Ticker)
    /// A candle, whole or still growing.
    case candle(slot: Int, Candle)
    /// Something about the subscription itself.
    case marker(slot: Int, StreamMarker)
    /// The venue took the subscription: what follows is live.
    case live(slot: Int)
    /// The venue does not take the subscription, for good.
    case refused(slot: Int, VenueError)
}
