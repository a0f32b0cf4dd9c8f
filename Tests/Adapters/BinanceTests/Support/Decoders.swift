import AdapterProtocol
import AdapterTesting
import BinanceAdapter
import Testing

/// Every captured answer with the flow that reads it.
enum Decoders {
    private static func read<Output: Sendable>(
        _ sample: String, _ flow: @escaping @Sendable () throws -> Flow<Output>
    ) -> Decoder {
        Decoder.read(sample, body(sample), rest: "[]", flow)
    }

    /// The captured body; the outer wrapper of a sample that holds several is taken off, and of the long instrument list
    /// the first market stays, which has every shape. A sample that is missing fails as a decoder that reads nothing.
    private static func body(_ sample: String) -> Tree {
        guard let tree = try? Sample.tree(sample) else { return .object([]) }
        switch sample {
        case "rest-reference-price": return tree["set"] ?? tree
        case "rest-exchange-info":
            return .object([.init(name: "symbols", value: .array(Array(tree["symbols"]?.elements.prefix(1) ?? [])))])
        default: return tree
        }
    }

    private static func place(_ sample: String) -> Decoder {
        Decoder(sample, body(sample)) { answer in
            switch Sample.adapter.place(try Sample.request(), on: try Sample.bitcoin()).run(answer).output {
            case .accepted: .read
            case .unknown: .doubtful
            default: .claimed
            }
        }
    }

    private static let cancel = Decoder("rest-order-cancel", body("rest-order-cancel")) { answer in
        switch Sample.adapter.cancel(.client(Sample.clientID), on: try Sample.bitcoin()).run(answer).output {
        case .ended: .read
        case .unknown: .doubtful
        default: .claimed
        }
    }

    private static let cancelAll = Decoder("rest-open-orders-cancel-all", body("rest-open-orders-cancel-all")) {
        answer in
        let run = Sample.adapter.cancelAll(on: try Sample.bitcoin()).run(answer)
        guard let error = run.failure else { return .read }
        return error.effect == .unknown ? .doubtful : .claimed
    }

    private static let amend = Decoder("rest-order-amend-keep-priority", body("rest-order-amend-keep-priority")) {
        answer in
        let change = OrderAmendment(quantity: try Sample.decimal("0.5"))
        let before = try Sample.ok("rest-order-query")
        switch Sample.adapter.amend(.client(Sample.clientID), to: change, on: try Sample.bitcoin())
            .run(script: [before, answer]).output
        {
        case .amended: return .read
        case .unknown: return .doubtful
        default: return .claimed
        }
    }

    static let all: [Decoder] = [
        read("rest-time") { Sample.adapter.serverTime() },
        read("sapi-system-status") { Sample.adapter.status() },
        read("rest-exchange-info") { Sample.adapter.instruments() },
        read("rest-order-book") { Sample.adapter.orderBook(of: try Sample.bitcoin(), depth: 100) },
        read("rest-trades") { Sample.adapter.recentTrades(of: try Sample.bitcoin(), limit: 100) },
        read("rest-klines") {
            Sample.adapter.candles(of: try Sample.bitcoin(), interval: .day, from: nil, limit: 10)
        },
        read("rest-ticker-24hr") { Sample.adapter.ticker(of: try Sample.bitcoin()) },
        read("rest-ticker-24hr-all-mini") {
            Sample.adapter.tickers(in: InstrumentCatalog([try Sample.instrument("LTC/BTC")], readAt: Sample.now))
        },
        read("rest-reference-price") { Sample.adapter.referencePrice(of: try Sample.bitcoin()) },
        Decoder("rest-avg-price", body("rest-avg-price")) { answer in
            let run = Sample.adapter.referencePrice(of: try Sample.bitcoin())
                .run(script: [.refused(-2043, "none"), answer])
            return run.failure == nil ? .read : .refused
        },
        read("rest-account") { Sample.adapter.balances() },
        read("rest-account-commission") { Sample.adapter.feeRates(of: try Sample.bitcoin()) },
        read("sapi-deposit-history") { Sample.adapter.deposits(HistoryQuery()) },
        read("sapi-withdraw-history") { Sample.adapter.withdrawals(HistoryQuery()) },
        Decoder("sapi-api-restrictions", body("sapi-api-restrictions")) { answer in
            let environment = try #require(Sample.adapter.environments.first)
            let account = try Sample.ok("rest-account")
            let run = Sample.adapter.testKey(probe: try Sample.bitcoin(), in: environment)
                .run(script: [try Sample.ok("rest-time"), answer, account, .ok("{}")])
            return run.output?.isAddressRestricted == nil ? .refused : .read
        },
        read("rest-order-query") { Sample.adapter.order(.client(Sample.clientID), on: try Sample.bitcoin()) },
        read("rest-open-orders") {
            Sample.adapter.openOrders(
                on: try Sample.instrument("LTC/BTC"), in: InstrumentCatalog([], readAt: Sample.now))
        },
        read("rest-all-orders") { Sample.adapter.orderHistory(on: try Sample.bitcoin(), HistoryQuery()) },
        read("rest-my-trades") { Sample.adapter.fills(on: try Sample.bitcoin(), HistoryQuery()) },
        read("rest-order-test-commission") {
            Sample.adapter.placeDryRun(try Sample.request(), on: try Sample.bitcoin())
        },
        place("rest-order-new-full-limit-open"), place("rest-order-new-full-market-filled"),
        place("rest-order-new-market-expired-partial"), cancel, cancelAll, amend,
    ]
}
