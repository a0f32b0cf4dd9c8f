/// How to connect WebSockets.
public struct StreamTransportConfiguration: Sendable {
    /// A PEM file of further trust roots, for example the simulator's CA; the system's roots are always used.
    public var trustRootsFile: String?
    /// Longest time to establish TCP.
    public var connectTimeout: Duration = .seconds(5)
    /// Longest time from the call to the open stream: TCP, TLS and the answer to the upgrade. A server that accepts and
    /// is silent costs no more than this.
    public var openTimeout: Duration = .seconds(10)
    /// How long the other side may take to answer a good-bye before the socket is closed.
    public var closeTimeout: Duration = .seconds(2)

    /// The defaults.
    public init(trustRootsFile: String? = nil) {
        self.trustRootsFile = trustRootsFile
    }
}
