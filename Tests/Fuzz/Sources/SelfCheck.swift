import AdapterProtocol

/// Wrong readings that the oracles must see, made by hand: a fuzzer that finds nothing proves something only while they are
/// seen. Runs at every start.
enum SelfCheck {
    /// The wrong readings that were not seen; empty is what is wanted.
    static func missed(_ corpora: [Corpus]) -> [String] {
        var missed: [String] = []
        func expect(_ what: String, _ decoder: String, _ change: (inout Ending, inout Damage) -> Void) {
            guard let seed = corpora.lazy.flatMap(\.seeds).first(where: { $0.decoder == decoder }) else { return }
            var damage = Damage(whole: seed.healthy, status: seed.status)
            var ending = seed.run(damage)
            if !Oracle.offences(seed, damage, ending).isEmpty {
                missed.append("\(decoder): whole, and still an offence")
            }
            change(&ending, &damage)
            if Oracle.offences(seed, damage, ending).isEmpty { missed.append("\(decoder): \(what)") }
        }
        for corpus in corpora {
            let name = corpus.venue.name
            expect("price and quantity change places", "\(name) orderBook") { ending, _ in
                guard let book = ending.book else { return }
                let bids = book.bids.map { BookLevel(price: $0.quantity, quantity: $0.price) }
                ending.book = OrderBook(symbol: book.symbol, bids: bids, asks: book.asks, sequence: nil, time: nil)
            }
            expect("a level is lost", "\(name) orderBook") { ending, _ in
                guard let book = ending.book else { return }
                ending.book = OrderBook(
                    symbol: book.symbol, bids: Array(book.bids.prefix(3)), asks: book.asks, sequence: nil, time: nil)
            }
            expect("a trade is a second late", "\(name) recentTrades") { ending, _ in
                ending.trades = ending.trades?.map {
                    PublicTrade(
                        id: $0.id, symbol: $0.symbol, price: $0.price, quantity: $0.quantity, aggressor: $0.aggressor,
                        time: $0.time.advanced(by: .seconds(1)))
                }
            }
            expect("open and low change places", "\(name) candles(1m)") { ending, _ in
                ending.candles = ending.candles?.map {
                    Candle(
                        openTime: $0.openTime, open: $0.low, high: $0.high, low: $0.open, close: $0.close,
                        baseVolume: $0.baseVolume, quoteVolume: $0.quoteVolume, tradeCount: $0.tradeCount,
                        isClosed: $0.isClosed)
                }
            }
            expect("bid and ask change places", "\(name) tickers") { ending, _ in
                ending.tickers = ending.tickers?.map {
                    Ticker(
                        symbol: $0.symbol, bid: nil, ask: nil, last: $0.last, bidPrice: $0.askPrice,
                        askPrice: $0.bidPrice)
                }
            }
            expect("what is free and what is held change places", "\(name) balances") { ending, _ in
                ending.balances = ending.balances?.map {
                    Balance(
                        asset: $0.asset, wallet: $0.wallet, total: $0.total, available: $0.held, held: $0.available)
                }
            }
            expect("another order id", "\(name) place(limit)") { ending, _ in ending.ids = ["made-up"] }
            expect("a refusal without a code", "\(name) place(limit)") { ending, _ in
                ending.taken = .denied
                ending.error = VenueError(
                    kind: .badRequest, effect: .notExecuted(.stated), advice: .never, message: "made up")
            }
            expect("absent by a server's failure", "\(name) order(venue)") { ending, damage in
                ending.taken = .absent
                damage.status = 502
            }
            expect("a value from a cut answer", "\(name) order(venue)") { _, damage in damage.body.removeLast() }
            expect("a price that nobody said", "\(name) order(venue)") { ending, _ in
                ending.numbers.append(StatedNumber(field: "limitPrice", value: 123_456_789, isDerived: false))
            }
        }
        return missed
    }
}
