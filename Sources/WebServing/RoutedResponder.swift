import HTTPTypes
public import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore

extension WebServer {
    /// Describes a server around a router.
    ///
    /// Every answer carries `Date` and the request's id in `X-Request-Id`; the same id stands in the
    /// metadata of every log line of the request. A client may choose the id (``RequestIdentifier``).
    ///
    /// - Parameters:
    ///   - secondsSinceEpoch: the clock for `Date`.
    ///   - makeRequestID: makes an id for a request that brings none of its own.
    public init<Router: HTTPResponder>(
        configuration: ServingConfiguration,
        logger: Logger,
        secondsSinceEpoch: @escaping @Sendable () -> Int64,
        makeRequestID: @escaping @Sendable () -> String,
        onReady: @escaping @Sendable (BoundAddress) async -> Void,
        router: Router
    ) where Router.Context: RequestContext, Router.Context.Source == ApplicationRequestContextSource {
        self.init(configuration: configuration, logger: logger, onReady: onReady) { request, writer, channel in
            let id = RequestIdentifier.accepted(from: request.headers) ?? makeRequestID()
            var requestLogger = logger
            requestLogger[metadataKey: RequestIdentifier.metadataKey] = .string(id)
            let context = Router.Context(
                source: ApplicationRequestContextSource(channel: channel, logger: requestLogger)
            )
            var response = try await Self.respond(to: request, with: router, in: context, logger: requestLogger)
            response.headers[.date] = HTTPDate.text(secondsSinceEpoch: secondsSinceEpoch())
            response.headers[RequestIdentifier.field] = id
            if request.method == .head { response = response.createHeadResponse() }
            try await writer.write(response: response.head, body: response.body)
        }
    }

    /// A bug in a route costs one 500 with an id to look for, never the connection or the process.
    private static func respond<Router: HTTPResponder>(
        to request: Request,
        with router: Router,
        in context: Router.Context,
        logger: Logger
    ) async throws -> Response where Router.Context: RequestContext {
        do {
            return try await router.respond(to: request, context: context)
        } catch let error as any HTTPResponseError {
            return try error.response(from: request, context: context)
        } catch ServingError.bodyTooLarge {
            return Response(status: .contentTooLarge)
        } catch ServingError.bodyMalformed {
            return Response(status: .badRequest)
        } catch {
            logger.error("request failed", metadata: ["error": "\(error)"])
            return Response(status: .internalServerError)
        }
    }
}
