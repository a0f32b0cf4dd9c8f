import AdapterKit
import AdapterProtocol
import HTTPTypes
import Host
import Hummingbird
import HummingbirdCore
import Trading
import WebServing

extension HostAPI {
    /// Whose orders these are: accounts come later, until then the token's holder is the one owner.
    static let owner = "owner"

    func addOrderRoutes(to group: RouterGroup<BasicRequestContext>) {
        group.post("") { request, _ in try await submit(request) }
        group.get("") { _, _ in await list() }
        group.get(":id") { _, context in try await show(try Self.id(context)) }
        group.delete(":id") { _, context in try await cancel(try Self.id(context)) }
    }

    private static func id(_ context: BasicRequestContext) throws -> OrderID {
        OrderID(rawValue: try context.parameters.require("id"))
    }

    /// Same key and body: the same answer, also after a restart and when two arrive at once; another body: 409.
    private func submit(_ request: Request) async throws -> Response {
        guard let text = request.headers[.idempotencyKey] else {
            throw Problem(
                status: .badRequest, code: "IDEMPOTENCY_KEY_REQUIRED",
                message: "The header Idempotency-Key is required",
                action: "Send a key of your own, 1 to 128 characters, the same again when you repeat the request")
        }
        guard let key = IdempotencyKey(user: Self.owner, text: text) else {
            throw Problem(
                status: .badRequest, code: "IDEMPOTENCY_KEY_INVALID",
                message: "An idempotency key is 1 to 128 printable ASCII characters without spaces")
        }
        let body = try await request.bodyBytes(upTo: Self.largestBody)
        let order = try OrderBody(reading: body)
        let proposal = try order.proposal(for: Self.owner)
        do throws(DeskError) {
            let record = try await host.desk.submit(proposal, key: key, bodyDigest: order.digest)
            return answer(record)
        } catch {
            throw Problem(error)
        }
    }

    /// A refusal is never a 5xx. Only an order that was not sent because the venue could not be reached is.
    private func answer(_ record: OrderRecord) -> Response {
        let document = OrderDocument(record)
        var headers = HTTPFields()
        headers[.location] = "/api/orders/\(record.id)"
        return Response.json(document.bytes, status: document.status, headers: headers)
    }

    private func list() async -> Response {
        let records = await host.desk.orders()
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("orders")
            // The newest; paging comes with the accounts that would need it.
            writer.array { writer in for record in records.prefix(500) { OrderDocument(record).write(to: &writer) } }
            writer.key("count")
            writer.integer(Int64(records.count))
        }
        return Response.json(writer.bytes)
    }

    private func show(_ id: OrderID) async throws -> Response {
        do throws(DeskError) {
            return Response.json(OrderDocument(try await host.desk.refresh(id)).bytes)
        } catch {
            throw Problem(error)
        }
    }

    private func cancel(_ id: OrderID) async throws -> Response {
        do throws(DeskError) {
            let (record, outcome) = try await host.desk.cancel(id, by: Self.owner)
            return Response.json(OrderDocument(record, cancel: outcome.word).bytes, status: .accepted)
        } catch {
            throw Problem(error)
        }
    }
}

extension HTTPField.Name {
    /// `Idempotency-Key` is a valid header name, so the library always makes it.
    static var idempotencyKey: HTTPField.Name { HTTPField.Name("Idempotency-Key") ?? .ifMatch }
}

extension Problem {
    init(_ error: DeskError) {
        switch error {
        case .idempotencyMismatch:
            self.init(status: .conflict, code: "IDEMPOTENCY_MISMATCH", message: error.description)
        case .invalid(let problem): self = .invalid(problem.field.rawValue, problem.description)
        case .unknownPlatform: self.init(status: .badRequest, code: "UNKNOWN_PLATFORM", message: error.description)
        case .notFound: self = .notFound
        case .shuttingDown, .journalUnavailable:
            self.init(
                status: .serviceUnavailable, code: "STORE_UNAVAILABLE", message: error.description,
                action: "Nothing was sent; repeat with the same key once the host is well")
        case .outcomeNotJournaled:
            self.init(
                status: .serviceUnavailable, code: "STORE_UNAVAILABLE", message: error.description,
                action: "The order may exist; ask for it with the same key after the host's restart")
        }
    }
}
