public import AdapterProtocol

/// One promise of AdapterProtocol as a thing that can be run: what is promised, why it matters, and how it is seen to
/// hold.
public struct ConformanceCase: Sendable {
    /// Dotted words, group first, never reused: `place.lost.answer`.
    public let id: String
    /// What is promised, as a sentence about the adapter.
    public let promise: String
    /// What breaks for whom when it does not hold.
    public let reason: String
    /// The cells of ``VenueCapabilities`` that are proven by it. It is not applicable where one of them is not offered.
    public let proves: Set<Capability>
    /// What it needs to be run.
    public let needs: Need
    /// Runs it: returns when the promise holds, else throws.
    let body: @Sendable (Examination) async throws -> Void

    /// What a case needs. Offline runs what ``adapter`` and the two kinds of data ask for.
    public enum Need: String, Sendable, Hashable, Codable, CaseIterable {
        /// The adapter alone, as pure flows.
        case adapter
        /// Reads that need no key: from an endpoint, or from recorded wire data.
        case publicData
        /// Reads that need a key: from an endpoint, or from recorded wire data.
        case accountData
        /// An endpoint, and a key.
        case connection
        /// An endpoint at which orders may be placed.
        case trading
    }

    /// A case.
    public init(
        _ id: String, _ promise: String, because reason: String, proves: Set<Capability> = [], needs: Need,
        _ body: @escaping @Sendable (Examination) async throws -> Void
    ) {
        self.id = id
        self.promise = promise
        self.reason = reason
        self.proves = proves
        self.needs = needs
        self.body = body
    }

    /// The first word of ``id``.
    public var group: Substring { id.prefix { $0 != "." } }
}
