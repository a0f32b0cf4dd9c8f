import AdapterProtocol

extension LunoAdapter {
    /// All causes that fit an answer (luno.md F.3).
    static func causes(of error: VenueError) -> [KeyTestReport.Cause] {
        let evidence = evidence(error)
        func cause(_ kinds: KeyTestReport.Cause.Kind..., note: String = "") -> [KeyTestReport.Cause] {
            let suffix = kinds.count > 1 ? "; cannot be told apart at this venue" : ""
            return kinds.map { .init(kind: $0, evidence: evidence + note + suffix) }
        }
        let approval = "; a new key also answers so until it is approved on the owner's phone"
        switch error.evidence?.code?.lowercased() {
        case "errapikeynotfound": return cause(.unknownKey, note: approval)
        case "errapikeyrevoked": return cause(.expired)
        case "errinsufficientperms": return cause(.missingRight)
        default: break
        }
        switch error.evidence?.httpStatus {
        case 401: return cause(.unknownKey, .wrongSecret, note: approval)
        // No answer of Luno's own: the front blocks an address or a country.
        case 403 where error.kind == .banned: return cause(.wrongAddress, .regionBlocked)
        case 403: return cause(.missingRight)
        default: break
        }
        switch error.kind {
        case .authentication: return cause(.unknownKey, .wrongSecret, note: approval)
        case .noCredentials: return cause(.malformedKey)
        default: return cause(.unreachable)
        }
    }

    /// Status, code and the venue's words.
    static func evidence(_ error: VenueError) -> String {
        let status = error.evidence?.httpStatus.map { "HTTP \($0) " } ?? ""
        let code = error.evidence?.code.map { "\($0) " } ?? ""
        return status + code + error.message
    }

    /// Whether an answer means that the key itself does not work, so that no further call can tell anything.
    static func refusesKey(_ error: VenueError) -> Bool {
        error.kind == .authentication || error.kind == .noCredentials || error.kind == .banned
    }
}
