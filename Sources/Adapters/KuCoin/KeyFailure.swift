import AdapterProtocol

extension KuCoinAdapter {
    /// All causes that fit an answer (kucoin.md F).
    static func causes(of error: VenueError) -> [KeyTestReport.Cause] {
        let evidence = evidence(error)
        func cause(_ note: String = "", _ kinds: KeyTestReport.Cause.Kind...) -> [KeyTestReport.Cause] {
            let suffix = kinds.count > 1 ? "; cannot be told apart at this venue" : ""
            return kinds.map { .init(kind: $0, evidence: evidence + note + suffix) }
        }
        switch error.evidence?.code {
        case "400001": return cause("", .malformedKey)
        case "400002": return cause("", .clockSkew)
        case "400003": return cause(" (unknown, deleted, ended, or of another KuCoin site)", .unknownKey, .expired)
        // The passphrase is sent as an HMAC made with the secret, so a wrong secret shows as a wrong passphrase.
        case "400004": return cause(" (secret or passphrase; cannot be told apart at this venue)", .wrongSecret)
        case "400005": return cause(" (secret or passphrase; cannot be told apart at this venue)", .wrongSecret)
        case "400006": return cause("", .wrongAddress)
        case "400007":
            return cause(" (an idle key without addresses loses its right to trade)", .missingRight, .expired)
        case "400008", "400009": return cause(" (the key's version)", .malformedKey)
        case "400301", "400500", "126021", "126037", "126045", "126046": return cause("", .regionBlocked)
        case "400010", "400303", "200009", "411100", "400700":
            return cause(" (the account, not the key)", .missingRight)
        default: break
        }
        switch error.kind {
        case .noCredentials, .authentication: return cause("", .malformedKey)
        default: return cause("", .unreachable)
        }
    }

    /// Status, code and the venue's words.
    static func evidence(_ error: VenueError) -> String {
        let status = error.evidence?.httpStatus.map { "HTTP \($0) " } ?? ""
        let code = error.evidence?.code.map { "\($0) " } ?? ""
        return status + code + error.message
    }
}
