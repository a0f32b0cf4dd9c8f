import AdapterProtocol

extension VALRAdapter {
    /// All causes that fit an answer (valr.md F).
    ///
    /// - Parameter offset: Venue time minus ours, as just measured.
    static func causes(of error: VenueError, offset: Duration?) -> [KeyTestReport.Cause] {
        let evidence = evidence(error)
        func cause(_ kinds: KeyTestReport.Cause.Kind...) -> [KeyTestReport.Cause] {
            let suffix = kinds.count > 1 ? "; cannot be told apart at this venue" : ""
            return kinds.map { .init(kind: $0, evidence: evidence + suffix) }
        }
        switch error.evidence?.code {
        case "-11272": return cause(.wrongAddress)
        case "-11252":
            // A skewed clock probably answers the same, and only a skewed clock can have been the cause.
            return isSkewed(offset) ? cause(.clockSkew, .wrongSecret) : cause(.wrongSecret)
        case "-11133": return cause(.missingRight)
        default: break
        }
        if error.kind == .noCredentials { return cause(.malformedKey) }
        if error.kind == .authentication, error.effect == .notSent { return cause(.malformedKey) }
        switch error.evidence?.httpStatus {
        case 401:
            // Recorded only as a text, "API key or secret is invalid"; other 401 are not recorded at all.
            return error.message.lowercased().contains("invalid")
                ? cause(.unknownKey, .wrongSecret) : cause(.unknownKey, .wrongSecret, .missingRight)
        case 403 where error.evidence?.code != nil: return cause(.missingRight)
        default: return cause(.unreachable)
        }
    }

    /// More than a second: the sheet's own bound, for the venue publishes none.
    private static func isSkewed(_ offset: Duration?) -> Bool {
        guard let offset else { return false }
        return offset > .seconds(1) || offset < .seconds(-1)
    }

    /// Status, code and the venue's words.
    static func evidence(_ error: VenueError) -> String {
        let status = error.evidence?.httpStatus.map { "HTTP \($0) " } ?? ""
        let code = error.evidence?.code.map { "\($0) " } ?? ""
        return status + code + error.message
    }
}
