/// What an order can ask of a venue. Looked at for every order, so that it is a bit and no word in a table.
enum OrderTerm: UInt32, CaseIterable {
    case limit, triggeredLimit, triggeredMarket
    case marketBuyBase, marketBuyQuote, marketSellBase, marketSellQuote
    case goodTillCancelled, immediateOrCancel, fillOrKill, goodTillDate
    case postOnly, placeBefore, selfTradePrevention, indexTrigger

    var capability: Capability {
        switch self {
        case .limit: .limitOrders
        case .triggeredLimit: .triggeredLimit
        case .triggeredMarket: .triggeredMarket
        case .marketBuyBase: .marketBuyBase
        case .marketBuyQuote: .marketBuyQuote
        case .marketSellBase: .marketSellBase
        case .marketSellQuote: .marketSellQuote
        case .goodTillCancelled: .goodTillCancelled
        case .immediateOrCancel: .immediateOrCancel
        case .fillOrKill: .fillOrKill
        case .goodTillDate: .goodTillDate
        case .postOnly: .postOnly
        case .placeBefore: .placeBefore
        case .selfTradePrevention: .selfTradePrevention
        case .indexTrigger: .indexTrigger
        }
    }

    /// The kind of an order; nil for one that only its venue knows.
    init?(_ type: OrderType, _ side: Side, _ amount: OrderAmount) {
        switch type {
        case .limit: self = .limit
        case .market: self = Self.market(side, amount)
        case .stopLimit, .takeProfitLimit: self = .triggeredLimit
        case .stopMarket, .takeProfit: self = .triggeredMarket
        default: return nil
        }
    }

    /// A lifetime; nil for one that only its venue knows.
    init?(_ timeInForce: TimeInForce) {
        switch timeInForce {
        case .goodTillCancelled: self = .goodTillCancelled
        case .immediateOrCancel: self = .immediateOrCancel
        case .fillOrKill: self = .fillOrKill
        case .goodTillDate: self = .goodTillDate
        default: return nil
        }
    }

    private static func market(_ side: Side, _ amount: OrderAmount) -> OrderTerm {
        switch (side, amount) {
        case (.buy, .base): .marketBuyBase
        case (.buy, .quote): .marketBuyQuote
        case (.sell, .base): .marketSellBase
        case (.sell, .quote): .marketSellQuote
        }
    }
}

/// Some of them.
struct OrderTerms: Sendable, Hashable {
    private var bits: UInt32 = 0

    mutating func insert(_ term: OrderTerm) { bits |= 1 << term.rawValue }

    /// What of these the others lack, in the order of the cases.
    func missing(in others: OrderTerms) -> [OrderTerm] {
        let lacking = bits & ~others.bits
        // Nearly every order asks for what there is.
        guard lacking != 0 else { return [] }
        return OrderTerm.allCases.filter { lacking & 1 << $0.rawValue != 0 }
    }
}
