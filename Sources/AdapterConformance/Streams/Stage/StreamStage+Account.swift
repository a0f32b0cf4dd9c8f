import AdapterProtocol

// The account's stream against REST.
extension StreamStage {
    /// Reads the account's stream, from where everything that is has been told. Nobody else trades meanwhile: what
    /// happens is the case's own doing.
    func watchAccount() async throws -> StreamWatch<AccountEvent> {
        controls?.freezeMarket(true)
        let account = watch(venue.accountEvents())
        try await until("the account was told", seen: { account.markerText }) { account.hasMarker(.resynced) }
        return account
    }

    /// The fills told of an order are those that REST has, each once.
    func holdEqualFills(_ account: StreamWatch<AccountEvent>, _ order: VenueOrderID) async throws {
        let rest = try await restFills(order)
        try await holdNow { try Self.holdEqual(account.fills(of: order), rest) }
    }

    private static func holdEqual(_ told: [Fill], _ rest: [Fill]) throws(CaseStop) {
        try hold(Set(told.map(\.id)).count == told.count, "a fill was told twice: \(told.map(\.id))")
        try hold(
            Set(told.map(\.id)) == Set(rest.map(\.id)), "fills \(told.map(\.id)), and REST has \(rest.map(\.id))")
        for fill in told {
            guard let same = rest.first(where: { $0.id == fill.id }) else { continue }
            try hold(fill.price == same.price, "fill \(fill.id) at \(fill.price), and REST has \(same.price)")
            try hold(
                fill.quantity == same.quantity, "fill \(fill.id) of \(fill.quantity), and REST has \(same.quantity)")
            try hold(fill.side == same.side, "fill \(fill.id) is a \(fill.side)")
        }
    }

    /// The balances told become those that REST has.
    func holdEqualBalances(_ account: StreamWatch<AccountEvent>) async throws {
        let venue = venue
        var difference = ""
        for _ in 0..<60 {
            let rest = try await wait { try await venue.balances() }
            let told = account.balances
            difference = ""
            for balance in rest {
                let known = told[Wallet(balance)]
                guard known?.total == balance.total || (known == nil && balance.total.isZero),
                    known?.held == balance.held || (known == nil && balance.held.isZero)
                else {
                    difference =
                        "\(known?.total ?? .zero) \(balance.asset) in \(balance.wallet) with \(known?.held ?? .zero) held, and REST has "
                        + "\(balance.total) with \(balance.held)"
                    break
                }
            }
            if difference.isEmpty { return }
            try await pass(.milliseconds(500))
        }
        throw CaseStop.broken(difference)
    }
}

/// Where an asset lies.
struct Wallet: Hashable {
    let asset: Asset
    let name: String

    init(_ balance: Balance) {
        asset = balance.asset
        name = balance.wallet
    }
}

extension StreamWatch where Value == AccountEvent {
    /// The newest view of an order.
    func order(_ id: VenueOrderID) -> Order? { orders(id).last }

    /// All views of an order.
    func orders(_ id: VenueOrderID) -> [Order] {
        values.compactMap { event in
            if case .order(let order) = event, order.venueOrderID == id { order } else { nil }
        }
    }

    /// The fills of an order.
    func fills(of id: VenueOrderID) -> [Fill] {
        values.compactMap { event in
            if case .fill(let fill) = event, fill.venueOrderID == id { fill } else { nil }
        }
    }

    /// How much was told to be filled of an order.
    func filled(of id: VenueOrderID) -> ExactDecimal? { try? ExactDecimal.sum(fills(of: id).map(\.quantity)) }

    /// The newest balance of each asset in each wallet.
    var balances: [Wallet: Balance] {
        var newest: [Wallet: Balance] = [:]
        for event in values { if case .balance(let balance) = event { newest[Wallet(balance)] = balance } }
        return newest
    }

    /// What was told of an order, for what a case tells.
    func text(of id: VenueOrderID) -> String {
        let phases = orders(id).map { "\($0.phase)" }.joined(separator: ", ")
        return "orders \(phases); fills \(fills(of: id).map { "\($0.quantity)" }); \(markerText)"
    }
}
