import AdapterProtocol
import AdapterRuntime
import BinanceAdapter
import KrakenAdapter
import KuCoinAdapter
import Logging
import LunoAdapter
import SimulatedBinance
import SimulatedKraken
import SimulatedKuCoin
import SimulatedLuno
import SimulatedVALR
import VALRAdapter
import VenueSimulator

/// A venue as the command line has it: its adapter, and its simulated exchange.
struct VenueModule: Sendable {
    let adapter: any VenueAdapter
    let profile: VenueProfile
    let version: String
    let environments: [VenueEnvironment]
    let capabilities: VenueCapabilities
    /// The venue's simulated exchange.
    let face: any VenueFace.Type
    /// Connects the adapter; the one place where the runtime's generic type meets a concrete adapter.
    let connect: @Sendable (Connection) throws(VenueError) -> any Venue

    /// What a connection needs.
    struct Connection: Sendable {
        let environment: VenueEnvironment
        let credentials: Credentials?
        let transport: any Transport
        var clock: any WallClock = SystemClock()
        var random: any RandomSource = SystemRandomSource()
        /// Where keys keep their nonces and their one owner is marked; nil for ``KeyDirectory``.
        var keys: String?
        let logger: Logger
    }

    /// The venues that are built.
    static let builtIn: [VenueModule] = [
        VenueModule(LunoAdapter(), face: LunoFace.self), VenueModule(BinanceAdapter(), face: BinanceFace.self),
        VenueModule(KuCoinAdapter(), face: KuCoinFace.self), VenueModule(KrakenAdapter(), face: KrakenFace.self),
        VenueModule(VALRAdapter(), face: VALRFace.self),
    ]

    /// The module of a venue, nil when it is not built in.
    static func named(_ id: String) -> VenueModule? { builtIn.first { $0.profile.id.rawValue == id } }

    init(_ adapter: some VenueAdapter, face: any VenueFace.Type) {
        self.adapter = adapter
        profile = adapter.profile
        version = adapter.version
        environments = adapter.environments
        capabilities = adapter.capabilities
        self.face = face
        connect = { connection throws(VenueError) in
            var parts = VenueParts(
                adapter: adapter, environment: connection.environment, credentials: connection.credentials,
                transport: connection.transport, clock: connection.clock, random: connection.random,
                logger: connection.logger)
            if let key = connection.credentials, adapter.needsNonce || adapter.needsUniqueTimestamps {
                parts.nonces = try FileNonceStore(
                    directory: connection.keys ?? KeyDirectory.path(for: connection.environment),
                    venue: adapter.profile.id, credentials: key, clock: connection.clock)
            }
            // A simulated venue's budget is nobody else's.
            if connection.environment.name == "simulated" { parts.rateHeadroomPercent = 0 }
            return try ConnectedVenue(parts)
        }
    }
}
