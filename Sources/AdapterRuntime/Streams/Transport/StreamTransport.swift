public import AdapterProtocol

/// Opens WebSocket connections. The seam between pure sessions and the network: a test or a simulator may stand in.
public protocol StreamTransport: Sendable {
    /// Opens one connection. Cancelling the caller's task ends the attempt.
    ///
    /// - Parameters:
    ///   - request: Where and how.
    ///   - sink: Hears of the connection until ``StreamSink/closed(_:)``. Of an attempt that throws it hears nothing.
    /// - Throws: ``StreamFailure``: no connection, or an answer that refuses it.
    func connect(_ request: StreamRequest, to sink: any StreamSink) async throws(StreamFailure)
}

/// Hears what one connection brings. Called one call at a time, in order, on the connection's own thread: whatever it
/// does holds up the connection, and nothing is queued for it.
public protocol StreamSink: AnyObject, Sendable {
    /// The connection is up; comes first.
    func opened(_ link: any StreamLink)
    /// A text message, whole and valid UTF-8. The bytes are lent for the call.
    func received(_ message: Span<UInt8>)
    /// A protocol ping or pong: the other side lives.
    func heard()
    /// The connection is gone, its socket closed; comes last, and once.
    func closed(_ closure: StreamClosure)
}

/// An open connection, to send on. May be called from anywhere; after the end the calls do nothing.
public protocol StreamLink: Sendable {
    /// Sends a text message.
    func send(_ text: [UInt8])
    /// Sends a protocol ping.
    func ping()
    /// Says good-bye, and closes the socket when the other side has answered or has had its time.
    func close(code: UInt16)
}

/// Where and how one connection is opened. Holds a token or a signature: never log it.
public struct StreamRequest: Sendable {
    /// Scheme `ws` or `wss`, host and port, path and query.
    public let address: String
    /// Further headers of the upgrade, for instance a signature.
    public let headers: [WireHeader]
    /// The largest message that is read.
    public let largestMessage: Int

    /// A request.
    public init(address: String, headers: [WireHeader] = [], largestMessage: Int = StreamRules.usualLargestMessage) {
        self.address = address
        self.headers = headers
        self.largestMessage = largestMessage
    }
}
