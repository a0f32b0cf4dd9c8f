import AdapterProtocol
import HTTPTypes
public import Host
public import Hummingbird
import HummingbirdCore
public import Logging
public import WebServing

/// The web API over a host. Routes only translate.
public struct HostAPI: Sendable {
    let host: TradingHost
    let token: AccessToken

    /// Largest request body read: an order is under 1 KiB.
    static let largestBody = 64 * 1024

    /// An API over a host, guarded by its token.
    public init(host: TradingHost, token: AccessToken) {
        self.host = host
        self.token = token
    }

    /// All routes.
    public func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.add(middleware: UnknownRoutes())
        addSystemRoutes(to: router)
        addOrderRoutes(to: router.group("api/orders").add(middleware: BearerAuthentication(token: token)))
        return router
    }
}

extension HostAPI {
    /// The API on a listener of its own.
    ///
    /// - Parameter onReady: Called once, when connections are accepted.
    public func server(
        on configuration: ServingConfiguration, logger: Logger, makeRequestID: @escaping @Sendable () -> String,
        onReady: @escaping @Sendable (BoundAddress) async -> Void
    ) -> WebServer {
        let clock = host.clock
        return WebServer(
            configuration: configuration, logger: logger, secondsSinceEpoch: { clock.now.milliseconds / 1000 },
            makeRequestID: makeRequestID, onReady: onReady, router: router().buildResponder())
    }
}

/// A path that no route has gets the API's own error shape.
private struct UnknownRoutes: RouterMiddleware {
    typealias Context = BasicRequestContext

    @concurrent
    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound {
            throw Problem.notFound
        } catch ServingError.bodyTooLarge(let limit) {
            throw Problem(status: .contentTooLarge, code: "BODY_TOO_LARGE", message: "The body is above \(limit) bytes")
        }
    }
}
