import AdapterProtocol

extension AcornAdapter {
    /// All causes that fit an answer; Acorn tells them apart (API.md, Errors).
    static func causes(of error: VenueError) -> [KeyTestReport.Cause] {
        let kind: KeyTestReport.Cause.Kind =
            switch error.evidence?.code {
            case "unknown_key": .unknownKey
            case "bad_signature": .wrongSecret
            case "key_expired": .expired
            case "address_not_allowed": .wrongAddress
            case "missing_right": .missingRight
            case "stale_timestamp": .clockSkew
            default: error.kind == .noCredentials ? .malformedKey : .unreachable
            }
        let status = error.evidence?.httpStatus.map { "HTTP \($0) " } ?? ""
        let code = error.evidence?.code.map { "\($0) " } ?? ""
        return [.init(kind: kind, evidence: status + code + error.message)]
    }
}
