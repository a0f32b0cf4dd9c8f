import AdapterKit
import AdapterProtocol

/// The first frame of a connection: the key in plain text, within ten seconds (luno.md B.3).
enum LunoProof {
    /// The key, which both streams want.
    static let credentials = StreamProof("credentials")
    /// The key, or that there is none: what a market stream may be asked for with (luno.md I.1).
    static let credentialsOrNone = StreamProof("credentials-or-none")

    /// The frame of somebody without a key.
    static let nobody = Array("{}".utf8)

    /// `{"api_key_id":…,"api_key_secret":…}`.
    static func frame(key: Secret, secret: Secret) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("api_key_id", key.withBytes { String(decoding: $0, as: UTF8.self) })
            writer.member("api_key_secret", secret.withBytes { String(decoding: $0, as: UTF8.self) })
        }
        return writer.bytes
    }
}
