/// One line of the fault plan: which requests or stream messages, how often, and what happens to them.
public struct Fault: Sendable, Hashable {
    /// The venue's id, or nil for every venue.
    public var venue: String?
    /// An operation such as `order.place` or `stream.book`, a family such as `order.*`, or `*` for everything,
    /// requests to unknown paths included.
    public var operation: String
    /// Which of the matching requests are hit.
    public var occurrence: Occurrence
    /// What happens to them.
    public var action: FaultAction

    /// Which of the requests that match are hit, counted from 1.
    public enum Occurrence: Sendable, Hashable {
        /// All of them.
        case always
        /// Only this one.
        case nth(Int64)
        /// Every so-many-th.
        case every(Int64)
        /// So many from the start.
        case first(Int64)
        /// Each with this chance in a thousand, drawn from the plan's seed.
        case perMille(Int64)
    }

    /// Describes a fault.
    public init(
        venue: String? = nil,
        operation: String = "*",
        occurrence: Occurrence = .always,
        action: FaultAction
    ) {
        self.venue = venue
        self.operation = operation
        self.occurrence = occurrence
        self.action = action
    }

    func matches(venue: String, operation: String?) -> Bool {
        guard self.venue == nil || self.venue == venue else { return false }
        if self.operation == "*" { return true }
        guard let operation else { return false }
        guard self.operation.hasSuffix(".*") else { return self.operation == operation }
        return operation.hasPrefix(self.operation.dropLast())
    }
}
