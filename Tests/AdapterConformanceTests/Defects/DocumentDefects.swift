import AdapterConformance
import AdapterProtocol

/// Adapters that do not know what their venue documents.
enum DocumentDefects {
    static let all: [Defect] = [
        Defect("none of the documented errors is known") { $0.documentedErrors = documented(kinds, on: commands) },
        Defect("only the documented errors of reads are shipped") {
            $0.documentedErrors = documented(["badRequest"], on: #""read""#)
        },
    ]

    private static let commands = #""read","place","cancel","amend""#

    private static let kinds = [
        "authentication", "permission", "clockSkew", "nonce", "rateLimited", "banned", "insufficientFunds",
        "unknownSymbol", "marketMode", "tooManyOpenOrders", "orderNotFound", "duplicateClientOrderID", "invalidOrder",
        "wouldTake", "wouldTrigger", "deadlinePassed", "unavailable", "partlyExecuted", "undecodable", "unsupported",
    ]

    /// Answers out of which no adapter can read these kinds.
    private static func documented(_ kinds: [String], on operations: String) -> DocumentedErrors? {
        let rows = kinds.map { kind in
            let status = kind == "undecodable" ? 429 : 400
            return #"{"id":"\#(kind)","source":"made up","status":\#(status),"body":"{}","kind":"\#(kind)","#
                + #""on":[\#(operations)]}"#
        }
        return try? DocumentedErrors(reading: rows.joined(separator: "\n"))
    }
}
