import AdapterKit
import AdapterProtocol

/// An error frame, `{"error_code","error"}`, after which the venue closes the connection (luno.md I.6).
struct StreamRefusal: Sendable {
    private var code: String?
    private var text: String?

    mutating func take(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "error_code": code = try reader.textOrNothing()
        default: text = try reader.textOrNothing()
        }
    }

    /// What becomes of the connection: refused credentials and markets stay refused, whatever else it is may pass, but
    /// not at once (luno.md I.6). The code that a wrong key gets was never seen, so all those of REST count (Z14).
    var ending: StreamEnding {
        let word = code?.lowercased() ?? ""
        switch word {
        case "invalid_credentials": return fail(.authentication, "the venue did not take the credentials")
        case "invalid_market": return fail(.unknownSymbol, "the venue has no such market")
        case "auth_timeout": return .reconnect(.refused, "the credentials came too late")
        default: break
        }
        if let meaning = ErrorMeaning(code: word), meaning.kind == .authentication || meaning.kind == .permission {
            return fail(meaning.kind, text ?? "the venue refused the key")
        }
        return .reconnect(.refused, "the venue sent an error: \(name)")
    }

    private func fail(_ kind: VenueError.Kind, _ message: String) -> StreamEnding {
        .fail(
            VenueError(
                kind: kind, effect: .notExecuted(.read), advice: .never, message: message,
                evidence: .init(httpStatus: nil, code: code)))
    }

    /// The code, or the text where there is none, as far as it is a word: `session limit exceeded` has an unknown form.
    private var name: String {
        let text = String((code ?? text ?? "").prefix(64))
        let isPlain = text.utf8.allSatisfy {
            0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 || $0 == 0x5F || $0 == 0x20
        }
        return isPlain && !text.isEmpty ? text : "without a word"
    }
}
