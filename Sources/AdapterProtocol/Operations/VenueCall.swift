/// One request to a venue as a value, before it is signed: what to ask, not when.
///
/// The runtime hands it to the adapter's ``RequestSigner`` at the last moment, just before the bytes are written, so
/// that timestamps and nonces are fresh and in order.
public struct VenueCall: Sendable, Hashable {
    /// HTTP methods that venues use.
    public enum Method: String, Sendable, Hashable {
        /// Reads.
        case get = "GET"
        /// Creates.
        case post = "POST"
        /// Changes.
        case put = "PUT"
        /// Removes.
        case delete = "DELETE"
    }

    /// Whether repeating the call could do something twice.
    public enum Intent: Sendable, Hashable {
        /// Reads only: may be repeated.
        case read
        /// Changes something: never repeated by the runtime once a byte was written.
        case write
    }

    /// Who may be asked to wait: under scarcity higher goes first (peers.md 2.5).
    public enum Priority: Int, Sendable, Hashable, Comparable {
        /// Public reads.
        case publicRead
        /// Private reads.
        case privateRead
        /// New orders.
        case place
        /// Queries that settle an unknown outcome.
        case resolve
        /// Cancels.
        case cancel

        /// Less urgent is less.
        public static func < (left: Priority, right: Priority) -> Bool { left.rawValue < right.rawValue }
    }

    /// The operation, for logs, metrics and tables.
    public let operation: OperationName
    /// Read or write.
    public let intent: Intent
    /// Who waits under scarcity.
    public let priority: Priority
    /// HTTP method.
    public let method: Method
    /// Path with leading slash, no query.
    public let path: String
    /// Parameters in the order they are sent; the signer decides where they go.
    public let parameters: [Parameter]
    /// Whether it needs a signature.
    public let isSigned: Bool
    /// What it costs of which budget.
    public let charges: [RateCharge]
    /// The request is worthless after this instant: it is not sent later than that.
    public let notAfter: Timestamp?

    /// A call.
    public init(
        operation: OperationName, intent: Intent, priority: Priority, method: Method, path: String,
        parameters: [Parameter] = [], isSigned: Bool, charges: [RateCharge], notAfter: Timestamp? = nil
    ) {
        self.operation = operation
        self.intent = intent
        self.priority = priority
        self.method = method
        self.path = path
        self.parameters = parameters
        self.isSigned = isSigned
        self.charges = charges
        self.notAfter = notAfter
    }

    /// One named value, as text exactly as the venue wants it, not yet percent-encoded.
    public struct Parameter: Sendable, Hashable {
        /// Name.
        public let name: String
        /// Value.
        public let value: String

        /// A parameter.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }
}
