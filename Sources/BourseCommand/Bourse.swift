public import ArgumentParser

/// The command line of Bourse.
public struct Bourse: AsyncParsableCommand {
    /// The product's version, semantic.
    public static let version = "0.1.0"

    /// Name, help and subcommands.
    public static let configuration = CommandConfiguration(
        commandName: "bourse",
        abstract: "Connects to crypto exchanges exactly, and never loses or doubles an order.",
        discussion: """
            Try:  bourse simulate &                                   a simulated exchange on this machine
                  bourse ticker binance BTC/USDT                      its prices
                  bourse place binance buy BTC/USDT 0.001           an order through gate and journal
                  bourse serve                                        the host with its web API

            Keys come from BOURSE_<VENUE>_API_KEY, BOURSE_<VENUE>_API_SECRET and BOURSE_<VENUE>_PASSPHRASE.

            \(ExitReason.help)
            """,
        version: version,
        subcommands: [
            ServeCommand.self, SimulateCommand.self, PlatformsCommand.self, InstrumentsCommand.self,
            TickerCommand.self, TickersCommand.self, BookCommand.self, TradesCommand.self, CandlesCommand.self,
            WatchCommand.self, RecordCommand.self, ReplayCommand.self,
            BalancesCommand.self, FeesCommand.self, PlaceCommand.self, CancelCommand.self, OrderCommand.self,
            OrdersCommand.self, FillsCommand.self, TestKeyCommand.self, RawCommand.self, WalkCommand.self,
            ConformanceCommand.self, NewAdapterCommand.self,
        ])

    /// The command without a subcommand: shows the help.
    public init() {}

    /// Runs the command line of the process and ends it with the command's exit code.
    ///
    /// - Parameter venues: What there is to trade at; the five of the product when nothing is said.
    public static func start(venues: VenueRegistry = .builtIn) async {
        await VenueRegistry.$current.withValue(venues) { await main() }
    }

    /// The same with the five venues of the product and others behind them. Venues that cannot stand together end the
    /// process, as ``VenueRegistryError`` tells.
    public static func start(adding modules: [VenueModule]) async {
        do throws(VenueRegistryError) {
            await start(venues: try VenueRegistry(VenueModule.builtIn + modules))
        } catch {
            ExitReason(.software, error.description).leave(asJSON: false)
        }
    }
}
