import AdapterProtocol
import AdapterTesting
import Testing
import VALRAdapter

/// An account session with a clock of its own.
struct AccountTap {
    private var session: any AccountStreamSession
    private var now = StreamInstant(time: Sample.now, elapsed: .zero)

    init(knowing symbols: String...) throws {
        let instruments = try symbols.map { try Sample.instrument($0) }
        session = Sample.adapter.makeAccountSession(InstrumentCatalog(instruments, readAt: Sample.now))
    }

    mutating func open() -> StreamOutput<AccountStreamEvent> {
        tell { session, now, output in
            session.opened(StreamAddress(root: .account, path: "/ws/account"), at: now, &output)
        }
    }

    mutating func receive(_ text: String) -> StreamOutput<AccountStreamEvent> { receive(Array(text.utf8)) }

    mutating func receive(_ bytes: [UInt8]) -> StreamOutput<AccountStreamEvent> {
        tell { session, now, output in session.received(bytes.span, at: now, &output) }
    }

    mutating func learn(_ order: Order) { session.learn(order) }

    mutating func pass(_ duration: Duration) -> StreamOutput<AccountStreamEvent> {
        now = StreamInstant(time: now.time.advanced(by: duration), elapsed: now.elapsed + duration)
        return tell { session, now, output in session.elapsed(at: now, &output) }
    }

    private mutating func tell(
        _ body: (inout any AccountStreamSession, StreamInstant, inout StreamOutput<AccountStreamEvent>) -> Void
    ) -> StreamOutput<AccountStreamEvent> {
        var output = StreamOutput<AccountStreamEvent>()
        body(&session, now, &output)
        return output
    }
}

extension StreamOutput<AccountStreamEvent> {
    var orders: [Order] { events.compactMap { if case .order(let order) = $0 { order } else { nil } } }
    var fills: [Fill] { events.compactMap { if case .fill(let fill) = $0 { fill } else { nil } } }
    var balances: [Balance] { events.compactMap { if case .balance(let balance) = $0 { balance } else { nil } } }
    var reads: [AccountNews] { events.compactMap { if case .read(let news) = $0 { news } else { nil } } }
    /// The ids of the orders that must be read.
    var asked: [String] {
        reads.compactMap { if case .order(let reference, _) = $0 { reference.description } else { nil } }
    }
}
