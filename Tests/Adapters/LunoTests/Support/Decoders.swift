import AdapterProtocol
import AdapterTesting
import LunoAdapter
import Testing

/// Every captured answer with the flow that reads it.
enum Decoders {
    /// A sample that is missing fails as a decoder that reads nothing.
    private static func body(_ sample: String) -> Tree { (try? Sample.tree(sample)) ?? .object([]) }

    /// Further calls get an answer that ends every walk: empty lists of all names.
    private static func read<Output: Sendable>(
        _ sample: String, _ flow: @escaping @Sendable () throws -> Flow<Output>
    ) -> Decoder {
        Decoder.read(
            sample, body(sample), rest: #"{"orders":null,"trades":null,"transfers":null,"withdrawals":null}"#, flow)
    }

    /// A sample that is read by the second or a later call of its flow; what the others get is told by the path.
    private static func read<Output: Sendable>(
        _ sample: String, at path: String, others: [String: String],
        _ flow: @escaping @Sendable () throws -> Flow<Output>
    ) -> Decoder {
        Decoder(sample, body(sample)) { answer in
            var isFirst = true
            let run = try flow().run { call, _, _ in
                guard call.path == path else { return .ok(others[call.path] ?? "{}") }
                defer { isFirst = false }
                return isFirst ? answer : .ok(others[call.path] ?? "{}")
            }
            guard let error = run.failure else { return .read }
            return error.effect == .notExecuted(.read) ? .refused : .claimed
        }
    }

    private static let orders = [
        "rest-order-v3-new", "rest-order-v3-partially-filled", "rest-order-v3-pending-cancel", "rest-order-v3-filled",
        "rest-order-v3-canceled", "rest-order-v3-awaiting-stop-limit", "rest-order-v3-market-buy",
    ].map { sample in
        read(sample) { Sample.adapter.order(.venue(Sample.orderID), on: try Sample.bitcoin()) }
    }

    private static let place = Decoder("rest-post-limit-order", body("rest-post-limit-order")) { answer in
        switch Sample.adapter.place(try Sample.request(), on: try Sample.bitcoin()).run(answer).output {
        case .accepted: .read
        case .unknown: .doubtful
        default: .claimed
        }
    }

    private static let cancel = Decoder("rest-stop-order", body("rest-stop-order")) { answer in
        switch Sample.adapter.cancel(.venue(Sample.orderID), on: try Sample.bitcoin()).run(answer).output {
        case .requested: .read
        case .unknown: .doubtful
        default: .claimed
        }
    }

    private static let oneAccount = #"{"balance":[{"account_id":"1","asset":"ZAR","balance":"1","reserved":"0"}]}"#

    private static let accounts: [Decoder] = [
        read("rest-balance") { Sample.adapter.balances() },
        read("rest-fee-info") { Sample.adapter.feeRates(of: try Sample.bitcoin()) },
        read(
            "rest-transfers", at: "/api/exchange/1/transfers",
            others: ["/api/1/balance": oneAccount, "/api/exchange/1/transfers": #"{"transfers":null}"#]
        ) { Sample.adapter.deposits(HistoryQuery()) },
        read(
            "rest-withdrawals", at: "/api/1/withdrawals",
            others: ["/api/1/balance": oneAccount, "/api/exchange/1/transfers": #"{"transfers":null}"#]
        ) { Sample.adapter.withdrawals(HistoryQuery()) },
        read("rest-list-orders-v2-open") {
            Sample.adapter.openOrders(on: nil, in: try Sample.catalog())
        },
        read("rest-list-user-trades-null") { Sample.adapter.fills(on: try Sample.bitcoin(), HistoryQuery()) },
        // A real answer holds one market only (SOURCES.md).
        Decoder("rest-list-user-trades", trades) { answer in
            let run = Sample.adapter.fills(on: try Sample.bitcoin(), HistoryQuery()).run(answer)
            guard let error = run.failure else { return .read }
            return error.effect == .notExecuted(.read) ? .refused : .claimed
        },
    ]

    /// The captured own trades of XBTZAR.
    static let trades: Tree = {
        let rows = body("rest-list-user-trades")["trades"]?.elements ?? []
        return .object([.init(name: "trades", value: .array(rows.filter { $0["pair"]?.plain == "XBTZAR" }))])
    }()

    static let all: [Decoder] =
        [
            read("rest-markets") { Sample.adapter.instruments() },
            read("rest-ticker") { Sample.adapter.ticker(of: try Sample.bitcoin()) },
            read("rest-tickers") { Sample.adapter.tickers(in: try Sample.catalog()) },
            read("rest-order-book-top") { Sample.adapter.orderBook(of: try Sample.bitcoin(), depth: 100) },
            read("rest-order-book-full") { Sample.adapter.orderBook(of: try Sample.bitcoin(), depth: 500) },
            read("rest-trades") { Sample.adapter.recentTrades(of: try Sample.bitcoin(), limit: 100) },
            read("rest-candles") {
                Sample.adapter.candles(of: try Sample.bitcoin(), interval: .minute, from: nil, limit: 10)
            },
        ] + orders + accounts + [place, cancel]
}
