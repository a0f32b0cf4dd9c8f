import AdapterProtocol
import AdapterTesting
import KrakenAdapter
import Testing

/// Every captured answer with the flow that reads it.
enum Decoders {
    private static let nothing = #"{"error":[],"result":{}}"#
    private static let emptyPage =
        #"{"error":[],"result":{"closed":{},"trades":{},"deposit":[],"withdrawals":[],"count":0}}"#

    private static func body(_ sample: String) -> Tree { (try? Sample.tree(sample)) ?? .object([]) }

    /// A flow whose call at the position after `before` gets the answer; later calls get `rest`.
    private static func read<Output: Sendable>(
        _ sample: String, after before: [String] = [], rest: String = nothing,
        _ flow: @escaping @Sendable () throws -> Flow<Output>
    ) -> Decoder {
        Decoder(sample, body(sample)) { answer in
            let run = try flow().run { _, position, _ in
                position < before.count ? .ok(before[position]) : position == before.count ? answer : .ok(rest)
            }
            guard let error = run.failure else { return .read }
            switch error.effect {
            case .notExecuted(.read), .notSent: return .refused
            case .unknown, .executed: return .doubtful
            default: return .claimed
            }
        }
    }

    private static let place = Decoder("rest-add-order", body("rest-add-order")) { answer in
        switch Sample.adapter.place(try Sample.request(), on: try Sample.bitcoin()).run(answer).output {
        case .accepted: .read
        case .unknown: .doubtful
        default: .claimed
        }
    }

    private static let cancel = Decoder("rest-cancel-order", body("rest-cancel-order")) { answer in
        let run = Sample.adapter.cancel(Sample.venueOrder(), on: try Sample.bitcoin()).run(answer)
        switch run.output {
        case .requested: return .read
        case .unknown: return .doubtful
        // A count of zero says itself that nothing was live.
        case .notLive(let error): return error.evidence == nil ? .read : .claimed
        default: return .claimed
        }
    }

    private static let amend = Decoder("rest-amend-order", body("rest-amend-order")) { answer in
        let change = OrderAmendment(quantity: 1)
        let before = CallResult.ok(try OrderAnswers.open())
        switch Sample.adapter.amend(Sample.venueOrder(), to: change, on: try Sample.bitcoin())
            .run(script: [before, answer]).output
        {
        case .amended: return .read
        case .unknown: return .doubtful
        default: return .claimed
        }
    }

    private static func keyTest(_ sample: String) -> Decoder {
        Decoder(sample, body(sample)) { answer in
            let environment = try #require(Sample.adapter.environments.first)
            let time = try Sample.ok("rest-time")
            let run = Sample.adapter.testKey(probe: try Sample.bitcoin(), in: environment)
                .run { _, position, _ in position == 0 ? time : position == 1 ? answer : .ok(nothing) }
            return run.output?.rights[.readBalances] == .undetermined("the key's own rights could not be read")
                ? .refused : .read
        }
    }

    static let market: [Decoder] = [
        read("rest-time") { Sample.adapter.serverTime() },
        read("rest-system-status") { Sample.adapter.status() },
        read("rest-system-status-advisory") { Sample.adapter.status() },
        read("rest-assets") { Sample.adapter.instruments() },
        read("rest-asset-pairs", after: [nothing]) { Sample.adapter.instruments() },
        read("rest-order-book") { Sample.adapter.orderBook(of: try Sample.bitcoin(), depth: 20) },
        read("rest-trades") { Sample.adapter.recentTrades(of: try Sample.bitcoin(), limit: 100) },
        read("rest-ohlc") {
            Sample.adapter.candles(of: try Sample.bitcoin(), interval: .minute, from: nil, limit: 10)
        },
        read("rest-ticker") { Sample.adapter.tickers(in: try Sample.catalog()) },
    ]

    static let account: [Decoder] = [
        read("rest-balance-ex") { Sample.adapter.balances() },
        read("rest-trade-volume") { Sample.adapter.feeRates(of: try Sample.bitcoin()) },
        read("rest-deposit-status", rest: emptyPage) { Sample.adapter.deposits(HistoryQuery()) },
        read("rest-withdraw-status-cursor", rest: emptyPage) {
            Sample.adapter.withdrawals(HistoryQuery(limit: 100))
        },
        keyTest("rest-get-api-key-info"), keyTest("rest-get-api-key-info-camel"),
    ]

    static let orders: [Decoder] = [
        read("rest-open-orders") { Sample.adapter.openOrders(on: nil, in: try Sample.catalog()) },
        read("rest-query-orders") {
            Sample.adapter.order(
                Sample.venueOrder("OTLAS3-RRHUF-NDWH5A"), on: try Sample.instrument("BTC/USDT", "XBTUSDT"))
        },
        read("rest-closed-orders", after: [#"{"error":[],"result":{"open":{}}}"#], rest: emptyPage) {
            Sample.adapter.orderHistory(on: try Sample.bitcoin(), HistoryQuery(limit: 100))
        },
        read("rest-trades-history", rest: emptyPage) {
            Sample.adapter.fills(on: try Sample.bitcoin(), HistoryQuery(limit: 100))
        },
        read("rest-add-order-validate") {
            Sample.adapter.placeDryRun(try Sample.request(), on: try Sample.bitcoin())
        },
        place, cancel, amend,
    ]

    static let all = market + account + orders
}

/// Order answers made from captured rows.
enum OrderAnswers {
    /// QueryOrders with one row of a captured answer, some of its members replaced.
    static func row(
        _ sample: String, _ member: String?, _ id: String, _ change: [String: String] = [:]
    ) throws -> Tree {
        let result = try Sample.result(sample)
        let list = member.flatMap { result[$0] } ?? result
        let row = try #require(list[id])
        return change.reduce(row) { $0.replacing($1.key, with: $1.value) }
    }

    static func answer(_ id: String, _ row: Tree) -> String { "{\"error\":[],\"result\":{\"\(id)\":\(row.text)}}" }

    /// QueryOrders with the partly filled open order.
    static func open(_ change: [String: String] = [:]) throws -> String {
        let id = "OQCLML-BW3P3-BUCMWZ"
        return answer(id, try row("rest-open-orders", "open", id, change))
    }

    /// OpenOrders or ClosedOrders with one order of ours.
    static func list(_ member: String, _ change: [String: String] = [:]) throws -> String {
        let id = "OPOST1-AAAAA-BBBBBB"
        let row = try row("rest-closed-orders", "closed", id, change)
        return "{\"error\":[],\"result\":{\"\(member)\":{\"\(id)\":\(row.text)},\"count\":1}}"
    }

    static func none(_ member: String) -> String { "{\"error\":[],\"result\":{\"\(member)\":{},\"count\":0}}" }
}
