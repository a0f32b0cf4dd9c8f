public import AdapterProtocol

/// Why the desk could not take a command. A refused order is no error: it has a record.
public enum DeskError: Error, Sendable, CustomStringConvertible {
    /// The same key came with another request before.
    case idempotencyMismatch
    /// The request contradicts itself.
    case invalid(OrderRequestProblem)
    /// The platform has no connected adapter.
    case unknownPlatform(VenueID)
    /// Nothing was sent: the journal could not take the intent.
    case journalUnavailable(JournalError)
    /// The order may exist at the venue, but its outcome could not be journaled: restart after mending the disk.
    case outcomeNotJournaled(OrderID, JournalError)
    /// There is no such order.
    case notFound(OrderID)
    /// The desk is shutting down and takes nothing new.
    case shuttingDown

    /// One line.
    public var description: String {
        switch self {
        case .idempotencyMismatch: "the idempotency key was used for another request"
        case .invalid(let problem): problem.description
        case .unknownPlatform(let id): "the platform '\(id)' has no adapter"
        case .journalUnavailable(let error): "nothing was sent: \(error)"
        case .outcomeNotJournaled(let id, let error): "order \(id) may exist at the venue; \(error)"
        case .notFound(let id): "there is no order '\(id)'"
        case .shuttingDown: "the host is shutting down"
        }
    }
}
