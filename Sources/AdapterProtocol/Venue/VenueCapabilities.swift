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

    /// A table.
    public init(_ table: [Capability: Support]) {
        self.table = table
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
        for capability in Self.needed(by: request) { try require(capability) }
    }

    private static func needed(by request: OrderRequest) -> [Capability] {
        var needed: [Capability] = []
        switch request.type {
        case .market: needed.append(marketCapability(request.side, request.amount))
        case .limit: needed.append(.limitOrders)
        case .stopLimit, .takeProfitLimit: needed.append(.triggeredLimit)
        case .stopMarket, .takeProfit: needed.append(.triggeredMarket)
        default: needed.append(Capability(rawValue: "order.\(request.type)"))
        }
        switch request.timeInForce {
        case nil: break
        case .goodTillCancelled: needed.append(.goodTillCancelled)
        case .immediateOrCancel: needed.append(.immediateOrCancel)
        case .fillOrKill: needed.append(.fillOrKill)
        case .goodTillDate: needed.append(.goodTillDate)
        case .some(let other): needed.append(Capability(rawValue: "tif.\(other)"))
        }
        if request.isPostOnly { needed.append(.postOnly) }
        if request.placeBefore != nil { needed.append(.placeBefore) }
        if request.selfTradePrevention != nil { needed.append(.selfTradePrevention) }
        if request.trigger?.reference == .index { needed.append(.indexTrigger) }
        return needed
    }

    private static func marketCapability(_ side: Side, _ amount: OrderAmount) -> Capability {
        switch (side, amount) {
        case (.buy, .base): .marketBuyBase
        case (.buy, .quote): .marketBuyQuote
        case (.sell, .base): .marketSellBase
        case (.sell, .quote): .marketSellQuote
        }
    }
}
