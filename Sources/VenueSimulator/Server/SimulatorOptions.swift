/// How a simulation is served.
public struct SimulatorOptions: Sendable {
    /// The port of the first of the five venues; the others and the control port follow
    /// (`SimulatorPorts`). 0 gives every listener a free port.
    public var portBase: Int
    /// Venue ids in the order of their ports, whether they are served or not, so that a venue keeps its port whichever
    /// others are chosen. Venues that are not in it get the ports behind.
    public var portOrder: [String]
    /// Whether the control port is opened.
    public var hasControlPort: Bool
    /// HTTPS with a certificate of the simulator's own authority; nil serves plain HTTP.
    public var tls: SimulatorTLS?
    /// What goes wrong.
    public var faults: FaultPlan
    /// How often the background market acts while nobody asks, in milliseconds; nil for never, as in
    /// deterministic runs.
    public var tickMilliseconds: Int64?
    /// Whether replies are gzip-encoded for clients that accept it, as production venues do
    /// (binance.md A). Off by default, so that recordings stay readable.
    public var compressesReplies: Bool

    /// The defaults of `bourse simulate`; without a `portOrder` that of the five venues.
    public init(
        portBase: Int = 9100,
        portOrder: [String]? = nil,
        hasControlPort: Bool = true,
        tls: SimulatorTLS? = nil,
        faults: FaultPlan = FaultPlan(),
        tickMilliseconds: Int64? = 250,
        compressesReplies: Bool = false
    ) {
        self.portBase = portBase
        self.portOrder = portOrder ?? SimulatorPorts.seed
        self.hasControlPort = hasControlPort
        self.tls = tls
        self.faults = faults
        self.tickMilliseconds = tickMilliseconds
        self.compressesReplies = compressesReplies
    }
}

/// HTTPS for a simulation.
public struct SimulatorTLS: Sendable, Hashable {
    /// The directory in which `ca.pem` is written; made when it is missing.
    public var directory: String
    /// What is wrong with the certificate, for tests of clients.
    public var flaw: CertificateFlaw?

    /// Describes HTTPS with a certificate that is good unless a flaw is named.
    public init(directory: String, flaw: CertificateFlaw? = nil) {
        self.directory = directory
        self.flaw = flaw
    }
}

/// Why a simulation could not be set up.
public enum SimulatorError: Error, Sendable, Hashable {
    /// Two recipes have the same venue id.
    case duplicateVenue(String)
    /// With this base a listener would get a port above 65535, or the base is negative.
    case portBaseOutOfRange(Int)
    /// The face refused its configuration or snapshot.
    case face(venue: String, FaceError)
    /// The certificate could not be made; `reason` is for people.
    case certificate(reason: String)
    /// `ca.pem` could not be written.
    case authorityFile(path: String, reason: String)
}

extension SimulatorError: CustomStringConvertible {
    /// One sentence for an operator.
    public var description: String {
        switch self {
        case .duplicateVenue(let id): "venue \(id) is named twice"
        case .portBaseOutOfRange(let base): "port base \(base) leaves no valid port for every venue"
        case .face(let venue, let error): "venue \(venue): \(error)"
        case .certificate(let reason): "the certificate could not be made: \(reason)"
        case .authorityFile(let path, let reason): "\(path) could not be written: \(reason)"
        }
    }
}
