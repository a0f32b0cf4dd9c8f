import AdapterProtocol

/// Reads of the account.
enum AccountCases {
    static let all: [ConformanceCase] = balances + rates + orders + transfers(.deposit) + transfers(.withdrawal)

    private static let balances: [ConformanceCase] = [
        ConformanceCase(
            "balances.empty", "Assets of which nothing is held are left out.",
            because: "Some venues list every coin they ever had.", needs: .accountData
        ) { examination in
            let empty = try await examination.balances().filter { $0.total.isZero && $0.held.isZero }
            try hold(empty.isEmpty, "\(empty.prefix(5).map(\.asset))")
        },
        ConformanceCase(
            "balances.sum", "Total is what is available and what is held together, and none of it is negative.",
            because: "Available for total, and a bot spends what an order has locked.", proves: [.heldBalances],
            needs: .accountData
        ) { examination in
            for balance in try await examination.balances() {
                let sum = try balance.available + balance.held
                try hold(
                    sum == balance.total, "\(balance.asset): \(balance.available) + \(balance.held), \(balance.total)")
                try hold(!balance.held.isNegative && !balance.available.isNegative, "\(balance)")
            }
        },
        ConformanceCase(
            "balances.unique", "An asset stands once in a wallet.",
            because: "Two rows of one asset are added up by one host and overwritten by another.", needs: .accountData
        ) { examination in
            let names = try await examination.balances().map { "\($0.wallet)/\($0.asset)" }
            try hold(Set(names).count == names.count, "\(names)")
            try hold(!names.contains { $0.hasPrefix("/") }, "a wallet has no name")
        },
        ConformanceCase(
            "balances.assets", "Balances carry the assets' canonical codes, so that markets are found by them.",
            because: "A balance in XXBT trades on no BTC market.", needs: .accountData
        ) { examination in
            let catalog = examination.catalog.instruments
            let traded = Set(catalog.flatMap { [$0.symbol.base, $0.symbol.quote] })
            let held = try await examination.balances().map(\.asset)
            try hold(held.contains { traded.contains($0) }, "\(held.prefix(10)) are traded nowhere")
            let own: Set<String> = ["XBT", "XXBT", "XDG", "XXDG", "ZUSD", "ZEUR", "ZGBP", "XETH"]
            try hold(!held.contains { own.contains($0.code) }, "\(held)")
        },
    ]

    private static let rates: [ConformanceCase] = [
        ConformanceCase(
            "feeRates.fractions", "Fee rates are fractions: 0.001 is a tenth of a percent.",
            because: "Percent for a fraction makes every trade look ruinous, or free.", proves: [.feeRates],
            needs: .accountData
        ) { examination in
            let rates = try await examination.venue.feeRates(examination.market.symbol)
            let most = try ExactDecimal(coefficient: 3, exponent: -2)
            for rate in [rates.makerBuy, rates.makerSell, rates.takerBuy, rates.takerSell] {
                try hold(rate.magnitude < most, "\(rate)")
            }
            let isAny = [rates.takerBuy, rates.takerSell, rates.makerBuy].contains { !$0.isZero }
            let least = try ExactDecimal(coefficient: 1, exponent: -5)
            try hold(!isAny || rates.takerBuy.isZero || rates.takerBuy.magnitude >= least, "\(rates.takerBuy)")
        },
        ConformanceCase(
            "feeRates.roles", "Taking does not cost less than resting.",
            because: "Maker and taker that are swapped turn every calculation around.", proves: [.feeRates],
            needs: .accountData
        ) { examination in
            let rates = try await examination.venue.feeRates(examination.market.symbol)
            try hold(rates.makerBuy <= rates.takerBuy, "resting \(rates.makerBuy), taking \(rates.takerBuy)")
            try hold(rates.makerSell <= rates.takerSell, "resting \(rates.makerSell), taking \(rates.takerSell)")
        },
        ConformanceCase(
            "feeRates.market", "Fee rates name the market they were asked for, or none, and when they were read.",
            because: "Rates of one market are not those of another.", proves: [.feeRates], needs: .accountData
        ) { examination in
            let rates = try await examination.venue.feeRates(examination.market.symbol)
            let isOwn = rates.symbol == nil || rates.symbol == examination.market.symbol
            try hold(isOwn, "they are of \(String(describing: rates.symbol))")
            try hold(examination.isRecent(rates.readAt, within: .seconds(86_400)), "they were read at \(rates.readAt)")
        },
    ]

    private static let orders: [ConformanceCase] = [
        ConformanceCase(
            "openOrders.live", "Open orders are live, each once, and of the market that was asked for.",
            because: "An ended order that passes for open is exposure that is not there.", proves: [.openOrders],
            needs: .accountData
        ) { examination in
            let symbol = examination.market.symbol
            let orders = try await examination.venue.openOrders(on: symbol)
            try hold(Set(orders.map(\.venueOrderID)).count == orders.count, "some stand twice")
            for order in orders {
                try hold(!order.phase.isEnded, "\(order.venueOrderID) is \(order.phase)")
                try hold(order.symbol == symbol, "\(order.venueOrderID) is on \(order.symbol)")
            }
        },
        ConformanceCase(
            "openOrders.all", "The open orders of all markets contain those of each.",
            because: "A kill switch looks at this list.", proves: [.openOrders], needs: .accountData
        ) { examination in
            let one = try await examination.venue.openOrders(on: examination.market.symbol)
            let all = try await examination.venue.openOrders(on: nil)
            let missing = Set(one.map(\.venueOrderID)).subtracting(all.map(\.venueOrderID))
            try hold(missing.isEmpty, "\(missing) are missing")
            for order in all { try hold(!order.phase.isEnded, "\(order.venueOrderID) is \(order.phase)") }
        },
        ConformanceCase(
            "history.read", "The newest orders of a market can be read, oldest first, each once.",
            because: "Reconciling after a crash begins with them.", needs: .accountData
        ) { examination in
            try examination.capabilities.requireHere(.orderHistory)
            let rows = try await examination.venue.orderHistory(on: examination.market.symbol, HistoryQuery(limit: 20))
            try hold(rows.count <= 20, "\(rows.count) rows, and 20 were asked for")
            try hold(Set(rows.map(\.venueOrderID)).count == rows.count, "some stand twice")
            try hold(rows.allSatisfy { $0.symbol == examination.market.symbol }, "some are of another market")
            let times = rows.compactMap(\.createdAt)
            try hold(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 }, "\(times)")
        },
        ConformanceCase(
            "fills.read", "The newest own fills of a market can be read, oldest first, each once.",
            because: "Positions are the sum of fills.", needs: .accountData
        ) { examination in
            try examination.capabilities.requireHere(.fills)
            let rows = try await examination.venue.fills(on: examination.market.symbol, HistoryQuery(limit: 20))
            try hold(rows.count <= 20, "\(rows.count) rows, and 20 were asked for")
            let names = rows.map { "\($0.id) \($0.venueOrderID)" }
            try hold(Set(names).count == names.count, "some stand twice")
            let times = rows.compactMap(\.time)
            try hold(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 }, "\(times)")
            for fill in rows {
                try hold(fill.symbol == examination.market.symbol, "\(fill.id) is on \(fill.symbol)")
                try hold(fill.price.isPositive && fill.quantity.isPositive, "\(fill.quantity) at \(fill.price)")
            }
        },
    ]

    private static func transfers(_ direction: Transfer.Direction) -> [ConformanceCase] {
        let group = direction == .deposit ? "deposits" : "withdrawals"
        return [
            ConformanceCase(
                "\(group).rows", "All \(group) go one way, have an amount above zero and an id of their own.",
                because: "The sign of a transfer decides whether a balance adds up.", proves: [.transfers],
                needs: .accountData
            ) { examination in
                let rows = try await examination.transfers(direction)
                for row in rows {
                    try hold(row.direction == direction, "\(String(describing: row.id)) is a \(row.direction)")
                    try hold(row.amount.isPositive, "\(row.amount) \(row.asset)")
                    try hold(row.fee.map { !$0.isNegative } ?? true, "a fee of \(String(describing: row.fee))")
                }
                let ids = rows.compactMap(\.id)
                try hold(Set(ids).count == ids.count, "some stand twice")
            },
            ConformanceCase(
                "\(group).order", "The \(group) come newest first, with times in the past.",
                because: "The first row is taken for the last thing that happened.", proves: [.transfers],
                needs: .accountData
            ) { examination in
                let times = try await examination.transfers(direction).compactMap(\.time)
                try hold(zip(times, times.dropFirst()).allSatisfy { $0 >= $1 }, "\(times)")
                let opened: Duration = .seconds(17 * 365 * 86_400)
                try hold(times.allSatisfy { examination.isRecent($0, within: opened) }, "\(times)")
            },
            ConformanceCase(
                "\(group).limit", "So many \(group) are the newest of them, and no more.",
                because: "A page that is not cut, or cut at the wrong end, shows old money as new.",
                needs: .accountData
            ) { examination in
                let rows = try await examination.transfers(direction, atLeast: 2)
                let one = try await examination.transfers(direction, HistoryQuery(limit: 1))
                try hold(one.map(\.time) == rows.prefix(1).map(\.time), "\(one.map(\.time)) of \(rows.map(\.time))")
            },
            ConformanceCase(
                "\(group).window", "The \(group) of a span are those of it: its start inside, its end not.",
                because: "Neighbouring spans must neither lose a transfer nor count it twice.", needs: .accountData
            ) { examination in
                let rows = try await examination.transfers(direction, atLeast: 2)
                let cut = try hold(rows.first?.time, "a row has no time")
                let before = try await examination.transfers(direction, HistoryQuery(until: cut))
                let after = try await examination.transfers(direction, HistoryQuery(from: cut))
                try hold(before.allSatisfy { $0.time.map { $0 < cut } ?? true }, "some until \(cut) are not before it")
                try hold(after.allSatisfy { $0.time.map { $0 >= cut } ?? true }, "some from \(cut) are before it")
                try hold(after.contains { $0.time == cut }, "the one of \(cut) is not among those from there")
                try hold(before.contains { $0.time == rows.last?.time }, "the oldest is not among those before \(cut)")
            },
        ]
    }
}

extension Examination {
    fileprivate func balances() async throws -> [Balance] {
        let balances = try await venue.balances()
        guard !balances.isEmpty else { throw CaseStop.skipped("the account holds nothing") }
        return balances
    }

    fileprivate func transfers(
        _ direction: Transfer.Direction, _ query: HistoryQuery = HistoryQuery(), atLeast count: Int = 0
    ) async throws -> [Transfer] {
        try capabilities.requireHere(.transfers)
        let rows = try await direction == .deposit ? venue.deposits(query) : venue.withdrawals(query)
        // An account need not have any.
        guard rows.count >= count, rows.first?.time != rows.last?.time || count < 2 else {
            throw CaseStop.notApplicable("the account has \(rows.count) of them")
        }
        return rows
    }
}

extension VenueCapabilities {
    /// Not applicable where a capability is not offered: for cases that do not prove it.
    func requireHere(_ capability: Capability) throws(CaseStop) {
        guard self[capability].isOffered else { throw .notApplicable("\(capability) is not offered") }
    }
}
