public import AdapterProtocol

/// Hears everything that sessions are told, in their order, so that it can be told again.
///
/// Called on the connections' own threads while they wait: it must only take notes. What it gets holds neither keys nor
/// tokens of ours; what the venue says it says to this account.
public protocol StreamRecorder: Sendable {
    /// A session was told something. Inputs are redacted.
    func record(_ input: StreamInput, of connection: UInt64, at now: StreamInstant)
    /// A session was told a message; the bytes are lent for the call.
    func record(_ message: Span<UInt8>, of connection: UInt64, at now: StreamInstant)
    /// A connection ended, and with it its session.
    func recordEnd(of connection: UInt64, at now: StreamInstant)
}
