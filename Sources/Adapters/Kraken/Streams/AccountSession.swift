import AdapterKit
import AdapterProtocol

/// What is known of an order that is still open.
struct KnownOrder: Sendable {
    let order: Order
    /// Whether the stream told its sums. An answer over REST may hold trades whose frames are still on their way, so
    /// nothing is added to those of an answer.
    let isStreamed: Bool
}

/// One connection to ws-auth.kraken.com/v2: the account's orders, fills and changes of balances (kraken.md J).
///
/// Old trades are not asked for: what happened before the connection is read over REST, where each fill has the same id.
struct KrakenAccountSession: AccountStreamSession {
    typealias Output = StreamOutput<AccountStreamEvent>

    /// One of the two private channels.
    struct Subscription: Sendable {
        /// The number of the request, nil while nothing was asked.
        var request: Int64?
        /// Whether the venue has taken it.
        var isTaken = false
        /// The number of the last frame: they start at 1 and rise by 1 (kraken.md J.2).
        var sequence: Int64 = 0
    }

    /// How long the venue's greeting or an answer may take.
    private static var patience: Duration { .seconds(10) }

    var executions = Subscription()
    var balances = Subscription()
    /// Open orders as they were told, by id: updates are partial. As many as are open: every end is told, or the numbers
    /// show that a frame is missing and the connection is replaced, with all of this.
    var orders: [String: KnownOrder] = [:]
    /// When something was last right.
    var lastTime: Timestamp?
    /// When an answer must have come.
    var deadline: Duration?
    private var token: Secret?
    private var keepAlive = KeepAlive()
    private var lastRequest: Int64 = 0

    /// The subscriptions wait for the venue's first word (kraken.md J.4).
    mutating func opened(_ address: StreamAddress, at now: StreamInstant, _ output: inout Output) {
        guard let token = address.token else {
            return output.end(.fail(.notSent(.noCredentials, "the account's stream needs a token")))
        }
        self.token = token
        deadline = now.elapsed + Self.patience
        keepAlive.opened(at: now)
        wish(&output)
    }

    mutating func received(_ message: Span<UInt8>, at now: StreamInstant, _ output: inout Output) {
        keepAlive.received(at: now)
        do throws(JSONError) {
            var rows: [ExecutionRow] = []
            let envelope = try StreamEnvelope.read(message, isSequenced: true) { reader, envelope throws(JSONError) in
                guard envelope.channel == .executions else { return try reader.skip() }
                rows = try reader.list { reader throws(JSONError) in try ExecutionRow(reading: &reader) }
            }
            take(envelope, rows, at: now, &output)
        } catch {
            output.end(.reconnect(.undecodable, "a message cannot be read: \(error)"))
        }
        wish(&output)
    }

    mutating func elapsed(at now: StreamInstant, _ output: inout Output) {
        if let deadline, now.elapsed >= deadline {
            output.end(.reconnect(.silent, "the venue does not answer a subscription"))
        }
        if keepAlive.isPingDue(at: now) { output.send(StreamRequest.ping(nextRequest())) }
        wish(&output)
    }

    /// What the stream told counts more: the answer may be older.
    mutating func learn(_ order: Order) {
        guard !order.phase.isEnded, orders[order.venueOrderID.rawValue] == nil else { return }
        orders[order.venueOrderID.rawValue] = KnownOrder(order: order, isStreamed: false)
    }

    private mutating func take(
        _ envelope: StreamEnvelope, _ rows: [ExecutionRow], at now: StreamInstant, _ output: inout Output
    ) {
        switch envelope.channel {
        case .status: subscribe(at: now, &output)
        case .executions:
            guard follow(\.executions, envelope, at: now, &output) else { return }
            takeExecutions(rows, isSnapshot: envelope.isSnapshot == true, at: now, &output)
        case .balances:
            guard follow(\.balances, envelope, at: now, &output) else { return }
            takeBalances(isSnapshot: envelope.isSnapshot == true, &output)
        case nil: takeAnswer(envelope, at: now, &output)
        case .book, .trade, .ticker, .ohlc, .instrument: break
        }
    }

    /// Both channels, once; a later status tells nothing of ours.
    private mutating func subscribe(at now: StreamInstant, _ output: inout Output) {
        guard executions.request == nil, let token else { return }
        executions.request = request("executions", token, &output) { writer in
            writer.flag("snap_orders", true)
            writer.flag("snap_trades", false)
            writer.flag("order_status", true)
        }
        balances.request = request("balances", token, &output) { writer in writer.flag("snapshot", true) }
        deadline = now.elapsed + Self.patience
    }

    private mutating func request(
        _ channel: String, _ token: Secret, _ output: inout Output, _ parameters: (inout JSONWriter) -> Void
    ) -> Int64 {
        let number = nextRequest()
        output.send(
            StreamRequest.make("subscribe", number) { writer in
                writer.member("channel", channel)
                parameters(&writer)
                writer.member("token", token.withBytes { String(decoding: $0, as: UTF8.self) })
            })
        return number
    }

    private mutating func nextRequest() -> Int64 {
        lastRequest &+= 1
        return lastRequest
    }

    private func wish(_ output: inout Output) {
        guard token != nil else { return }
        output.wake(at: deadline.map { min($0, keepAlive.wakeAt) } ?? keepAlive.wakeAt)
    }
}
