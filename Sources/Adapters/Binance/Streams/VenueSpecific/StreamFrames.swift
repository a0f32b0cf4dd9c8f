import AdapterKit
import AdapterProtocol

/// The requests of the WebSocket API that an account session makes (binance.md J.1). Each is made once a connection, so
/// its id is its kind.
enum StreamFrames {
    enum Kind: String, Sendable {
        /// Ed25519 keys only; then the subscription needs no signature of its own.
        case logon
        case subscribe
        /// HMAC keys.
        case subscribeSigned

        var method: String {
            switch self {
            case .logon: "session.logon"
            case .subscribe: "userDataStream.subscribe"
            case .subscribeSigned: "userDataStream.subscribe.signature"
            }
        }
    }

    /// The proof that a session asks the signer for: which frame it becomes depends on the key.
    static let userData = "userData"

    /// The subscription after a logon; it takes no parameters, any gives -1104.
    static var subscribe: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in head(.subscribe, &writer) }
        return writer.bytes
    }

    /// A signed request. Times and windows are whole numbers, all else is text.
    static func proof(_ kind: Kind, _ parameters: [VenueCall.Parameter], _ signature: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            head(kind, &writer)
            writer.key("params")
            writer.object { writer in
                for parameter in parameters {
                    if parameter.name == "timestamp" || parameter.name == "recvWindow",
                        let number = Int64(parameter.value)
                    {
                        writer.number(parameter.name, number)
                    } else {
                        writer.member(parameter.name, parameter.value)
                    }
                }
                writer.member("signature", signature)
            }
        }
        return writer.bytes
    }

    private static func head(_ kind: Kind, _ writer: inout JSONWriter) {
        writer.member("id", kind.rawValue)
        writer.member("method", kind.method)
    }
}
