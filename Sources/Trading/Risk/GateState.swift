import AdapterProtocol

/// What the gate remembers: a fold of the journal.
struct GateState: Sendable {
    /// Who a daily count belongs to.
    enum Counter: Hashable, Sendable {
        case bot(String)
        case user(String)
        case platform(VenueID)
    }

    private struct Reservation: Sendable {
        let proposal: OrderProposal
        let notional: ExactDecimal?
        let at: Timestamp
    }

    private struct DayKey: Hashable, Sendable {
        let counter: Counter
        let day: Timestamp
    }

    /// Why the kill switch is on, nil while it is off.
    private(set) var killReason: String?
    private var counts: [DayKey: Int] = [:]
    private var recent: [Reservation] = []
    /// Orders that may still trade: their notional counts.
    private var open: [OrderID: Reservation] = [:]

    mutating func setKillSwitch(_ reason: String?) {
        killReason = reason
    }

    /// Whether an order is reserved already: live, the gate reserves before the journal is written.
    func holds(_ id: OrderID) -> Bool { open[id] != nil }

    mutating func reserve(_ id: OrderID, _ proposal: OrderProposal, notional: ExactDecimal?, at now: Timestamp) {
        let reservation = Reservation(proposal: proposal, notional: notional, at: now)
        open[id] = reservation
        // Two minutes outlast any burst window; older ones only cost memory.
        recent.removeAll { $0.at < now.advanced(by: .seconds(-120)) }
        recent.append(reservation)
        count(proposal, at: now, by: 1)
    }

    /// Gives everything back: the order provably never reached the venue.
    mutating func release(_ id: OrderID) {
        guard let reservation = open.removeValue(forKey: id) else { return }
        if let index = recent.lastIndex(where: { $0.at == reservation.at && $0.proposal == reservation.proposal }) {
            recent.remove(at: index)
        }
        count(reservation.proposal, at: reservation.at, by: -1)
    }

    /// The order can trade no more: its notional is free, its counts stay.
    mutating func settle(_ id: OrderID) {
        open[id] = nil
    }

    func count(_ counter: Counter, _ day: Timestamp) -> Int { counts[DayKey(counter: counter, day: day)] ?? 0 }

    func recentOrders(of proposal: OrderProposal, since start: Timestamp) -> Int {
        recent.count { $0.at > start && $0.proposal.user == proposal.user && $0.proposal.platform == proposal.platform }
    }

    func openNotional(on platform: VenueID, in quote: Asset) throws(DecimalError) -> ExactDecimal {
        let counted = open.values.filter { $0.proposal.platform == platform && $0.proposal.symbol.quote == quote }
        return try ExactDecimal.sum(counted.compactMap(\.notional))
    }

    private mutating func count(_ proposal: OrderProposal, at now: Timestamp, by change: Int) {
        let day = now.startOfDay
        counts = counts.filter { $0.key.day >= day.advanced(by: .seconds(-86_400)) }
        var counters: [Counter] = [.user(proposal.user), .platform(proposal.platform)]
        if let bot = proposal.bot { counters.append(.bot(bot)) }
        for counter in counters { counts[DayKey(counter: counter, day: day), default: 0] += change }
    }
}

extension RiskGate {
    /// Takes in one journal entry; replaying all of them gives the state before a restart.
    mutating func apply(_ entry: JournalEntry) {
        switch entry.event {
        case .intended(let submission, _):
            guard let id = entry.orderID else { return }
            state.reserve(id, submission.proposal, notional: submission.notional, at: entry.at)
        case .killSwitch(let isEngaged, _, let reason): state.setKillSwitch(isEngaged ? reason : nil)
        default: break
        }
    }
}
