import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Hummingbird's HTTP/1.1 channel with an ``UpgradeGate`` in it.
struct UpgradableHTTPChannel: HTTPChannelHandler {
    typealias Value = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    /// What the gate takes away again when a connection becomes a WebSocket. Lives on the channel's event loop.
    final class Parts {
        let encoder = HTTPResponseEncoder()
        let stateHandler: HTTPConnectionStateHandler
        private(set) var decoder: ByteToMessageHandler<HTTPRequestDecoder>
        private let limits: NIOHTTPDecoderLimitConfiguration

        init(stateHandler: HTTPConnectionStateHandler, limits: NIOHTTPDecoderLimitConfiguration) {
            self.stateHandler = stateHandler
            self.limits = limits
            decoder = Self.makeDecoder(limits)
        }

        func addDecoder(
            to pipeline: ChannelPipeline.SynchronousOperations, before gate: UpgradeGate
        ) throws {
            decoder = Self.makeDecoder(limits)
            try pipeline.addHandler(decoder, position: .before(gate))
        }

        /// Bytes behind an upgrade are the client's first frames: they must not be lost.
        private static func makeDecoder(
            _ limits: NIOHTTPDecoderLimitConfiguration
        ) -> ByteToMessageHandler<HTTPRequestDecoder> {
            ByteToMessageHandler(
                HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes, limitConfiguration: limits))
        }
    }

    let responder: Responder
    let limits: ServingLimits
    let channelHandlers: @Sendable () -> [any RemovableChannelHandler]
    let service: WebSocketService

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            var decoderLimits = NIOHTTPDecoderLimitConfiguration()
            decoderLimits.maxHeaderFieldSize = limits.maxHeaderFieldBytes
            decoderLimits.maxHeaderListSize = limits.maxHeaderListBytes
            decoderLimits.maxHeaderFieldCount = limits.maxHeaderCount
            let parts = Parts(
                stateHandler: HTTPConnectionStateHandler(
                    idleTimeout: .seconds(limits.idleSeconds), logger: logger),
                limits: decoderLimits
            )
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandlers(parts.encoder, parts.decoder, UpgradeGate(parts: parts, service: service))
            try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: false))
            try pipeline.addHandlers(channelHandlers())
            try pipeline.addHandler(parts.stateHandler)
            return try NIOAsyncChannel(
                wrappingChannelSynchronously: channel,
                configuration: .init(isOutboundHalfClosureEnabled: true)
            )
        }
    }

    func handle(value: Value, logger: Logger) async {
        await handleHTTP(asyncChannel: value, logger: logger)
    }
}
