public import AdapterProtocol

/// One error as its venue documents it: an answer, and what an adapter must make of it.
///
/// Written from the venue's documents, never from an adapter: who copies the adapter's table examines nothing.
public struct DocumentedError: Sendable, Hashable, Codable {
    /// What is asked when the answer comes.
    public enum Operation: String, Sendable, Hashable, Codable, CaseIterable {
        /// The balances.
        case read
        /// One order by an id of the venue's; "no such order" is then an absence.
        case lookUp
        /// A placement.
        case place
        /// A cancel by the venue's id; "no such order" is then "not live".
        case cancel
        /// A smaller quantity for an open order.
        case amend
    }

    /// What the answer says is out of date.
    public enum Stale: String, Sendable, Hashable, Codable {
        /// Neither: it says nothing about rules or time.
        case nothing
        /// The published rules that we hold.
        case instruments
        /// Our idea of the venue's clock.
        case clock
    }

    /// The venue's own code or word; unique in its file.
    public let id: String
    /// Where it is documented.
    public let source: String
    /// HTTP status.
    public let status: Int
    /// `name: value`.
    public let headers: [String]?
    /// The body.
    public let body: String
    /// What it may answer.
    public let on: [Operation]
    /// The name of a ``VenueError/Kind``, or several with `|` between them where the venue's word is wider than ours.
    public let kind: String
    /// The field to fix, where the venue names one.
    public let field: OrderField?
    /// For a command: `stated`, `inferred`, `none` for either of them, `unknown`, `executed`, or several with `|`. A read
    /// executes nothing. Nil where the venue does not say.
    public let effect: String?
    /// `never`, `resync`, `fix` with or without a field, `wait` with or without milliseconds (`5000`, `5000-`,
    /// `1000-5000`), or several with `|`. Nil where the venue does not say.
    public let advice: String?
    /// The same for reads, where they are advised otherwise.
    public let readAdvice: String?
    /// How many milliseconds the venue wants to be left alone, written as for `wait`.
    public let pause: String?
    /// What it says is out of date, nil where that is open.
    public let stale: Stale?
    /// What a key test that gets nothing else must name among its causes.
    public let causes: [KeyTestReport.Cause.Kind]?
    /// Why a row is looser than the document.
    public let note: String?

    /// The answer.
    var reply: WireReply {
        let fields = (headers ?? []).compactMap { line -> WireHeader? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return WireHeader(String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " }))
        }
        return WireReply(status: status, headers: fields, body: Array(body.utf8))
    }

    /// The names of the kinds it may be.
    var kinds: [Substring] { kind.split(separator: "|") }

    /// What is advised when it answers `operation`.
    func advice(on operation: Operation) -> String? {
        operation == .read || operation == .lookUp ? readAdvice ?? advice : advice
    }
}
