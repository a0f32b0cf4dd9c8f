/// What is known of one order: a merge of facts that is commutative, idempotent and monotone.
///
/// Facts arrive from placement answers, queries and streams in any order and more than once. Nothing is refused: a fill
/// before the acknowledgement or after the cancel is kept. Facts that cannot all be true are kept too, and reported by
/// ``contradictions``, which calls for a query, never for a guess. Mathematically a join semilattice: every stored
/// component is a set or a maximum, so any order of the same facts ends in the same state.
public struct OrderState: Hashable, Sendable {
    /// Ids the venue has used for the order; a replace may add one.
    public private(set) var venueOrderIDs: Set<VenueOrderID> = []
    /// The fills by identity; several different reports of one fill are all kept.
    public private(set) var fills: [FillID: Set<Fill>] = [:]
    /// The largest cumulative base quantity any view stated.
    public private(set) var statedBase: ExactDecimal = .zero
    /// The largest cumulative quote amount any view stated, nil while none did.
    public private(set) var statedQuote: ExactDecimal?
    /// The furthest live stage any view stated: 0 nothing yet, 1 accepted, 2 armed, 3 working.
    public private(set) var liveStage = 0
    /// Every way of ending that a view stated.
    public private(set) var endings: Set<OrderEnd> = []
    /// The base quantities that views and the request stated as ordered.
    public private(set) var orderedBase: Set<ExactDecimal> = []

    /// Nothing known yet.
    public init() {}

    /// Nothing known yet but what was asked for.
    public init(request: OrderRequest) {
        if let quantity = request.amount.baseQuantity { orderedBase.insert(quantity) }
    }

    /// Takes in one view of the order.
    public mutating func merge(_ order: Order) {
        venueOrderIDs.insert(order.venueOrderID)
        statedBase = max(statedBase, order.filledBase)
        if let quote = order.filledQuote { statedQuote = max(statedQuote ?? quote, quote) }
        if let quantity = order.amount?.baseQuantity { orderedBase.insert(quantity) }
        switch order.phase {
        case .accepted: liveStage = max(liveStage, 1)
        case .armed: liveStage = max(liveStage, 2)
        case .working: liveStage = max(liveStage, 3)
        case .ended(let end): endings.insert(end)
        }
    }

    /// Takes in one fill.
    public mutating func merge(_ fill: Fill) {
        venueOrderIDs.insert(fill.venueOrderID)
        fills[fill.id, default: []].insert(fill)
    }

    /// Takes in the venue's id, known from a bare acknowledgement.
    public mutating func merge(acknowledged id: VenueOrderID) {
        venueOrderIDs.insert(id)
        liveStage = max(liveStage, 1)
    }

    /// Takes in everything another state knows.
    public mutating func merge(_ other: OrderState) {
        venueOrderIDs.formUnion(other.venueOrderIDs)
        fills.merge(other.fills) { $0.union($1) }
        statedBase = max(statedBase, other.statedBase)
        if let quote = other.statedQuote { statedQuote = max(statedQuote ?? quote, quote) }
        liveStage = max(liveStage, other.liveStage)
        endings.formUnion(other.endings)
        orderedBase.formUnion(other.orderedBase)
    }
}
