/// What a venue offers through its adapter, as data with three answers. What is not declared is unsupported, and
/// refused before anything is sent.
public struct VenueCapabilities: Sendable, Hashable {
    /// One answer.
    public enum Support: Sendable, Hashable {
        /// The venue does it itself.
        case native
        /// The adapter composes it; the text says how, and what can go wrong in between.
        case emulated(String)
        /// Not offered.
        case unsupported(Reason)

        /// Whether it can be used.
        public var isOffered: Bool {
            if case .unsupported = self { false } else { true }
        }
    }

    /// Who lacks it.
    public enum Reason: String, Sendable, Hashable, Codable {
        /// The venue does not have it.
        case byVenue
        /// The venue has it, the adapter does not yet.
        case notYet
    }

    /// The table.
    public let table: [Capability: Support]
    private let offered: OrderTerms

    /// A table.
    public init(_ table: [Capability: Support]) {
        self.table = table
        var offered = OrderTerms()
        for term in OrderTerm.allCases where table[term.capability]?.isOffered == true { offered.insert(term) }
        self.offered = offered
    }

    /// The answer for one capability; undeclared is unsupported, not yet.
    public subscript(capability: Capability) -> Support { table[capability] ?? .unsupported(.notYet) }

    /// Refuses a capability that is not offered.
    ///
    /// - Throws: ``VenueError`` of kind `unsupported` and effect `notSent`.
    public func require(_ capability: Capability) throws(VenueError) {
        guard case .unsupported(let reason) = self[capability] else { return }
        throw .unsupported(capability, reason == .byVenue ? "the venue does not offer it" : "not built yet")
    }

    /// Refuses a request whose kind, amount, lifetime or flags are not offered.
    ///
    /// - Throws: ``VenueError`` of kind `unsupported` and effect `notSent`.
    public func check(_ request: OrderRequest) throws(VenueError) {
        var terms = OrderTerms()
        if let kind = OrderTerm(request.type, request.side, request.amount) {
            terms.insert(kind)
        } else {
            try require(Capability(rawValue: "order.\(request.type)"))
        }
        if let timeInForce = request.timeInForce {
            if let lifetime = OrderTerm(timeInForce) {
                terms.insert(lifetime)
            } else {
                try require(Capability(rawValue: "tif.\(timeInForce)"))
            }
        }
        if request.isPostOnly { terms.insert(.postOnly) }
        if request.placeBefore != nil { terms.insert(.placeBefore) }
        if request.selfTradePrevention != nil { terms.insert(.selfTradePrevention) }
        if request.trigger?.reference == .index { terms.insert(.indexTrigger) }
        for term in terms.missing(in: offered) { try require(term.capability) }
    }
}
