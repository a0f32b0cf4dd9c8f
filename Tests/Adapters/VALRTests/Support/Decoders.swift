import AdapterProtocol
import AdapterTesting
import Testing
import VALRAdapter

/// Every captured answer with the flow that reads it.
enum Decoders {
    private static func read<Output: Sendable>(
        _ sample: String, _ flow: @escaping @Sendable () throws -> Flow<Output>
    ) -> Decoder {
        Decoder.read(sample, body(sample), rest: "[]", flow)
    }

    /// The captured body; one that is missing fails as a decoder that reads nothing.
    private static func body(_ sample: String) -> Tree { (try? Sample.tree(sample)) ?? .object([]) }

    private static func first(_ sample: String) -> Tree { body(sample).elements.first ?? .object([]) }

    /// A decoder whose answer comes after others.
    private static func read<Output: Sendable>(
        _ sample: String, _ body: Tree, after before: [CallResult], then rest: [CallResult] = [],
        _ flow: @escaping @Sendable () throws -> Flow<Output>
    ) -> Decoder {
        Decoder(sample, body) { answer in
            let run = try flow().run(script: before + [answer] + rest)
            guard let error = run.failure else { return .read }
            switch error.effect {
            case .notExecuted(.read), .notSent: return .refused
            case .unknown: return .doubtful
            default: return .claimed
            }
        }
    }

    private static let place = Decoder("rest-place-limit-v2-201", body("rest-place-limit-v2-201")) { answer in
        switch Sample.adapter.place(try Sample.request(), on: try Sample.ether()).run(answer).output {
        case .accepted: .read
        case .unknown: .doubtful
        default: .claimed
        }
    }

    private static let cancel = Decoder("rest-cancel-v2", body("rest-cancel-v2")) { answer in
        let run = Sample.adapter.cancel(.client(Sample.clientID), on: try Sample.ether()).run(script: [answer])
        switch run.output {
        case .requested: return .read
        case .unknown: return .doubtful
        default: return .claimed
        }
    }

    private static let cancelAll = Decoder("rest-cancel-all-pair", body("rest-cancel-all-pair")) { answer in
        let run = Sample.adapter.cancelAll(on: try Sample.ether()).run(answer)
        guard let error = run.failure else { return .read }
        return error.effect == .unknown ? .doubtful : .claimed
    }

    private static let amend = Decoder("rest-modify-v2-201", body("rest-modify-v2-201")) { answer in
        let change = OrderAmendment(limitPrice: try Sample.decimal("0.04"))
        let before = CallResult.ok(try Sample.status().text)
        let after = CallResult.ok(try Sample.status().replacing("originalPrice", with: "\"0.04\"").text)
        switch Sample.adapter.amend(.client(Sample.clientID), to: change, on: try Sample.ether())
            .run(script: [before, answer, after]).output
        {
        case .amended: return .read
        case .unknown: return .doubtful
        default: return .claimed
        }
    }

    private static func keyTest(_ sample: String) -> Decoder {
        Decoder(sample, body(sample)) { answer in
            let environment = try #require(Sample.adapter.environments.first)
            let run = Sample.adapter.testKey(probe: try Sample.ether(), in: environment)
                .run(script: [try Sample.ok("rest-server-time"), answer, .ok("[]")])
            return run.output?.isAddressRestricted == nil ? .refused : .read
        }
    }

    static let all: [Decoder] = [
        read("rest-server-time") { Sample.adapter.serverTime() },
        read("rest-status-online") { Sample.adapter.status() },
        read("rest-pairs") { Sample.adapter.instruments() },
        read("rest-order-types", body("rest-order-types"), after: [.ok("[]")], then: [.ok("[]")]) {
            Sample.adapter.instruments()
        },
        // What only advises is not missed when it cannot be read.
        read("rest-currencies", body("rest-currencies"), after: [.ok("[]"), .ok("[]")]) {
            Sample.adapter.instruments()
        },
        read("rest-order-book") { Sample.adapter.orderBook(of: try Sample.instrument("BTC/USDC"), depth: 40) },
        read("rest-trades") { Sample.adapter.recentTrades(of: try Sample.instrument("BTC/USDT"), limit: 100) },
        read("rest-buckets") {
            Sample.adapter.candles(of: try Sample.instrument("BTC/USDC"), interval: .minute, from: nil, limit: 4)
        },
        read("rest-market-summary-all") {
            Sample.adapter.tickers(in: InstrumentCatalog([try Sample.instrument("BAT/USDC")], readAt: Sample.now))
        },
        read("rest-balances") { Sample.adapter.balances() },
        read("rest-fees-trade") { Sample.adapter.feeRates(of: try Sample.ether()) },
        read("rest-deposit-history") { Sample.adapter.deposits(HistoryQuery()) },
        read("rest-withdraw-history") { Sample.adapter.withdrawals(HistoryQuery()) },
        read("rest-transaction-history", body("rest-transaction-history"), after: [.ok("[]")]) {
            Sample.adapter.deposits(HistoryQuery())
        },
        keyTest("rest-api-key-current"), keyTest("rest-api-key-current-restricted"),
        read("rest-order-status", first("rest-order-status"), after: []) {
            Sample.adapter.order(.venue(Sample.orderID), on: try Sample.ether())
        },
        read("rest-order-history-detail", body("rest-order-history-detail"), after: [Sample.noOrder]) {
            Sample.adapter.order(.venue(Sample.orderID), on: try Sample.ether())
        },
        Decoder("rest-order-history-summary", body("rest-order-history-summary")) { answer in
            let market = try Sample.status("Filled", type: "market").text
            let run = Sample.adapter.order(.venue(Sample.orderID), on: try Sample.ether())
                .run(script: [.ok(market), answer])
            return run.failure == nil ? .read : .refused
        },
        read("rest-open-orders") {
            Sample.adapter.openOrders(on: try Sample.ether(), in: InstrumentCatalog([], readAt: Sample.now))
        },
        read("rest-order-history", body("rest-order-history"), after: [.ok("[]")]) {
            Sample.adapter.orderHistory(on: try Sample.instrument("BTC/USDT"), HistoryQuery())
        },
        read("rest-account-trade-history") {
            Sample.adapter.fills(on: try Sample.instrument("BTC/USDC"), HistoryQuery())
        },
        place, cancel, cancelAll, amend,
    ]
}
