public import AdapterProtocol

/// The right to place one order once. Only the gate makes one, the desk consumes it, nobody can copy it.
public struct Approval: ~Copyable, Sendable {
    /// The whole order.
    public let request: OrderRequest
    /// Its platform.
    public let platform: VenueID
    /// What the gates said.
    public let verdicts: [GateVerdict]
    /// What the order counts at, in the quote asset.
    public let notional: ExactDecimal?
    /// After this instant the approval is stale and must not be used.
    public let expiresAt: Timestamp

    fileprivate init(
        request: OrderRequest, platform: VenueID, verdicts: [GateVerdict], notional: ExactDecimal?,
        expiresAt: Timestamp
    ) {
        self.request = request
        self.platform = platform
        self.verdicts = verdicts
        self.notional = notional
        self.expiresAt = expiresAt
    }
}

/// What the gate decided.
public enum GateDecision: ~Copyable, Sendable {
    /// The order may be placed.
    case approved(Approval)
    /// It may not; every gate's verdict.
    case refused([GateVerdict])
}

/// Pure rules over a state that is a fold of the journal, so that it survives restarts with it. What cannot be computed
/// refuses. What it approves it has reserved in the same call.
public struct RiskGate: Sendable {
    /// How long an approval may be used: as long as the price it was judged by counts as fresh, and then some for the
    /// journal's flush.
    public static let approvalLifetime: Duration = .seconds(10)

    /// What is allowed.
    public let limits: RiskLimits
    var state = GateState()
    /// The notional limits by quote asset, as a list: assets are few, and comparing short codes beats hashing them.
    let notionalLimits: [NotionalLimit]

    /// What one quote asset allows.
    struct NotionalLimit: Sendable {
        let asset: Asset
        let order: ExactDecimal
        let open: ExactDecimal
    }

    /// A gate that has seen nothing yet. An asset without both notional limits cannot be traded.
    public init(limits: RiskLimits) {
        self.limits = limits
        notionalLimits = limits.maximumOrderNotional.compactMap { asset, order in
            limits.maximumOpenNotional[asset].map { NotionalLimit(asset: asset, order: order, open: $0) }
        }
    }

    /// Judges an order by all gates and, if all let it pass, reserves its counts and its notional.
    public mutating func evaluate(
        _ proposal: OrderProposal, as request: OrderRequest, facts: GateFacts, at now: Timestamp
    ) -> GateDecision {
        let notional = Self.notional(of: request, reference: facts.reference)
        let verdicts = [
            killSwitchVerdict(), enabledVerdict(facts), instrumentVerdict(request, facts),
            collarVerdict(request, facts, now), notionalVerdict(proposal, notional), burstVerdict(proposal, now),
            dailyVerdict(proposal, now),
        ]
        guard verdicts.allSatisfy(\.passed) else { return .refused(verdicts) }
        state.reserve(OrderID(of: request.clientOrderID), proposal, notional: notional, at: now)
        return .approved(
            Approval(
                request: request, platform: proposal.platform, verdicts: verdicts, notional: notional,
                expiresAt: now.advanced(by: Self.approvalLifetime)))
    }

    /// Price times quantity in the quote asset, nil when it cannot be computed. An order without a limit price counts at
    /// the market, or at its trigger where that is dearer.
    public static func notional(of request: OrderRequest, reference: GateFacts.Reference?) -> ExactDecimal? {
        switch request.amount {
        case .quote(let amount): return amount
        case .base(let quantity):
            let market = reference.map { max($0.price, request.trigger?.price ?? $0.price) }
            guard let price = request.limitPrice ?? market else { return nil }
            return try? price * quantity
        }
    }
}
