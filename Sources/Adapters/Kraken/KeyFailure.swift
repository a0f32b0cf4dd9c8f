import AdapterProtocol

extension KrakenAdapter {
    /// All causes that fit an answer (kraken.md F.4). Most refusals have one text for several.
    static func causes(of error: VenueError) -> [KeyTestReport.Cause] {
        let evidence = evidence(error)
        func cause(_ note: String = "", _ kinds: KeyTestReport.Cause.Kind...) -> [KeyTestReport.Cause] {
            let suffix = kinds.count > 1 ? "; cannot be told apart at this venue" : ""
            return kinds.map { .init(kind: $0, evidence: evidence + note + suffix) }
        }
        let code = error.evidence?.code ?? ""
        func begins(_ texts: String...) -> Bool { texts.contains { code.hasPrefix($0) } }
        if begins("EAPI:Invalid key") { return cause("", .malformedKey, .unknownKey, .wrongAddress, .expired) }
        if begins("EAPI:Invalid signature", "EAPI:Invalid otp", "EGeneral:Invalid arguments:otp") {
            return cause(" (the secret, or the password of a second factor)", .wrongSecret)
        }
        if begins("EAPI:Invalid nonce") {
            return cause(" (another program uses this key, with larger nonces: make a key for this one)", .nonceInUse)
        }
        if begins("EGeneral:Permission denied") { return cause("", .missingRight, .wrongAddress) }
        if begins("EAuth:Rate limit", "EAuth:Too many") { return cause(" (too many attempts)", .unreachable) }
        if begins("EAuth:", "EAccount:", "ETrade:User Locked", "ETrade:Locked", "EOrder:Trading agreement", "EBM:") {
            return cause(" (the account, not the key)", .missingRight)
        }
        if begins("EGeneral:Temporary lockout") {
            return cause(" (too many refused attempts: wait fifteen minutes)", .unreachable)
        }
        if error.kind == .noCredentials || error.kind == .authentication { return cause("", .malformedKey) }
        return cause("", .unreachable)
    }

    /// Status and the venue's words.
    static func evidence(_ error: VenueError) -> String {
        (error.evidence?.httpStatus.map { "HTTP \($0) " } ?? "") + error.message
    }
}
