import AdapterProtocol
import ArgumentParser

struct InstrumentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "instruments", abstract: "Lists a venue's markets with their trading rules.")

    @OptionGroup var venue: VenueOptions
    @Argument(help: "One market, for example BTC/USDT.") var symbol: String?

    func run() async throws {
        try await venue.withVenue { connected in
            let found: [Instrument]
            if let symbol {
                found = [try await connected.instrument(try venue.symbol(symbol))]
            } else {
                found = try await connected.instruments().instruments
            }
            Output.list(found, asJSON: venue.json, MarketDocuments.write)
        }
    }
}

struct TickerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ticker", abstract: "Shows a market's current prices and 24 h statistics.")

    @OptionGroup var venue: VenueOptions
    @Argument(help: "The market, for example BTC/USDT.") var symbol: String

    func run() async throws {
        try await venue.withVenue { connected in
            let ticker = try await connected.ticker(try venue.symbol(symbol))
            Output.document(asJSON: venue.json) { MarketDocuments.write(ticker, to: &$0) }
        }
    }
}

struct TickersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "tickers", abstract: "Shows all markets' prices.")

    @OptionGroup var venue: VenueOptions

    func run() async throws {
        try await venue.withVenue { connected in
            Output.list(try await connected.tickers(), asJSON: venue.json, MarketDocuments.write)
        }
    }
}

struct BookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "book", abstract: "Shows a market's order book.")

    @OptionGroup var venue: VenueOptions
    @Argument(help: "The market, for example BTC/USDT.") var symbol: String
    @Option(help: "Levels a side.") var depth = 100
    @Flag(help: "Follows it live, drawn in place on a terminal, else one line for each change.") var watch = false
    @Option(help: "With --watch: ends by itself after so many elements.") var limit: Int?

    func run() async throws {
        guard !watch else { return try await follow() }
        try await venue.withVenue { connected in
            let book = try await connected.orderBook(try venue.symbol(symbol), depth: depth)
            Output.document(asJSON: venue.json) { MarketDocuments.write(book, to: &$0) }
        }
    }

    private func follow() async throws {
        let (depth, asJSON, limit) = (max(depth, 1), venue.json, limit ?? .max)
        let name = symbol
        let options = venue
        try await venue.withStreams { connected in
            let market = try options.symbol(name)
            try await BookWatch(depth: depth, asJSON: asJSON, limit: limit)
                .follow(connected.books([market], depth: depth))
        }
    }
}

struct TradesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "trades", abstract: "Shows a market's newest trades.")

    @OptionGroup var venue: VenueOptions
    @Argument(help: "The market, for example BTC/USDT.") var symbol: String
    @Option(help: "How many.") var limit = 100

    func run() async throws {
        try await venue.withVenue { connected in
            let trades = try await connected.recentTrades(try venue.symbol(symbol), limit: limit)
            Output.list(trades, asJSON: venue.json, MarketDocuments.write)
        }
    }
}

struct CandlesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "candles", abstract: "Shows a market's candles.")

    @OptionGroup var venue: VenueOptions
    @Argument(help: "The market, for example BTC/USDT.") var symbol: String
    @Option(help: "Number and unit, for example 1m, 4h, 1d.") var interval = "1m"
    @Option(help: "How many.") var limit = 100

    func run() async throws {
        try await venue.withVenue { connected in
            let candles = try await connected.candles(
                try venue.symbol(symbol), interval: CandleInterval(rawValue: interval), from: nil, limit: limit)
            Output.list(candles, asJSON: venue.json, MarketDocuments.write)
        }
    }
}
