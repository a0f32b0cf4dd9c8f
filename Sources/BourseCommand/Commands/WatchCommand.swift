import AdapterProtocol
import ArgumentParser

struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Follows markets live: best prices, trades and tickers.",
        discussion: """
            On a terminal the markets are drawn in place; into a pipe, or with --json, one line is written for each \
            element. Control-C ends it.
            """)

    @OptionGroup var venue: VenueOptions
    @Argument(help: "The markets, for example BTC/USDT ETH/USDT.") var symbols: [String]
    @Option(help: "Ends by itself after so many elements of all streams together.") var limit: Int?

    func run() async throws {
        let (options, names, limit) = (venue, symbols, limit)
        try await venue.withStreams { connected in
            let markets = try names.map(options.symbol)
            let view = WatchView(MarketBoard(markets), asJSON: options.json, limit: limit)
            try await view.show {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await view.follow(connected.books(markets, depth: 1)) }
                    group.addTask { try await view.follow(connected.trades(markets)) }
                    group.addTask { try await view.follow(connected.tickers(markets)) }
                    // The first that ends, ends all: by an error, by the limit, or by Control-C.
                    _ = try await group.next()
                    group.cancelAll()
                }
            }
        }
    }
}
