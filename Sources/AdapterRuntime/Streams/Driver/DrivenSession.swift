import AdapterProtocol

/// A session of either kind, as the driver handles it: inputs in, output out. Real connections and recordings go through
/// the same two calls.
protocol DrivenSession: Sendable {
    associatedtype Event: Sendable

    /// Takes a text message.
    mutating func take(_ message: Span<UInt8>, at now: StreamInstant, _ output: inout StreamOutput<Event>)
    /// Takes anything else.
    mutating func take(_ input: StreamInput, at now: StreamInstant, _ output: inout StreamOutput<Event>)
}

/// A session of market data.
struct DrivenMarket: DrivenSession {
    var session: any MarketStreamSession

    mutating func take(
        _ message: Span<UInt8>, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>
    ) {
        session.received(message, at: now, &output)
    }

    mutating func take(_ input: StreamInput, at now: StreamInstant, _ output: inout StreamOutput<MarketStreamEvent>) {
        switch input {
        case .opened(let address): session.opened(address, at: now, &output)
        case .subscribed(let subscriptions): session.subscribe(subscriptions, at: now, &output)
        case .unsubscribed(let slots): session.unsubscribe(slots, at: now, &output)
        case .snapshot(let slot, let result): session.received(result, for: slot, at: now, &output)
        case .elapsed: session.elapsed(at: now, &output)
        case .resync(let slot, let cause): session.resync(slot, because: cause, at: now, &output)
        case .learned: break
        }
    }
}

/// A session of an account.
struct DrivenAccount: DrivenSession {
    var session: any AccountStreamSession

    mutating func take(
        _ message: Span<UInt8>, at now: StreamInstant, _ output: inout StreamOutput<AccountStreamEvent>
    ) {
        session.received(message, at: now, &output)
    }

    mutating func take(_ input: StreamInput, at now: StreamInstant, _ output: inout StreamOutput<AccountStreamEvent>) {
        switch input {
        case .opened(let address): session.opened(address, at: now, &output)
        case .elapsed: session.elapsed(at: now, &output)
        case .learned(let order): session.learn(order)
        case .subscribed, .unsubscribed, .snapshot, .resync: break
        }
    }
}
