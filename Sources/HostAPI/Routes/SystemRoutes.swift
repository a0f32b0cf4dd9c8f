import AdapterKit
import AdapterProtocol
import HTTPTypes
import Host
import Hummingbird
import HummingbirdCore
import Trading
import WebServing

extension HostAPI {
    func addSystemRoutes(to router: Router<BasicRequestContext>) {
        router.get("api/health") { _, _ in await health() }
        router.get("api/system/platforms") { request, _ in platforms(for: request) }
        router.get("openapi.json") { _, _ in Response.json(Array(OpenAPIDocument.text.utf8)) }
    }

    /// Degraded once the journal failed: reads still work, orders are refused.
    private func health() async -> Response {
        let isWell = await host.desk.standstill == nil
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("status", isWell ? "healthy" : "degraded")
            writer.member("database", isWell ? "connected" : "disconnected")
            writer.member("version", host.version)
            writer.member("timestamp", host.clock.now.description)
        }
        return Response.json(writer.bytes)
    }

    /// The five platforms in the catalog's order (host-api.md 2.6). Whether a key is there is told only to a token.
    private func platforms(for request: Request) -> Response {
        let mayKnowKeys = BearerAuthentication<BasicRequestContext>.isAuthorized(request, token)
        let bytes = PlatformsDocument(host: host, tellsKeys: mayKnowKeys).bytes(timestamp: host.clock.now)
        var headers = HTTPFields()
        let tag = PlatformsDocument(host: host, tellsKeys: mayKnowKeys).entityTag
        headers[.eTag] = tag
        headers[.cacheControl] = mayKnowKeys ? "private, max-age=60" : "max-age=60"
        headers[.vary] = "Authorization"
        if request.headers[.ifNoneMatch] == tag { return Response(status: .notModified, headers: headers) }
        return Response.json(bytes, headers: headers)
    }
}
