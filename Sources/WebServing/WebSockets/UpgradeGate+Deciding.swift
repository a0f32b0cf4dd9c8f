import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

extension UpgradeGate {
    /// Checks the handshake and asks the service.
    func decide(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        WebSocketHandshake.headers(for: head, on: context.channel).assumeIsolated().whenComplete { result in
            guard case .waiting = self.phase else { return }
            switch result {
            case .success(let headers): self.ask(head, headers, context)
            case .failure: self.refuse(WebSocketHandshake.refusal(of: head), body: [], context)
            }
        }
    }

    private func ask(_ head: HTTPRequestHead, _ headers: HTTPHeaders, _ context: ChannelHandlerContext) {
        guard let request = try? HTTPRequest(head, secure: false, splitCookie: false) else {
            return refuse(HTTPResponse(status: .badRequest), body: [], context)
        }
        let asked = WebSocketRequest(head: request, peerAddress: context.channel.remoteAddress?.ipAddress ?? "")
        let eventLoop = context.eventLoop
        let connection = WebSocketConnection(eventLoop: eventLoop, maxQueuedBytes: service.limits.maxQueuedBytes)
        let accept = service.accept
        let parts = NIOLoopBound((gate: self, context: context), eventLoop: eventLoop)
        decision = Task {  // reason: owned by the gate, which cancels it when the connection ends first
            let decided = await accept(asked, connection)
            eventLoop.execute {
                let (gate, context) = parts.value
                gate.carryOut(decided, head, headers, connection, context)
            }
        }
    }

    private func carryOut(
        _ decided: WebSocketDecision,
        _ head: HTTPRequestHead,
        _ headers: HTTPHeaders,
        _ connection: WebSocketConnection,
        _ context: ChannelHandlerContext
    ) {
        guard case .waiting = phase else {
            connection.detach()
            if case .accept(_, let handlers) = decided { handlers.onClosed(.lost) }
            return
        }
        decision = nil
        if case .accept(let further, let handlers) = decided {
            let handler = WebSocketChannelHandler(connection, handlers, limits: service.limits)
            return switchOver(to: handler, headers, HTTPHeaders(further), context)
        }
        connection.detach()
        switch decided {
        case .pass: pass(head, context)
        case .refuse(let response, let body): refuse(response, body: body, context)
        case .reset: _ = context.channel.closeWithReset()
        case .drop, .accept: context.close(promise: nil)
        }
    }

    /// Answers in place of the HTTP part, which never sees the request.
    func refuse(_ response: HTTPResponse, body: [UInt8], _ context: ChannelHandlerContext) {
        var head = HTTPResponseHead(response)
        let status = (200...599).contains(response.status.code) ? response.status : .internalServerError
        head.status = HTTPResponseStatus(statusCode: status.code, reasonPhrase: status.reasonPhrase)
        let hasBody = status.code != 204 && status.code != 304
        head.headers.remove(name: "Transfer-Encoding")
        head.headers.remove(name: "Content-Length")
        if hasBody { head.headers.add(name: "Content-Length", value: String(body.count)) }
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if hasBody, !body.isEmpty {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        renewDecoder(context)
    }
}
