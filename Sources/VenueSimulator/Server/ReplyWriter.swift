import HTTPTypes
import HummingbirdCore
import NIOCore
import WebServing

/// Puts a face's reply on a connection.
struct ReplyWriter: Sendable {
    /// Where the reply breaks off, when the fault plan breaks it.
    enum Cut: Sendable { case nowhere, inMidBody }

    let now: SimulatedInstant
    let isHead: Bool

    @concurrent
    func write(
        _ reply: FaceReply,
        to writer: consuming ResponseWriter,
        of channel: any Channel,
        cut: Cut = .nowhere
    ) async throws {
        let head = head(of: reply)
        let hasBody = !isHead && !Self.forbidsBody(head.status)
        let bytes = hasBody ? reply.body : []
        switch cut {
        case .nowhere:
            let body = bytes.isEmpty ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
            try await writer.write(response: head, body: body)
        case .inMidBody:
            var body = try await writer.writeHead(head)
            if !bytes.isEmpty { try await body.write(ByteBuffer(bytes: bytes.prefix((bytes.count + 1) / 2))) }
            try await Disconnect.reset(channel)
            throw Disconnect.asPlanned
        }
    }

    /// The face's head, framed. What cannot be sent is left out: a face may have copied it from a request.
    func head(of reply: FaceReply) -> HTTPResponse {
        let status = HTTPResponse.Status(code: (200...599).contains(reply.status) ? reply.status : 500)
        var fields = HTTPFields()
        for line in reply.headers.fields where HeaderText.isValid(name: line.name, value: line.value) {
            guard let name = HTTPField.Name(line.name), !Self.framing.contains(name) else { continue }
            fields.append(HTTPField(name: name, value: line.value))
        }
        if fields[.date] == nil { fields[.date] = HTTPDate.text(secondsSinceEpoch: now.seconds) }
        if !Self.forbidsBody(status) { fields[.contentLength] = String(reply.body.count) }
        return HTTPResponse(status: status, headerFields: fields)
    }

    private static let framing: Set<HTTPField.Name> = [.contentLength, .transferEncoding, .connection]

    /// RFC 9110 8.6: no length and no body with these.
    private static func forbidsBody(_ status: HTTPResponse.Status) -> Bool {
        status.code == 204 || status.code == 304
    }
}
