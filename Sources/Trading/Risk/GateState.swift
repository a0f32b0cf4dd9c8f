import AdapterProtocol

/// What the gate remembers: a fold of the journal.
struct GateState: Sendable {
    /// Who a daily count belongs to.
    enum Counter: Hashable, Sendable {
        case bot(String)
        case user(String)
        case platform(VenueID)
    }

    /// Where open orders' notional adds up.
    private struct Purse: Hashable, Sendable {
        let platform: VenueID
        let quote: Asset
    }

    /// The sum of one purse.
    private struct PurseTotal: Sendable {
        let purse: Purse
        var sum: ExactDecimal
    }

    /// What an open order holds.
    private struct Reservation: Sendable {
        let user: String
        let bot: String?
        let purse: Purse
        let notional: ExactDecimal?
        let at: Timestamp
    }

    /// An order that still counts for the burst.
    private struct Recent: Sendable {
        let id: OrderID
        let user: String
        let platform: VenueID
        let at: Timestamp
    }

    /// The orders of one platform.
    private struct PlatformCount: Sendable {
        let platform: VenueID
        var orders: Int
    }

    /// The orders of one UTC day.
    private struct DayCounts: Sendable {
        let day: Timestamp
        var bots: [String: Int] = [:]
        var users: [String: Int] = [:]
        /// A list for the same reason as ``GateState/totals``.
        var platforms: [PlatformCount] = []

        func count(of platform: VenueID) -> Int { platforms.first { $0.platform == platform }?.orders ?? 0 }

        mutating func add(_ change: Int, to platform: VenueID) {
            guard let index = platforms.firstIndex(where: { $0.platform == platform }) else {
                return platforms.append(PlatformCount(platform: platform, orders: change))
            }
            platforms[index].orders += change
        }
    }

    /// Why the kill switch is on, nil while it is off.
    private(set) var killReason: String?
    /// The days that count: the newest and the one before it.
    private var days: [DayCounts] = []
    private var recent: [Recent] = []
    /// Orders that may still trade: their notional counts.
    private var open: [OrderID: Reservation] = [:]
    /// The sums of `open`, kept so that a verdict does not cost more with every open order; one that could not be kept
    /// exactly is missing and added up anew.
    /// A list, not a dictionary: purses are few, and comparing short names is cheaper than hashing them.
    private var totals: [PurseTotal] = []

    mutating func setKillSwitch(_ reason: String?) {
        killReason = reason
    }

    /// Whether an order is reserved already: live, the gate reserves before the journal is written.
    func holds(_ id: OrderID) -> Bool { open[id] != nil }

    mutating func reserve(_ id: OrderID, _ proposal: OrderProposal, notional: ExactDecimal?, at now: Timestamp) {
        let purse = Purse(platform: proposal.platform, quote: proposal.symbol.quote)
        let reservation = Reservation(
            user: proposal.user, bot: proposal.bot, purse: purse, notional: notional, at: now)
        if let replaced = open.updateValue(reservation, forKey: id) {
            _ = add(replaced.notional?.negated, to: replaced.purse)
        }
        if !add(notional, to: purse), let sum = try? total(in: purse) {
            totals.append(PurseTotal(purse: purse, sum: sum))
        }
        // Two minutes outlast any burst window; older ones only cost memory, and are dropped many at a time.
        if let first = recent.first, now.duration(since: first.at) > .seconds(240) {
            let oldest = now.advanced(by: .seconds(-120))
            recent.removeAll { $0.at < oldest }
        }
        recent.append(Recent(id: id, user: proposal.user, platform: proposal.platform, at: now))
        count(proposal.user, proposal.bot, proposal.platform, at: now, by: 1)
    }

    /// Gives everything back: the order provably never reached the venue.
    mutating func release(_ id: OrderID) {
        guard let reservation = remove(id) else { return }
        if let index = recent.lastIndex(where: { $0.id == id }) { recent.remove(at: index) }
        count(reservation.user, reservation.bot, reservation.purse.platform, at: reservation.at, by: -1)
    }

    /// The order can trade no more: its notional is free, its counts stay.
    mutating func settle(_ id: OrderID) {
        _ = remove(id)
    }

    private mutating func remove(_ id: OrderID) -> Reservation? {
        guard let reservation = open.removeValue(forKey: id) else { return nil }
        _ = add(reservation.notional?.negated, to: reservation.purse)
        return reservation
    }

    func count(_ counter: Counter, _ day: Timestamp) -> Int {
        guard let index = days.firstIndex(where: { $0.day == day }) else { return 0 }
        return switch counter {
        case .bot(let bot): days[index].bots[bot] ?? 0
        case .user(let user): days[index].users[user] ?? 0
        case .platform(let platform): days[index].count(of: platform)
        }
    }

    func recentOrders(of proposal: OrderProposal, since start: Timestamp) -> Int {
        var count = 0
        // By index: an element is compared where it lies, not copied out.
        for index in recent.indices where recent[index].at > start {
            if recent[index].user == proposal.user, recent[index].platform == proposal.platform { count += 1 }
        }
        return count
    }

    func openNotional(on platform: VenueID, in quote: Asset) throws(DecimalError) -> ExactDecimal {
        try total(in: Purse(platform: platform, quote: quote))
    }

    private func total(in purse: Purse) throws(DecimalError) -> ExactDecimal {
        if let index = index(of: purse) { return totals[index].sum }
        return try ExactDecimal.sum(open.values.lazy.filter { $0.purse == purse }.compactMap(\.notional))
    }

    private func index(of purse: Purse) -> Int? {
        totals.firstIndex { $0.purse == purse }
    }

    /// Takes a change of `open` into its sum; false when there is no sum to change.
    private mutating func add(_ notional: ExactDecimal?, to purse: Purse) -> Bool {
        guard let index = index(of: purse) else { return false }
        guard let notional else { return true }
        do throws(DecimalError) {
            totals[index].sum = try totals[index].sum + notional
            return true
        } catch {
            // The sum is made anew, and refuses the next order if that overflows as well.
            totals.remove(at: index)
            return false
        }
    }

    private mutating func count(
        _ user: String, _ bot: String?, _ platform: VenueID, at now: Timestamp, by change: Int
    ) {
        let index = indexOfDay(now.startOfDay)
        days[index].users[user, default: 0] += change
        days[index].add(change, to: platform)
        if let bot { days[index].bots[bot, default: 0] += change }
    }

    private mutating func indexOfDay(_ day: Timestamp) -> Int {
        if let index = days.firstIndex(where: { $0.day == day }) { return index }
        days.removeAll { $0.day < day.advanced(by: .seconds(-86_400)) }
        days.append(DayCounts(day: day))
        return days.count - 1
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
