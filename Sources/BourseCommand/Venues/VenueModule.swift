public import AdapterConformance
public import AdapterProtocol
import AdapterRuntime
import Logging
public import VenueSimulator

/// A venue as the command line has it: its adapter, and its simulated exchange where there is one.
///
/// A program of one's own adds a venue with it, and has every subcommand for it:
///
/// ```swift
/// await Bourse.start(adding: [VenueModule(AcornAdapter(), face: AcornFace.self)])
/// ```
public struct VenueModule: Sendable {
    /// The venue.
    public var id: VenueID { profile.id }

    let adapter: any VenueAdapter
    let profile: VenueProfile
    let version: String
    let environments: [VenueEnvironment]
    let capabilities: VenueCapabilities
    /// The venue's simulated exchange, nil when there is none.
    let face: (any VenueFace.Type)?
    /// The errors that the venue documents, for `conformance`; nil for those of a built-in venue, or none.
    let documentedErrors: DocumentedErrors?
    /// The rate limits that the venue publishes, the same way.
    let publishedLimits: PublishedRateLimits?
    /// What the venue sends on its streams and what must come of it, the same way.
    let streamScenarios: StreamScenarios?
    /// Connects the adapter; the one place where the runtime's generic type meets a concrete adapter.
    let connect: @Sendable (Connection) throws(VenueError) -> any Venue & StreamInterface

    /// What a connection needs.
    struct Connection: Sendable {
        let environment: VenueEnvironment
        let credentials: Credentials?
        let transport: any Transport
        /// What carries streams; nil for a venue without.
        var streamTransport: (any StreamTransport)?
        /// Hears everything that stream sessions are told; nil for nobody.
        var streamRecorder: (any StreamRecorder)?
        var clock: any WallClock = SystemClock()
        var random: any RandomSource = SystemRandomSource()
        /// Where keys keep their nonces and their one owner is marked; nil for ``KeyDirectory``.
        var keys: String?
        let logger: Logger
    }

    /// A venue.
    ///
    /// - Parameters:
    ///   - adapter: Its adapter.
    ///   - face: Its simulated exchange, of the same venue id. Without one `simulate` and `serve` on simulated venues
    ///     leave the venue out, and `conformance` needs `--offline`, `--rest` or `--environment`.
    ///   - documentedErrors: The errors that the venue documents, written from its documents: `conformance` hands each to
    ///     the adapter.
    ///   - publishedLimits: The rate limits that the venue publishes, and what its calls cost.
    ///   - streamScenarios: What the venue sends on its streams, and what its documents say must come of it.
    public init(
        _ adapter: some VenueAdapter, face: (any VenueFace.Type)? = nil, documentedErrors: DocumentedErrors? = nil,
        publishedLimits: PublishedRateLimits? = nil, streamScenarios: StreamScenarios? = nil
    ) {
        self.adapter = adapter
        profile = adapter.profile
        version = adapter.version
        environments = adapter.environments
        capabilities = adapter.capabilities
        self.face = face
        self.documentedErrors = documentedErrors
        self.publishedLimits = publishedLimits
        self.streamScenarios = streamScenarios
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
            parts.streamTransport = connection.streamTransport
            parts.streamRecorder = connection.streamRecorder
            // A simulated venue's budget is nobody else's.
            if connection.environment.name == "simulated" { parts.rateHeadroomPercent = 0 }
            return try ConnectedVenue(parts)
        }
    }

    /// The module of a venue, nil when this program has none.
    static func named(_ id: String) -> VenueModule? { VenueRegistry.current[id] }

    /// The simulated exchange, which must be there.
    ///
    /// - Throws: ``ExitReason``, which says what to do without it.
    func requireFace() throws(ExitReason) -> any VenueFace.Type {
        guard let face else {
            throw ExitReason(
                .usage, "\(id) has no simulated exchange in this program; name --rest URL or --environment instead")
        }
        return face
    }
}
