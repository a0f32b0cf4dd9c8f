import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1
import NIOWebSocket

/// The header lines that turn a connection into a WebSocket.
enum WebSocketHandshake {
    /// The lines of the 101, or what is wrong with the request.
    static func headers(for head: HTTPRequestHead, on channel: any Channel) -> EventLoopFuture<HTTPHeaders> {
        upgrader.buildUpgradeResponse(channel: channel, upgradeRequest: head, initialResponseHeaders: HTTPHeaders())
    }

    /// The answer to a request whose key or version is wrong (RFC 6455 4.2.2).
    static func refusal(of head: HTTPRequestHead) -> HTTPResponse {
        guard head.headers["Sec-WebSocket-Version"] != ["13"] else { return HTTPResponse(status: .badRequest) }
        var response = HTTPResponse(status: .upgradeRequired)
        if let name = HTTPField.Name("Sec-WebSocket-Version") { response.headerFields[name] = "13" }
        return response
    }

    /// Only for its arithmetic: who is let in is decided elsewhere, and the pipeline is changed elsewhere.
    private static let upgrader = NIOWebSocketServerUpgrader(
        shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture(HTTPHeaders()) },
        upgradePipelineHandler: { channel, _ in channel.eventLoop.makeSucceededVoidFuture() }
    )
}
