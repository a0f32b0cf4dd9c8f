import AdapterKit
import AdapterProtocol

/// Frames to the venue (kraken.md I.1, I.2).
enum StreamRequest {
    /// `{"method":"ping","req_id":1}`.
    static func ping(_ number: Int64) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("method", "ping")
            writer.number("req_id", number)
        }
        return writer.bytes
    }

    /// `{"method":"subscribe","params":{…},"req_id":7}`; `parameters` writes the members of `params`.
    static func make(_ method: String, _ number: Int64, _ parameters: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("method", method)
            writer.key("params")
            writer.object(parameters)
            writer.number("req_id", number)
        }
        return writer.bytes
    }
}
