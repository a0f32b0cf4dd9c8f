import HTTPTypes
import Host
import Hummingbird
import HummingbirdCore

/// Lets a request pass that carries the host's token in `Authorization: Bearer …`; query tokens are not offered
/// (host-api.md 9.6).
struct BearerAuthentication<Context: RequestContext>: RouterMiddleware {
    let token: AccessToken

    @concurrent
    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard Self.isAuthorized(request, token) else {
            throw Problem(
                status: .unauthorized, code: "UNAUTHENTICATED", message: "A valid bearer token is required",
                action: "Send the token that the first start printed as 'Authorization: Bearer …'")
        }
        return try await next(request, context)
    }

    static func isAuthorized(_ request: Request, _ token: AccessToken) -> Bool {
        guard let header = request.headers[.authorization] else { return false }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return false }
        return token.matches(String(parts[1]))
    }
}
