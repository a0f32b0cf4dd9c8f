import AdapterProtocol
import LunoAdapter
import Testing

/// An account session with a clock of its own, fed text by text. Its clock stands a second before the captured orders'.
struct AccountProbe {
    private(set) var session: any AccountStreamSession
    private(set) var output = StreamOutput<AccountStreamEvent>()
    private(set) var now: StreamInstant

    /// An opened session.
    init(
        accounts: [Asset: String] = [:], opensAt: Timestamp = Timestamp(milliseconds: 1_795_305_599_000)
    ) throws {
        let markets = [try Sample.bitcoin(), try Sample.instrument("ETH/MYR", native: "ETHMYR")]
        session = LunoAdapter(accounts: accounts).makeAccountSession(
            InstrumentCatalog(markets, readAt: Sample.now))
        now = StreamInstant(time: opensAt, elapsed: .seconds(10))
        session.opened(StreamAddress(root: .account, path: "/api/1/userstream"), at: now, &output)
    }

    /// One that is live already.
    static func live(accounts: [Asset: String] = [:]) throws -> AccountProbe {
        var probe = try AccountProbe(accounts: accounts)
        probe.feed("\"\"")
        return probe
    }

    @discardableResult
    mutating func feed(_ text: String, after pause: Duration = .milliseconds(100)) -> [AccountStreamEvent] {
        output.removeAll()
        now = StreamInstant(time: now.time.advanced(by: pause), elapsed: now.elapsed + pause)
        session.received(Array(text.utf8).span, at: now, &output)
        return output.events
    }

    mutating func wait(_ pause: Duration) -> [AccountStreamEvent] {
        output.removeAll()
        now = StreamInstant(time: now.time.advanced(by: pause), elapsed: now.elapsed + pause)
        session.elapsed(at: now, &output)
        return output.events
    }

    mutating func learn(_ order: Order) { session.learn(order) }
}

/// Frames of the user stream as the venue writes them.
enum News {
    static func status(_ id: String, _ status: String, market: String = "XBTZAR") -> String {
        envelope(
            "order_status",
            order: #"{"order_id":"\#(id)","client_order_id":"","market_id":"\#(market)","status":"\#(status)"}"#)
    }

    static func fill(_ id: String, base: String, counter: String, market: String = "XBTZAR") -> String {
        envelope(
            "order_fill",
            fill: #"{"order_id":"\#(id)","client_order_id":"","market_id":"\#(market)","base_fill":"\#(base)","#
                + #""counter_fill":"\#(counter)","base_delta":"9","counter_delta":"9","base_fee":"0","#
                + #""counter_fee":"0","base_fee_delta":"0","counter_fee_delta":"0"}"#)
    }

    static func balance(
        _ account: String, row: Int64, total: String, available: String, time: Int64 = 1_795_305_600_020
    ) -> String {
        envelope(
            "balance_update",
            balance: #"{"account_id":\#(account),"row_index":\#(row),"balance":"\#(total)","balance_delta":"0","#
                + #""available":"\#(available)","available_delta":"0"}"#, time: time)
    }

    private static func envelope(
        _ type: String, order: String = "null", fill: String = "null", balance: String = "null",
        time: Int64 = 1_795_305_600_020
    ) -> String {
        #"{"type":"\#(type)","timestamp":\#(time),"order_status_update":\#(order),"#
            + #""order_fill_update":\#(fill),"balance_update":\#(balance)}"#
    }
}
