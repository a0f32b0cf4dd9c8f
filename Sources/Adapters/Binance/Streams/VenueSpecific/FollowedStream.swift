import AdapterKit
import AdapterProtocol

/// One stream of a connection, whoever reads it.
struct FollowedStream: Sendable {
    let name: String
    let content: StreamContent
    let symbol: Symbol
    /// The subscriptions that it serves; none when it is followed no longer.
    var slots: [Int]
    /// Whether the venue took it.
    var isTaken = false
    /// The number and the time of the last trade.
    var lastTrade: (id: Int64, time: Timestamp)?
    var book: FollowedBook?

    /// A stream that nobody has asked the venue for yet.
    init(_ subscription: MarketSubscription) {
        name = subscription.streamName
        content = subscription.channel.content
        symbol = subscription.instrument.symbol
        slots = [subscription.slot]
    }

    var isLive: Bool { book.map { $0.diff.book.state.isLive } ?? isTaken }

    func marker(
        _ kind: StreamMarker.Kind, _ cause: StreamCause, from: Timestamp? = nil, to: Timestamp? = nil
    ) -> StreamMarker {
        StreamMarker(kind, cause, symbol: symbol, from: from, to: to)
    }
}
