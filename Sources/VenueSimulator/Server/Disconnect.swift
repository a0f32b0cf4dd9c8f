import NIOCore
import WebServing

/// Thrown out of a responder to close its connection without another byte.
enum Disconnect: Error {
    /// The fault plan wants the connection to end.
    case asPlanned
    /// The client was gone, or had sent something that is not HTTP, before there was a request to answer.
    case byClient

    /// Ends the connection with a TCP reset instead of an orderly close, below TLS too.
    static func reset(_ channel: any Channel) async throws {
        try await channel.closeWithReset().get()
    }
}
