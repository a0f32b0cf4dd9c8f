import AdapterProtocol

/// What a flow made of its answers.
struct Ending {
    /// How the answers were taken, in the words of the unified API.
    enum Taken: String, CaseIterable, Hashable {
        /// A value was read, or a write is reported done.
        case read
        /// A read failed with a typed error.
        case refused
        /// The effect of a write is reported unknown.
        case doubtful
        /// A write is reported not done: only right when an answer says so.
        case denied
        /// An order is reported not to exist: only right when the answers say so.
        case absent
        /// Nothing left the process, which no answer can cause.
        case notSent
        /// The flow wanted more steps than any honest answer asks for.
        case endless
    }

    var taken: Taken
    var error: VenueError?
    /// The ids of orders that a write reports taken.
    var ids: [String] = []
    var numbers: [StatedNumber] = []
    var calls = 0
    /// For the oracles that know the venue's own fields.
    var book: OrderBook?
    var trades: [PublicTrade]?
    var candles: [Candle]?
    var tickers: [Ticker]?
    var balances: [Balance]?
    var rates: FeeRates?
    /// Whether the call with the damaged answer changes something at the venue.
    var isWrite = false
    /// Whether any call that changes something was made.
    var hasWritten = false

    init(_ taken: Taken, error: VenueError? = nil) {
        self.taken = taken
        self.error = error
    }

    mutating func take<Value: Stated>(_ value: Value) {
        value.numbers { numbers.append($0) }
        // An empty list of anything can be cast to a list of anything else: the type is asked, not the value.
        if Value.self == [PublicTrade].self { trades = value as? [PublicTrade] }
        if Value.self == [Candle].self { candles = value as? [Candle] }
        if Value.self == [Ticker].self { tickers = value as? [Ticker] }
        if Value.self == [Balance].self { balances = value as? [Balance] }
        if let value = value as? OrderBook { book = value }
        if let value = value as? Ticker { tickers = [value] }
        if let value = value as? FeeRates { rates = value }
    }
}

/// Answers a call; sees its position in the flow and the time.
typealias Answering = (VenueCall, Int, Timestamp) -> CallResult

extension Flow {
    /// More calls and waits than any flow of any adapter needs for the answers it is given here: past the rehearsed ones
    /// every answer is a failure.
    private static var mostSteps: Int { 400 }

    /// Drives the flow on a clock that its own waits move; `nil` for a flow that does not end.
    func drive(from start: Timestamp, _ answer: Answering) -> (result: Result<Output, VenueError>?, calls: Int) {
        var now = start
        var calls = 0
        var step = self.start(now)
        for _ in 0..<Self.mostSteps {
            switch step {
            case .call(let call, let resume):
                let result = answer(call, calls, now)
                calls += 1
                now = now.advanced(by: .milliseconds(20))
                step = resume(result, now)
            case .wait(let duration, let resume):
                now = now.advanced(by: duration)
                step = resume(now)
            case .finished(let output): return (.success(output), calls)
            case .failed(let error): return (.failure(error), calls)
            }
        }
        return (nil, calls)
    }
}
