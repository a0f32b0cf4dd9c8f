import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Hummingbird's HTTP/1.1 channel with an ``UpgradeGate`` in it.
struct UpgradableHTTPChannel: HTTPChannelHandler {
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

    /// A connection that the server has accepted and nobody has taken.
    ///
    /// It becomes an `NIOAsyncChannel` only where it is handled, for one that is dropped unhandled, as happens when a
    /// server stops just then, ends the process; and with a gate a client can have its answer before.
    final class Unclaimed: ServerChildChannelValue {
        let channel: any Channel
        private let gate: NIOLoopBound<UpgradeGate>

        init(channel: any Channel, gate: UpgradeGate) {
            self.channel = channel
            self.gate = NIOLoopBound(gate, eventLoop: channel.eventLoop)
        }

        deinit { channel.close(promise: nil) }

        /// The connection to answer on; nil when it is closed already.
        func claim() async throws -> NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>? {
            try await channel.eventLoop.submit { [channel, gate] in
                guard channel.isActive else { return nil }
                let claimed = try NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>(
                    wrappingChannelSynchronously: channel,
                    configuration: .init(isOutboundHalfClosureEnabled: true)
                )
                gate.value.claim()
                return claimed
            }.get()
        }
    }

    let responder: Responder
    let limits: ServingLimits
    let channelHandlers: @Sendable () -> [any RemovableChannelHandler]
    let service: WebSocketService

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Unclaimed> {
        channel.eventLoop.makeCompletedFuture {
            let parts = Parts(
                stateHandler: HTTPConnectionStateHandler(
                    idleTimeout: .seconds(limits.idleSeconds), logger: logger),
                limits: decoderLimits
            )
            let gate = UpgradeGate(parts: parts, service: service)
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(TLSParting())
            try pipeline.addHandlers(parts.encoder, parts.decoder, gate)
            try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: false))
            try pipeline.addHandlers(channelHandlers())
            try pipeline.addHandler(parts.stateHandler)
            return Unclaimed(channel: channel, gate: gate)
        }
    }

    func handle(value: Unclaimed, logger: Logger) async {
        do {
            guard let claimed = try await value.claim() else { return }
            await handleHTTP(asyncChannel: claimed, logger: logger)
        } catch {
            logger.debug("a connection could not be taken", metadata: ["error": "\(error)"])
        }
    }

    private var decoderLimits: NIOHTTPDecoderLimitConfiguration {
        var decoderLimits = NIOHTTPDecoderLimitConfiguration()
        decoderLimits.maxHeaderFieldSize = limits.maxHeaderFieldBytes
        decoderLimits.maxHeaderListSize = limits.maxHeaderListBytes
        decoderLimits.maxHeaderFieldCount = limits.maxHeaderCount
        return decoderLimits
    }
}
