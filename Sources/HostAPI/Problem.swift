import AdapterKit
import HTTPTypes
import Hummingbird
import HummingbirdCore
import WebServing

/// The API's one error shape (host-api.md 2.2): a code for programs, a message for people, never an exception's text.
struct Problem: HTTPResponseError {
    let status: HTTPResponse.Status
    let code: String
    let message: String
    var action: String?
    var field: String?

    func response(from request: Request, context: some RequestContext) throws -> Response {
        var writer = JSONWriter()
        write(to: &writer, requestID: context.requestIdentifier)
        var headers = HTTPFields()
        if status == .unauthorized { headers[.wwwAuthenticate] = "Bearer" }
        return Response.json(writer.bytes, status: status, headers: headers)
    }

    private func write(to writer: inout JSONWriter, requestID: String?) {
        writer.object { writer in
            writer.member("detail", message)
            writer.member("code", code)
            writer.member("message", message)
            writer.member("action", action)
            writer.member("severity", "error")
            writer.key("success")
            writer.bool(false)
            writer.member("request_id", requestID)
            guard let field else { return }
            writer.key("errors")
            writer.array { writer in
                writer.object { writer in
                    writer.member("field", field)
                    writer.member("message", message)
                }
            }
        }
    }
}

extension Problem {
    static func malformed(_ message: String) -> Problem {
        Problem(status: .badRequest, code: "INVALID_JSON", message: message)
    }

    static func invalid(_ field: String, _ message: String) -> Problem {
        Problem(status: .unprocessableContent, code: "VALIDATION_ERROR", message: message, field: field)
    }

    static let notFound = Problem(status: .notFound, code: "NOT_FOUND", message: "There is no such thing here")
}
