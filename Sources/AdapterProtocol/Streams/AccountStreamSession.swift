/// One connection to an account's own events as a pure state machine.
///
/// Venues tell too little for an order, a fill or a balance now and then (Luno's fills have no id, Kraken's balances no
/// holds): such news names what must be read over REST instead of being guessed.
public protocol AccountStreamSession: Sendable {
    /// The connection is up.
    mutating func opened(
        _ address: StreamAddress, at now: StreamInstant, _ output: inout StreamOutput<AccountStreamEvent>)

    /// A text message arrived, whole.
    mutating func received(
        _ message: Span<UInt8>, at now: StreamInstant, _ output: inout StreamOutput<AccountStreamEvent>)

    /// The time that was wished for has come.
    mutating func elapsed(at now: StreamInstant, _ output: inout StreamOutput<AccountStreamEvent>)

    /// An order as an answer over REST showed it: what partial news is merged into.
    mutating func learn(_ order: Order)
}

/// What an account session tells.
public enum AccountStreamEvent: Sendable, Hashable {
    /// The venue takes the stream: from here on events arrive, so that what is read over REST now misses nothing.
    case live
    /// An order as the event shows it.
    case order(Order)
    /// A fill.
    case fill(Fill)
    /// A balance, absolute.
    case balance(Balance)
    /// News that only names its subject; read it.
    case read(AccountNews)
    /// Something about the stream itself.
    case marker(StreamMarker)
}

/// What an event says has changed without saying how.
public enum AccountNews: Sendable, Hashable {
    /// An order, on a market where the event names one.
    case order(OrderReference, Symbol?)
    /// The fills of a market, or of all where the event names none.
    case fills(Symbol?)
    /// The balances.
    case balances
}

/// What happened to an account, as its owner is told.
public enum AccountEvent: Sendable, Hashable {
    /// An order as the venue shows it.
    case order(Order)
    /// A fill, told exactly once.
    case fill(Fill)
    /// A balance, absolute.
    case balance(Balance)
}
