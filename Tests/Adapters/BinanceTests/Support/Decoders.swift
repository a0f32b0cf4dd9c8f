import AdapterProtocol
import BinanceAdapter
import Testing

/// Every captured answer with the flow that reads it, for tests that damage the answer.
struct Decoder: Sendable, CustomTestStringConvertible {
    /// How the flow took an answer.
    enum Taken: Hashable {
        case read
        case refused
        case doubtful
        case claimedRefusal
    }

    let sample: String
    let take: @Sendable (CallResult) throws -> Taken

    var testDescription: String { sample }

    /// The captured body; the outer wrapper of samples that hold several is taken off.
    func body() throws -> Tree {
        let tree = try Sample.tree(sample)
        return sample == "rest-reference-price" ? try #require(tree["set"]) : tree
    }
}

enum Decoders {
    private static func read<Output: Sendable>(
        _ sample: String, _ flow: @escaping @Sendable () throws -> Flow<Output>
    ) -> Decoder {
        Decoder(sample: sample) { answer in
            // A damaged page may ask for more pages: they are empty.
            let run = try flow().run { _, position, _ in position == 0 ? answer : .ok("[]") }
            guard let error = run.failure else { return .read }
            #expect(error.effect == .notExecuted(.read) || error.effect == .notSent)
            return .refused
        }
    }

    private static func place(_ sample: String) -> Decoder {
        Decoder(sample: sample) { answer in
            switch Sample.adapter.place(try Sample.request(), on: try Sample.bitcoin()).run(answer).output {
            case .accepted: .read
            case .unknown: .doubtful
            default: .claimedRefusal
            }
        }
    }

    private static let cancel = Decoder(sample: "rest-order-cancel") { answer in
        switch Sample.adapter.cancel(.client(Sample.clientID), on: try Sample.bitcoin()).run(answer).output {
        case .ended: .read
        case .unknown: .doubtful
        default: .claimedRefusal
        }
    }

    private static let cancelAll = Decoder(sample: "rest-open-orders-cancel-all") { answer in
        let run = Sample.adapter.cancelAll(on: try Sample.bitcoin()).run(answer)
        guard let error = run.failure else { return .read }
        return error.effect == .unknown ? .doubtful : .claimedRefusal
    }

    private static let amend = Decoder(sample: "rest-order-amend-keep-priority") { answer in
        let change = OrderAmendment(quantity: try Sample.decimal("0.5"))
        let before = try Sample.ok("rest-order-query")
        switch Sample.adapter.amend(.client(Sample.clientID), to: change, on: try Sample.bitcoin())
            .run(script: [before, answer]).output
        {
        case .amended: return .read
        case .unknown: return .doubtful
        default: return .claimedRefusal
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
        Decoder(sample: "rest-avg-price") { answer in
            let run = Sample.adapter.referencePrice(of: try Sample.bitcoin())
                .run(script: [.refused(-2043, "none"), answer])
            return run.failure == nil ? .read : .refused
        },
        read("rest-account") { Sample.adapter.balances() },
        read("rest-account-commission") { Sample.adapter.feeRates(of: try Sample.bitcoin()) },
        read("sapi-deposit-history") { Sample.adapter.deposits(HistoryQuery()) },
        read("sapi-withdraw-history") { Sample.adapter.withdrawals(HistoryQuery()) },
        Decoder(sample: "sapi-api-restrictions") { answer in
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
