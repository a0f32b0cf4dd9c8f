import AdapterProtocol
import AdapterRuntime
import BinanceAdapter
import Foundation
import Logging
import LunoAdapter
import ServiceLifecycle
import Trading
import UnixSignals

@main
struct Main {
    static func main() async throws {
        let logger = Logger(label: "bot")
        let transport = HTTPTransport()
        let binance = try connect(BinanceAdapter(), transport, logger)
        guard let usdt = Asset("USDT"), let market = Symbol("BTC/USDT"),
            let key = IdempotencyKey(user: "bot", text: SystemClock().now.description)
        else { return }
        let desk = OrderDesk(
            platforms: [BinanceAdapter.id: DeskPlatform(venue: binance, isEnabled: true)],
            journal: try FileJournal(path: "bot.journal"),
            limits: RiskLimits(maximumOrderNotional: [usdt: 250], maximumOpenNotional: [usdt: 500]),
            clock: SystemClock(), ids: TimeOrderedIDs(random: SystemRandomSource().next), logger: logger)
        let bot = Bot(
            luno: try connect(LunoAdapter(), transport, logger), binance: binance, desk: desk, market: market, key: key,
            logger: logger)
        let group = ServiceGroup(services: [bot], gracefulShutdownSignals: [.sigint, .sigterm], logger: logger)
        do {
            try await group.run()
        } catch {
            await transport.shutdown()
            throw error
        }
        await transport.shutdown()
    }

    /// Where and with which key say variables such as `BOURSE_LUNO_REST` and `BOURSE_LUNO_API_KEY`.
    private static func connect(
        _ adapter: some VenueAdapter, _ transport: HTTPTransport, _ logger: Logger
    ) throws -> any Venue {
        func value(_ name: String) -> String {
            let variable = "BOURSE_\(adapter.profile.id)_\(name)".uppercased()
            return ProcessInfo.processInfo.environment[variable] ?? ""
        }
        let fields = adapter.profile.credentialFields.filter { !$0.isOptional }.map(\.name)
        let place = VenueEnvironment(name: "simulated", rest: value("rest"), isRealMoney: false)
        let key = Credentials(
            Dictionary(fields.map { ($0, Secret(value($0))) }, uniquingKeysWith: { first, _ in first }))
        return try ConnectedVenue(
            VenueParts(adapter: adapter, environment: place, credentials: key, transport: transport, logger: logger))
    }
}
