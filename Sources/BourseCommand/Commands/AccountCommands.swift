import AdapterKit
import AdapterProtocol
import ArgumentParser
import HostAPI

struct BalancesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "balances", abstract: "Shows what the account holds.")

    @OptionGroup var venue: VenueOptions

    func run() async throws {
        try await venue.withVenue { connected in
            Output.list(try await connected.balances(), asJSON: venue.json, AccountDocuments.write)
        }
    }
}

struct FeesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fees", abstract: "Shows what a market costs the account.")

    @OptionGroup var venue: VenueOptions
    @Argument(help: "The market, for example BTC/USDT.") var symbol: String

    func run() async throws {
        try await venue.withVenue { connected in
            let rates = try await connected.feeRates(try venue.symbol(symbol))
            Output.document(asJSON: venue.json) { AccountDocuments.write(rates, to: &$0) }
        }
    }
}

struct TestKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test-key", abstract: "Tells what a key can do, without side effects.",
        discussion: "Exit 0 when the key reads and places; 77 when it does not.")

    @OptionGroup var venue: VenueOptions

    func run() async throws {
        var isUsable = false
        try await venue.withVenue { connected in
            let report = try await connected.testKey()
            isUsable = report.isUsable
            Output.document(asJSON: venue.json) { AccountDocuments.write(report, to: &$0) }
        }
        guard isUsable else { throw ExitCode(ExitReason.Code.permission.rawValue) }
    }
}

struct OrderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "order", abstract: "Shows one order as the venue has it.")

    @OptionGroup var venue: VenueOptions
    @Argument(help: "The market, for example BTC/USDT.") var symbol: String
    @Argument(help: "The order's id at the venue; or our client order id with --client.") var id: String
    @Flag(help: "The id is our client order id.") var client = false

    func run() async throws {
        try await venue.withVenue { connected in
            let found = try await connected.order(try reference(id, isClient: client), on: try venue.symbol(symbol))
            Output.document(asJSON: venue.json) { writer in
                writer.object { writer in
                    switch found {
                    case .found(let order):
                        writer.member("lookup", "found")
                        writer.key("order")
                        AccountDocuments.write(order, to: &writer)
                    case .absent(let mayLag):
                        writer.member("lookup", "absent")
                        writer.number("may_lag_ms", mayLag.wholeMilliseconds)
                    }
                }
            }
        }
    }
}

func reference(_ id: String, isClient: Bool) throws -> OrderReference {
    guard isClient else { return .venue(VenueOrderID(rawValue: id)) }
    guard let client = ClientOrderID(echo: id) else {
        throw ExitReason(.usage, "a client order id of ours has 32 lower-case hexadecimal digits")
    }
    return .client(client)
}

struct OrdersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orders", abstract: "Lists open orders, or with --history a market's orders.")

    @OptionGroup var venue: VenueOptions
    @Argument(help: "The market, for example BTC/USDT.") var symbol: String?
    @Flag(help: "Ended orders too.") var history = false

    func run() async throws {
        try await venue.withVenue { connected in
            let market = try symbol.map { try venue.symbol($0) }
            let orders: [Order]
            if history {
                guard let market else { throw ExitReason(.usage, "--history needs a market") }
                orders = try await connected.orderHistory(on: market, HistoryQuery())
            } else {
                orders = try await connected.openOrders(on: market)
            }
            Output.list(orders, asJSON: venue.json, AccountDocuments.write)
        }
    }
}

struct FillsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "fills", abstract: "Lists own fills of a market.")

    @OptionGroup var venue: VenueOptions
    @Argument(help: "The market, for example BTC/USDT.") var symbol: String
    @Option(help: "Only those of this order, by its id at the venue.") var order: String?

    func run() async throws {
        try await venue.withVenue { connected in
            let query = HistoryQuery(order: order.map(VenueOrderID.init(rawValue:)))
            let fills = try await connected.fills(on: try venue.symbol(symbol), query)
            Output.list(fills, asJSON: venue.json) { FillDocument($0).write(to: &$1) }
        }
    }
}

struct CancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Cancels one order.",
        discussion: "With --environment production it also needs --confirm.")

    @OptionGroup var venue: VenueOptions
    @Argument(help: "The market, for example BTC/USDT.") var symbol: String
    @Argument(help: "The order's id at the venue; or our client order id with --client.") var id: String
    @Flag(help: "The id is our client order id.") var client = false
    @Flag(help: "Yes, on a venue with real money.") var confirm = false

    func run() async throws {
        try await venue.withVenue { connected in
            try requireConfirmation(connected.environment, confirm)
            let outcome = await connected.cancel(try reference(id, isClient: client), on: try venue.symbol(symbol))
            Output.document(asJSON: venue.json) { CancelDocument.write(outcome, to: &$0) }
            if let error = CancelDocument.error(outcome) { throw error }
        }
    }
}

func requireConfirmation(_ environment: VenueEnvironment, _ isConfirmed: Bool) throws {
    guard !environment.isRealMoney || isConfirmed else {
        throw ExitReason(.usage, "this touches real money on \(environment.name): add --confirm")
    }
}
