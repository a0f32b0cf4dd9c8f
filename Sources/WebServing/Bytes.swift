public import HTTPTypes
public import HummingbirdCore
import NIOCore
import NIOHTTP1

extension Request {
    /// The whole body, or an error as soon as it is known to be longer than `limit` bytes.
    ///
    /// - Throws: ``ServingError/bodyTooLarge(limit:)``, ``ServingError/bodyMalformed``, ``ServingError/bodyIncomplete``.
    public func bodyBytes(upTo limit: Int) async throws(ServingError) -> [UInt8] {
        if let declared = headers[.contentLength].flatMap({ Int($0) }), declared > limit {
            throw .bodyTooLarge(limit: limit)
        }
        do {
            return Array(buffer: try await body.collect(upTo: limit))
        } catch is NIOTooManyBytesError {
            throw .bodyTooLarge(limit: limit)
        } catch is HTTPParserError {
            throw .bodyMalformed
        } catch {
            throw .bodyIncomplete
        }
    }
}

extension Response {
    /// An answer of finished JSON bytes.
    ///
    /// Bytes and not `Encodable`: money never passes through an encoder that might round it.
    public static func json(
        _ bytes: [UInt8],
        status: HTTPResponse.Status = .ok,
        headers: HTTPFields = HTTPFields()
    ) -> Response {
        var headers = headers
        headers[.contentType] = "application/json; charset=utf-8"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
