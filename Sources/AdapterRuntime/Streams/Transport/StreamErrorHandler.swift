import NIOCore

/// Passes an error on before the connection is up: TLS and sockets report here.
final class StreamErrorHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny

    private let report: (any Error) -> Void

    init(_ report: @escaping (any Error) -> Void) {
        self.report = report
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        report(error)
        context.fireErrorCaught(error)
    }
}
