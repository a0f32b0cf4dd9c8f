import AdapterProtocol
import AdapterTesting
import KrakenAdapter
import Testing

/// An account session with its output, driven by texts.
struct AccountStream {
    var session: any AccountStreamSession
    private(set) var output = StreamOutput<AccountStreamEvent>()
    private(set) var elapsed: Duration = .seconds(100)
    /// The events of the last step.
    private(set) var events: [AccountStreamEvent] = []
    private var sequences = (executions: 0, balances: 0)

    static let token = "1Dwc4lzSwNWOAwkMdqhssNNFhs1ed606d1WcF3XfEMw"

    init() throws {
        session = Sample.adapter.makeAccountSession(try Sample.catalog())
    }

    /// A session that the venue has taken.
    static func live() throws -> AccountStream {
        var stream = try AccountStream()
        stream.open()
        stream.receive(try Wire.sample("ws-status"))
        stream.receive(Wire.ack(1, "executions"))
        stream.receive(Wire.ack(2, "balances"))
        return stream
    }

    var now: StreamInstant {
        StreamInstant(time: Sample.now.advanced(by: elapsed - .seconds(100)), elapsed: elapsed)
    }

    var sent: [Tree] { output.frames.compactMap { MarketStream.tree($0) } }
    var lines: [String] { events.map(Self.line) }

    mutating func open(token: Secret? = Secret(token)) {
        step { $0.opened(StreamAddress(root: .account, path: "/v2", token: token), at: $1, &$2) }
    }

    @discardableResult
    mutating func receive(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return step { $0.received(bytes.span, at: $1, &$2) }
    }

    /// A captured frame of `executions` under the next number.
    @discardableResult
    mutating func execution(_ sample: String, _ change: (Tree) -> Tree = { $0 }) throws -> [String] {
        sequences.executions += 1
        let tree = change(try Sample.tree(sample))
        return receive(tree.replacing("sequence", with: String(sequences.executions)).text)
    }

    /// Rows of `executions` under the next number.
    @discardableResult
    mutating func rows(_ rows: String..., type: String = "update") -> [String] {
        sequences.executions += 1
        return receive(
            """
            {"channel":"executions","type":"\(type)","data":[\(rows.joined(separator: ","))],\
            "sequence":\(sequences.executions)}
            """)
    }

    mutating func pass(_ duration: Duration) {
        let end = elapsed + duration
        while let wake = output.wakeAt, wake <= end, output.ending == nil {
            elapsed = max(wake, elapsed)
            step { $0.elapsed(at: $1, &$2) }
        }
        elapsed = end
    }

    @discardableResult
    private mutating func step(
        _ body: (inout any AccountStreamSession, StreamInstant, inout StreamOutput<AccountStreamEvent>) -> Void
    ) -> [String] {
        output.removeAll()
        body(&session, now, &output)
        events = output.events
        return lines
    }

    static func line(_ event: AccountStreamEvent) -> String {
        switch event {
        case .live: "live"
        case .order(let order): "order \(order.venueOrderID.rawValue) \(order.phase) \(order.filledBase.normalized)"
        case .fill(let fill): "fill \(fill.id.rawValue)"
        case .balance(let balance): "balance \(balance.asset)"
        case .read(.order(let order, let symbol)): "read order \(order) \(symbol?.description ?? "-")"
        case .read(.fills(let symbol)): "read fills \(symbol?.description ?? "-")"
        case .read(.balances): "read balances"
        case .marker(let marker): "\(marker)"
        }
    }

    /// The orders of the last step.
    var orders: [Order] {
        events.compactMap { if case .order(let order) = $0 { order } else { nil } }
    }

    /// The fills of the last step.
    var fills: [Fill] {
        events.compactMap { if case .fill(let fill) = $0 { fill } else { nil } }
    }
}
