import AdapterProtocol
import AdapterTesting
import KuCoinAdapter
import Testing

/// Every captured answer with the flow that reads it.
enum Decoders {
    private static let nothing =
        #"{"code":"200000","data":{"items":[],"lastId":0,"totalPage":1,"cancelledOrderIds":[]}}"#

    private static func body(_ sample: String) -> Tree { (try? Sample.tree(sample)) ?? .object([]) }

    private static func read<Output: Sendable>(
        _ sample: String, _ flow: @escaping @Sendable () throws -> Flow<Output>
    ) -> Decoder {
        Decoder.read(sample, body(sample), rest: nothing, flow)
    }

    /// A flow whose call at `position` gets the answer; calls before get `before`, later ones an empty page.
    private static func later<Output: Sendable>(
        _ sample: String, after before: [String], _ flow: @escaping @Sendable () throws -> Flow<Output>
    ) -> Decoder {
        Decoder(sample, body(sample)) { answer in
            let run = try flow().run { _, position, _ in
                position < before.count ? .data(before[position]) : position == before.count ? answer : .ok(nothing)
            }
            guard let error = run.failure else { return .read }
            switch error.effect {
            case .notExecuted(.read), .notSent: return .refused
            case .unknown, .executed: return .doubtful
            default: return .claimed
            }
        }
    }

    private static func place(_ sample: String, _ request: @escaping @Sendable () throws -> OrderRequest) -> Decoder {
        Decoder(sample, body(sample)) { answer in
            switch Sample.adapter.place(try request(), on: try Sample.bitcoin()).run(answer).output {
            case .accepted: .read
            case .unknown: .doubtful
            default: .claimed
            }
        }
    }

    private static func cancel(_ sample: String, _ reference: OrderReference) -> Decoder {
        Decoder(sample, body(sample)) { answer in
            let run = Sample.adapter.cancel(reference, on: try Sample.bitcoin())
                .run { _, position, _ in position == 0 ? answer : .notThere }
            switch run.output {
            case .ended, .requested: return .read
            case .unknown: return .doubtful
            // An empty list of cancelled ids says itself that nothing of that id was armed.
            case .notLive(let error): return error.evidence?.code == nil ? .read : .claimed
            default: return .claimed
            }
        }
    }

    private static let amend = Decoder("rest-order-cancel-partial", body("rest-order-cancel-partial")) { answer in
        let change = OrderAmendment(quantity: try Sample.decimal("0.00002"))
        let before = try Sample.ok("rest-order-partially-filled")
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
            let run = Sample.adapter.testKey(probe: try Sample.bitcoin(), in: environment)
                .run(script: [
                    try Sample.ok("rest-server-time"), answer, try Sample.ok("uta-account-mode"),
                ])
            return run.output?.isAddressRestricted == nil ? .refused : .read
        }
    }

    private static let activeSymbols = Decoder("rest-active-symbols", body("rest-active-symbols")) { answer in
        let run = Sample.adapter.openOrders(on: nil, in: try Sample.catalog()).run { call, position, _ in
            position == 0 ? answer : call.path.hasSuffix("/active") ? .data("[]") : .ok(nothing)
        }
        return run.failure == nil ? .read : .refused
    }

    private static func order(_ sample: String) -> Decoder {
        read(sample) { Sample.adapter.order(Sample.venueOrder(), on: try Sample.bitcoin()) }
    }

    private static let stop = "vs93gptvr9t2fsql003l8k5p"

    private static func stopRequest() throws -> OrderRequest {
        try OrderRequest(
            clientOrderID: Sample.clientID, symbol: try Sample.bitcoin().symbol, side: .sell, type: .stopMarket,
            amount: .base(try Sample.decimal("0.01")), trigger: Trigger(price: 40_000, crossing: .atOrBelow))
    }

    static let market: [Decoder] = [
        read("rest-server-time") { Sample.adapter.serverTime() },
        read("rest-status") { Sample.adapter.status() },
        read("rest-status-cancelonly") { Sample.adapter.status() },
        read("rest-symbols") { Sample.adapter.instruments() },
        read("rest-order-book") { Sample.adapter.orderBook(of: try Sample.bitcoin(), depth: 20) },
        read("rest-order-book-full") { Sample.adapter.orderBook(of: try Sample.bitcoin(), depth: 1000) },
        read("rest-trades") { Sample.adapter.recentTrades(of: try Sample.bitcoin(), limit: 100) },
        read("rest-candles") {
            Sample.adapter.candles(of: try Sample.bitcoin(), interval: .hour, from: nil, limit: 10)
        },
        read("rest-ticker") { Sample.adapter.ticker(of: try Sample.bitcoin()) },
        later("rest-stats-24h", after: ["{}"]) { Sample.adapter.ticker(of: try Sample.bitcoin()) },
        read("rest-all-tickers") { Sample.adapter.tickers(in: try Sample.catalog()) },
    ]

    static let account: [Decoder] = [
        read("rest-accounts") { Sample.adapter.balances() },
        read("rest-accounts-with-holds") { Sample.adapter.balances() },
        read("rest-trade-fees") { Sample.adapter.feeRates(of: try Sample.bitcoin()) },
        read("rest-deposits") { Sample.adapter.deposits(HistoryQuery()) },
        read("rest-withdrawals") { Sample.adapter.withdrawals(HistoryQuery()) },
        keyTest("rest-api-key"), keyTest("rest-api-key-no-ip-limit"), keyTest("rest-api-key-read-only-sub"),
    ]

    static let orders: [Decoder] = [
        order("rest-order-filled"), order("rest-order-canceled-after-fill"), order("rest-order-market-funds-dust"),
        order("rest-order-partially-filled"),
        read("rest-open-orders") { Sample.adapter.openOrders(on: try Sample.bitcoin(), in: try Sample.catalog()) },
        activeSymbols,
        later("rest-stop-orders", after: ["[]"]) {
            Sample.adapter.openOrders(on: try Sample.bitcoin(), in: try Sample.catalog())
        },
        later("rest-closed-orders", after: ["[]"]) {
            Sample.adapter.orderHistory(on: try Sample.bitcoin(), HistoryQuery())
        },
        read("rest-fills") { Sample.adapter.fills(on: try Sample.bitcoin(), HistoryQuery()) },
        read("rest-order-test") { Sample.adapter.placeDryRun(try Sample.request(), on: try Sample.bitcoin()) },
        place("rest-order-place") { try Sample.request() },
        place("rest-order-place-sync-open") { try Sample.request() },
        place("rest-order-place-sync-done") { try Sample.request() },
        place("rest-stop-order-place") { try stopRequest() },
        cancel("rest-order-cancel-sync", Sample.venueOrder()), cancel("rest-order-cancel", Sample.venueOrder()),
        cancel("rest-order-cancel-client-oid", .client(Sample.clientID)),
        cancel("rest-stop-order-cancel", Sample.venueOrder(stop)),
        later("rest-cancel-all-symbol", after: ["[]"]) { Sample.adapter.cancelAll(on: try Sample.bitcoin()) },
        amend,
    ]

    static let all = market + account + orders
}
