/// How to connect over HTTP.
public struct HTTPTransportConfiguration: Sendable {
    /// A PEM file of further trust roots, for example the simulator's CA; the system's roots are always used.
    public var trustRootsFile: String?
    /// Longest time to establish TCP and TLS.
    public var connectTimeout: Duration = .seconds(5)
    /// Largest answer, packed or unpacked. Binance's whole instrument list is under 4 MiB; 8 MiB leaves room and keeps
    /// a hostile answer from filling memory.
    public var largestReply = 8 * 1024 * 1024
    /// How long an idle connection is kept: shorter than the minute after which servers commonly close theirs, so that
    /// a request rarely meets a connection that is just being closed.
    public var idleTimeout: Duration = .seconds(30)

    /// The defaults.
    public init(trustRootsFile: String? = nil) {
        self.trustRootsFile = trustRootsFile
    }
}
