import AdapterProtocol

extension BinanceAdapter {
    /// All causes that fit an answer; -2015 has one text for three (binance.md F).
    static func causes(of error: VenueError, everyCallFailed: Bool) -> [KeyTestReport.Cause] {
        let evidence = evidence(error)
        func cause(_ kinds: KeyTestReport.Cause.Kind...) -> [KeyTestReport.Cause] {
            let suffix = kinds.count > 1 ? "; cannot be told apart at this venue" : ""
            return kinds.map { .init(kind: $0, evidence: evidence + suffix) }
        }
        switch error.evidence?.code {
        case "-2014": return cause(.malformedKey)
        case "-2008": return cause(.unknownKey)
        case "-1022": return cause(.wrongSecret)
        case "-1021": return cause(.clockSkew)
        case "-2015":
            return everyCallFailed ? cause(.unknownKey, .wrongAddress, .missingRight, .expired) : cause(.missingRight)
        default: break
        }
        if error.evidence?.httpStatus == 451 { return cause(.regionBlocked) }
        switch error.kind {
        case .noCredentials, .authentication: return cause(.malformedKey)
        default: return cause(.unreachable)
        }
    }

    /// Status, code and the venue's words.
    static func evidence(_ error: VenueError) -> String {
        let status = error.evidence?.httpStatus.map { "HTTP \($0) " } ?? ""
        let code = error.evidence?.code.map { "\($0) " } ?? ""
        return status + code + error.message
    }
}
