import AdapterProtocol
import NIOCore
import NIOHTTP1

/// Collects the plain answer to an upgrade.
final class StreamRefusalHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    private var head: HTTPResponseHead?
    private var body: [UInt8] = []
    private let deliver: (WireReply) -> Void

    init(_ deliver: @escaping (WireReply) -> Void) {
        self.deliver = deliver
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body(let part):
            let room = StreamFailure.largestRefusal - body.count
            body.append(contentsOf: part.readableBytesView.prefix(max(room, 0)))
            if part.readableBytes >= room { finish(context) }
        case .end: finish(context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish(context)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A server may cut its refusal short; the status is what counts.
        finish(context)
        context.fireErrorCaught(error)
    }

    private func finish(_ context: ChannelHandlerContext) {
        guard let head else { return }
        self.head = nil
        deliver(
            WireReply(
                status: Int(head.status.code), headers: head.headers.map { WireHeader($0.name, $0.value) }, body: body))
    }
}
