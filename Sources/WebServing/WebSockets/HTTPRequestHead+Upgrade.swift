import NIOHTTP1

extension HTTPRequestHead {
    /// Whether the HTTP decoder takes what follows this request for another protocol and stops, whatever is answered.
    var endsHTTP: Bool {
        method == .CONNECT || (headers.contains(name: "Upgrade") && hasConnectionToken("upgrade"))
    }

    /// Whether a client asks for a WebSocket (RFC 6455 4.1); its key and version may still be wrong.
    var asksForWebSocket: Bool {
        method == .GET && version == .http1_1 && endsHTTP && !announcesBody
            && headers[canonicalForm: "Upgrade"].contains { $0.lowercased() == "websocket" }
    }

    private func hasConnectionToken(_ token: String) -> Bool {
        headers[canonicalForm: "Connection"].contains { $0.lowercased() == token }
    }

    private var announcesBody: Bool {
        if headers.contains(name: "Transfer-Encoding") { return true }
        return headers["Content-Length"].contains { $0 != "0" }
    }
}
