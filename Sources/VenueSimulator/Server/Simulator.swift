import HummingbirdCore
public import Logging
import NIOCore
import NIOSSL
public import ServiceLifecycle
import WebServing

/// Any number of simulated venues and one control port on loopback, as one service.
///
/// Everything is bound or nothing is: when one port is taken, ``run()`` closes the others and throws
/// `ServingError.portInUse`.
public final class Simulator: Service {
    static let controlName = "control"

    /// The venues, in the order of the recipes.
    public let venues: [SimulatedVenue]

    private let options: SimulatorOptions
    private let ports: (control: Int, venues: [String: Int])
    private let board: FaultBoard
    private let alarm: StreamAlarm
    private let clock: any SimulatorClock
    private let logger: Logger
    private let certificate: SimulatorCertificate?
    private let onReady: @Sendable (SimulatorReadiness) async -> Void

    /// Opens the venues; nothing is bound before ``run()``. With TLS it writes `ca.pem`.
    ///
    /// - Parameter onReady: called once, when every listener is bound.
    public init(
        recipes: [VenueRecipe],
        options: SimulatorOptions = SimulatorOptions(),
        clock: any SimulatorClock = SystemSimulatorClock(),
        logger: Logger,
        onReady: @escaping @Sendable (SimulatorReadiness) async -> Void
    ) throws(SimulatorError) {
        let board = FaultBoard(options.faults)
        let alarm = StreamAlarm(clock: clock)
        venues = try Self.open(recipes, clock: clock, board: board, alarm: alarm)
        ports = try SimulatorPorts.assign(base: options.portBase, venues: venues.map(\.id), order: options.portOrder)
        certificate = try options.tls.map { tls throws(SimulatorError) in
            try SimulatorCertificate(tls: tls, now: clock.now())
        }
        self.board = board
        self.alarm = alarm
        self.options = options
        self.clock = clock
        self.logger = logger
        self.onReady = onReady
    }

    /// The venue with this id, for a host that keeps snapshots or reads counters.
    public func venue(_ id: String) -> SimulatedVenue? {
        venues.first { $0.id == id }
    }

    /// The fault plan in force, with its counters; setting it starts the new plan from its beginning.
    public var faults: FaultPlan {
        get { board.current }
        set { board.replace(by: newValue) }
    }

    /// Serves until graceful shutdown or cancellation.
    ///
    /// - Throws: `ServingError` when a port cannot be bound.
    public func run() async throws {
        let gate = ReadinessGate(expecting: venues.count + (options.hasControlPort ? 1 : 0))
        var services: [any Service] = venues.map { server(for: $0, gate) }
        if options.hasControlPort { services.append(controlServer(gate)) }
        services.append(alarm)
        if let time = options.tickMilliseconds {
            services.append(Ticker(venues: venues, clock: clock, milliseconds: max(1, time)))
        }
        let configurations = services.map { ServiceGroupConfiguration.ServiceConfiguration(service: $0) }
        try await ServiceGroup(
            configuration: ServiceGroupConfiguration(services: configurations, logger: logger)
        ).run()
    }

    private func server(for venue: SimulatedVenue, _ gate: ReadinessGate) -> WebServer {
        let configuration = ServingConfiguration(
            port: ports.venues[venue.id] ?? 0,
            tls: certificate?.tlsConfiguration,
            channelHandlers: { [PeerWatch()] },
            webSockets: StreamResponder(venue: venue, clock: clock).service
        )
        let responder = VenueResponder(
            venue: venue,
            board: board,
            clock: clock,
            limits: configuration.limits,
            compressesReplies: options.compressesReplies,
            isSecure: certificate != nil
        )
        return WebServer(
            configuration: configuration,
            logger: logger,
            onReady: { await self.arrived(venue.id, $0, gate) },
            responder: { try await responder.respond(to: $0, $1, $2) }
        )
    }

    private func controlServer(_ gate: ReadinessGate) -> WebServer {
        let control = ControlResponder(venues: venues, board: board, clock: clock)
        return WebServer(
            configuration: ServingConfiguration(port: ports.control),
            logger: logger,
            onReady: { await self.arrived(Self.controlName, $0, gate) },
            responder: { try await control.respond(to: $0, $1, $2) }
        )
    }

    private func arrived(_ name: String, _ address: BoundAddress, _ gate: ReadinessGate) async {
        guard let addresses = gate.enter(name, at: address) else { return }
        var served: [String: SimulatorReadiness.Venue] = [:]
        for venue in venues {
            guard let address = addresses[venue.id] else { continue }
            served[venue.id] = .init(
                rest: address.url, streams: .init(of: venue, at: address), credentials: venue.credentials)
        }
        let control = options.hasControlPort ? addresses[Self.controlName]?.url : nil
        await onReady(SimulatorReadiness(venues: served, control: control, ca: certificate?.authorityPath))
    }

    private static func open(
        _ recipes: [VenueRecipe],
        clock: any SimulatorClock,
        board: FaultBoard,
        alarm: StreamAlarm
    ) throws(SimulatorError) -> [SimulatedVenue] {
        var venues: [SimulatedVenue] = []
        for recipe in recipes {
            let id = recipe.venueID
            guard id != controlName, !venues.contains(where: { $0.id == id }) else { throw .duplicateVenue(id) }
            do {
                venues.append(
                    try SimulatedVenue(recipe: recipe, clock: clock, board: board) { alarm.ring($0, after: $1) })
            } catch {
                throw .face(venue: id, error)
            }
        }
        return venues
    }
}
