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
        try require(Self.capability(of: request.type, request.side, request.amount))
        if let timeInForce = request.timeInForce { try require(Self.capability(of: timeInForce)) }
        if request.isPostOnly { try require(.postOnly) }
        if request.placeBefore != nil { try require(.placeBefore) }
        if request.selfTradePrevention != nil { try require(.selfTradePrevention) }
        if request.trigger?.reference == .index { try require(.indexTrigger) }
    }

    private static func capability(of type: OrderType, _ side: Side, _ amount: OrderAmount) -> Capability {
        switch type {
        case .market: marketCapability(side, amount)
        case .limit: .limitOrders
        case .stopLimit, .takeProfitLimit: .triggeredLimit
        case .stopMarket, .takeProfit: .triggeredMarket
        default: Capability(rawValue: "order.\(type)")
        }
    }

    private static func capability(of timeInForce: TimeInForce) -> Capability {
        switch timeInForce {
        case .goodTillCancelled: .goodTillCancelled
        case .immediateOrCancel: .immediateOrCancel
        case .fillOrKill: .fillOrKill
        case .goodTillDate: .goodTillDate
        default: Capability(rawValue: "tif.\(timeInForce)")
        }
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
