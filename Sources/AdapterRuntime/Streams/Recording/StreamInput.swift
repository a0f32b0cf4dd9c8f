public import AdapterProtocol

/// What a session is told besides messages: together with them and their times everything that its events depend on.
public enum StreamInput: Sendable {
    /// The connection is up.
    case opened(StreamAddress)
    /// More is followed.
    case subscribed([MarketSubscription])
    /// These are followed no longer.
    case unsubscribed([Int])
    /// A snapshot that was asked for.
    case snapshot(slot: Int, Result<OrderBook, VenueError>)
    /// The time that was wished for.
    case elapsed
    /// A book is started anew.
    case resync(slot: Int, because: StreamCause)
    /// An order as an answer over REST showed it.
    case learned(Order)

    /// The same without what may be on no disk: tokens and the secret part of an address. Sessions put those into frames
    /// and nowhere else, so that the events are the same.
    public var redacted: StreamInput {
        guard case .opened(let address) = self else { return self }
        return .opened(StreamAddress(root: .market, path: address.path, pingInterval: address.pingInterval))
    }
}
