/// One way in which a request, or a message of a stream, goes wrong.
///
/// With requests, "before" means that the face never sees the request, "after" that it has executed it: the difference
/// between an order that does not exist and one that does. A request for a WebSocket, operation `stream.open`, is a
/// request like any other. An action strikes only what it is made for, and is counted only there: `*` with
/// ``dropMessage`` leaves REST alone.
public enum FaultAction: Sendable, Hashable {
    /// The request waits so many milliseconds before the face sees it.
    case delay(milliseconds: Int64)
    /// The face executes at once; its reply waits so many milliseconds.
    case delayReply(milliseconds: Int64)
    /// The connection closes without a byte; the face never sees the request.
    case dropBefore
    /// The connection closes without a byte after the face has executed the request.
    case dropAfter
    /// No answer until the client leaves; the face never sees the request.
    case stallBefore
    /// No answer until the client leaves; the face has executed the request.
    case stallAfter
    /// This reply instead of the face's; the face never sees the request.
    case replyBefore(FaultReply)
    /// This reply instead of the face's, which has executed the request.
    case replyAfter(FaultReply)
    /// The face's refusal for a caller over its limit, after it has executed the request all the same.
    case rateLimitAfterAccept(retryAfterSeconds: Int64)
    /// Head and half of the body, then a TCP reset.
    case resetMidBody
    /// A well-framed reply that ends after so many bytes of the body.
    case truncateBody(bytes: Int)
    /// The status of the face's reply over a page of HTML.
    case corruptBody
    /// The effects of the request stay invisible to reads for so many milliseconds.
    case visibilityLag(milliseconds: Int64)
    /// The face sees a clock moved by so many milliseconds, for this request only.
    case clockSkew(milliseconds: Int64)
    /// A plain HTTP answer instead of a WebSocket; the face never sees the request.
    case refuseStream(status: Int)
    /// The message is lost.
    case dropMessage
    /// The message is sent twice.
    case duplicateMessage
    /// The message is held back until the next one of its connection has been sent.
    case reorderMessage
    /// One character of the message is another one, which one is drawn from the plan's seed.
    case corruptMessage
    /// The message ends after so many bytes.
    case truncateMessage(bytes: Int)
    /// The message waits so many milliseconds, and everything behind it on its connection with it.
    case delayMessage(milliseconds: Int64)
    /// This message and all later ones of its connection are not sent, nor is any ping answered; it stays open.
    case stallStream
    /// The connection is closed with this code and reason, in place of the message.
    case closeStream(code: UInt16, reason: String)
    /// The connection ends with a TCP reset, in place of the message.
    case resetStream
    /// Something goes wrong inside the venue: before the request is executed, or when the message has been sent.
    case disturb(StreamDisturbance)
}

/// A reply that the fault plan puts in place of the face's.
public struct FaultReply: Sendable, Hashable {
    /// The HTTP status, 200...599.
    public var status: Int
    /// The body, sent as UTF-8.
    public var body: String
    /// Header lines by name; `Content-Type` is JSON when none is given.
    public var headers: [String: String]

    /// Describes a reply.
    public init(status: Int, body: String = "", headers: [String: String] = [:]) {
        self.status = status
        self.body = body
        self.headers = headers
    }

    /// The reply as a face would give it; names sort, so that it is the same bytes every time.
    var faceReply: FaceReply {
        var fields = FaceHeaders()
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) { fields.add(name, value) }
        if fields.first("Content-Type") == nil { fields.add("Content-Type", "application/json;charset=UTF-8") }
        return FaceReply(status: status, headers: fields, body: Array(body.utf8))
    }
}
