import AdapterProtocol

/// An account session whose venue is a scenario: pure, on a time of its own, and looked after.
struct ScenarioAccount: Sendable {
    private(set) var line: ScenarioLine
    /// What the last step told.
    private(set) var told: [AccountStreamEvent] = []
    /// Whether the session has said that the venue takes the stream.
    private(set) var isLive = false
    private var session: any AccountStreamSession
    private var output = StreamOutput<AccountStreamEvent>()

    /// A session that is open.
    init(_ scenario: StreamScenario, _ adapter: any VenueAdapter) {
        line = ScenarioLine(adapter)
        session = adapter.makeAccountSession(scenario.catalog)
        let address = StreamAddress(root: .account, path: scenario.path ?? "", token: Secret(ScenarioLine.token))
        call { $0.opened(address, at: $1, &$2) }
    }

    /// Whether the connection goes on.
    var isUp: Bool { line.ending == nil }

    /// The orders of the last step.
    var orders: [Order] { told.compactMap { if case .order(let order) = $0 { order } else { nil } } }
    /// The fills of the last step.
    var fills: [Fill] { told.compactMap { if case .fill(let fill) = $0 { fill } else { nil } } }
    /// The balances of the last step.
    var balances: [Balance] { told.compactMap { if case .balance(let balance) = $0 { balance } else { nil } } }

    /// What the last step asks to be read: `order 17`, `fills BTC/USDT`, `fills`, `balances`.
    var reads: [String] {
        told.compactMap { event in
            guard case .read(let news) = event else { return nil }
            return switch news {
            case .order(let reference, _): "order \(reference)"
            case .fills(let symbol): symbol.map { "fills \($0)" } ?? "fills"
            case .balances: "balances"
            }
        }
    }

    /// Plays one step, with another frame where one is given.
    mutating func play(_ step: StreamStep, as bytes: [UInt8]? = nil) {
        told = []
        pass(step.pause)
        if let order = step.learn?.order { learn(order) }
        guard isUp, let frame = bytes ?? line.frame(of: step) else { return }
        call { $0.received(frame.span, at: $1, &$2) }
    }

    /// Tells an order as an answer over REST shows it.
    mutating func learn(_ order: Order) { session.learn(order) }

    /// Plays a frame a moment later.
    mutating func play(_ text: String) {
        told = []
        pass(.milliseconds(100))
        let bytes = Array(text.utf8)
        call { $0.received(bytes.span, at: $1, &$2) }
    }

    /// Lets time pass, and tells it where that is wished for.
    mutating func pass(_ duration: Duration) {
        let end = line.elapsed + duration
        while isUp, let wake = line.wakeAt, wake <= end {
            line.elapsed = max(wake, line.elapsed)
            call { $0.elapsed(at: $1, &$2) }
            if isUp, let next = line.wakeAt, next <= line.elapsed {
                line.note("it wants to be told the same time again and again")
                break
            }
        }
        line.elapsed = end
    }

    /// Sets the wall clock off; the elapsed time goes on.
    mutating func shiftClock(by duration: Duration) { line.clockShift += duration }

    private mutating func call(
        _ body: (inout any AccountStreamSession, StreamInstant, inout StreamOutput<AccountStreamEvent>) -> Void
    ) {
        guard isUp else { return }
        output.removeAll()
        body(&session, line.now, &output)
        told += output.events
        line.take(output.frames, wakeAt: output.wakeAt, ending: output.ending)
        for event in output.events {
            switch event {
            case .live:
                if isLive { line.note("it becomes live twice") }
                isLive = true
            case .order(let order): line.note(Sanity.orders([order]))
            case .fill(let fill): line.note(Sanity.fills([fill]))
            case .balance(let balance): line.note(Self.problem(of: balance))
            case .read, .marker: continue
            }
        }
    }

    /// Debts are below zero; what is there must be the sum of its parts all the same.
    private static func problem(of balance: Balance) -> String? {
        guard (try? balance.available + balance.held) == balance.total else {
            return "\(balance.asset): \(balance.total) is not \(balance.available) and \(balance.held)"
        }
        return nil
    }
}
