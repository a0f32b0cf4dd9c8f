public import AdapterProtocol

/// Carries one finished request to a venue and its answer back. The seam between pure adapters and the network: a test
/// or a simulator may stand in for HTTP.
public protocol Transport: Sendable {
    /// Sends the request, byte for byte, at most once, and reads the whole answer.
    ///
    /// - Parameters:
    ///   - request: The finished request.
    ///   - base: Scheme, host and port.
    ///   - timeout: From the call to the answer's last byte.
    /// - Throws: ``TransportFailure``; whether the request's head was written decides what it may have caused.
    func send(
        _ request: WireRequest, to base: String, timeout: Duration
    ) async throws(TransportFailure) -> WireReply
}
