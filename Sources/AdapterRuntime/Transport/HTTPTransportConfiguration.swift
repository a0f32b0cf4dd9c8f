/// How to connect over HTTP.
public struct HTTPTransportConfiguration: Sendable {
    /// A PEM file of further trust roots, for example the simulator's CA; the system's roots are always used.
    public var trustRootsFile: String?
    /// Longest time to establish TCP and TLS, and longest wait for a free connection.
    public var connectTimeout: Duration = .seconds(5)
    /// Largest answer, in bytes after unpacking. A whole instrument list or an order book of a busy venue takes several
    /// MiB, so an answer of 10 MB still passes; 16 MiB times the connections in use is what a hostile or broken venue
    /// can make this process hold, and a compression bomb fails as soon as it has unpacked that much.
    public var maximumReplyBytes = 16 * 1024 * 1024
    /// How long an idle connection is kept: shorter than the minute after which servers commonly close theirs, so that
    /// a request rarely meets a connection that is just being closed.
    public var idleTimeout: Duration = .seconds(30)
    /// Connections to one host at a time; further requests wait for up to ``connectTimeout``.
    public var connectionsPerHost = 8

    /// The defaults.
    public init(trustRootsFile: String? = nil) {
        self.trustRootsFile = trustRootsFile
    }
}
