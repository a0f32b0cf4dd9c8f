import VenueSimulator

extension VALR {
    /// All orders and own trades, the newest of each; open orders are always kept.
    struct Register: Sendable {
        private struct ClientName: Hashable {
            let account: String
            let text: String
        }

        private struct Named {
            let first: Int64
            var latest: Int64
            var open: Int64?
        }

        private struct Lingering {
            let number: Int64
            let until: Int64
        }

        private(set) var orders: [Int64: Tracked] = [:]
        private(set) var next: Int64 = 1
        private(set) var fills: [String: [Fill]] = [:]
        private var byEngine: [Ref: Int64] = [:]
        private var byClientID: [ClientName: Named] = [:]
        private var byAccount: [String: [Int64]] = [:]
        /// Orders that are open, or that reads still see so.
        private var open: [String: Set<Int64>] = [:]
        private var lingering: [Lingering] = []

        init() {}

        /// Gives an order its number.
        mutating func add(_ form: OrderForm, account: String, now: Int64) -> Int64 {
            let number = next
            next += 1
            file(Tracked(number: number, account: account, form: form, createdAt: now))
            prune(account)
            return number
        }

        private mutating func file(_ order: Tracked) {
            orders[order.number] = order
            byAccount[order.account, default: []].append(order.number)
            if order.isOpen { open[order.account, default: []].insert(order.number) }
            if let id = order.engineID { byEngine[Ref(order.symbol, id)] = order.number }
            guard let id = order.clientID else { return }
            let name = ClientName(account: order.account, text: id)
            var named = byClientID[name] ?? Named(first: order.number, latest: order.number)
            named.latest = order.number
            if order.isOpen { named.open = order.number }
            byClientID[name] = named
        }

        func order(_ number: Int64) -> Tracked? { orders[number] }
        func order(engine ref: Ref) -> Tracked? { byEngine[ref].flatMap { orders[$0] } }

        /// The order of a customer's id: the open one, else the latest, or the first that ever had it.
        func order(customer id: String, account: String, first: Bool) -> Tracked? {
            guard let named = byClientID[ClientName(account: account, text: id)] else { return nil }
            if first, let order = orders[named.first] { return order }
            return orders[named.open ?? named.latest]
        }

        func hasOpen(customer id: String, account: String) -> Bool {
            byClientID[ClientName(account: account, text: id)]?.open != nil
        }

        mutating func link(_ number: Int64, to engineID: Int64) {
            guard let symbol = orders[number]?.symbol else { return }
            orders[number]?.engineID = engineID
            byEngine[Ref(symbol, engineID)] = number
        }

        /// Changes an order and keeps the indexes right. A closed order stays among the open ones until reads see the
        /// end of it.
        mutating func change(_ number: Int64, _ body: (inout Tracked) -> Void) {
            guard var order = orders[number] else { return }
            body(&order)
            orders[number] = order
            if order.isOpen {
                open[order.account, default: []].insert(number)
                mark(order, open: number)
            } else {
                mark(order, open: nil)
                guard open[order.account]?.contains(number) == true else { return }
                let until = order.seen(at: .max)?.seenAt ?? 0
                if until > (order.seen(at: .max)?.time ?? 0) {
                    lingering.append(Lingering(number: number, until: until))
                } else {
                    open[order.account]?.remove(number)
                }
            }
        }

        private mutating func mark(_ order: Tracked, open number: Int64?) {
            guard let id = order.clientID else { return }
            let name = ClientName(account: order.account, text: id)
            if number == nil, byClientID[name]?.open != order.number { return }
            byClientID[name]?.open = number
        }

        /// Forgets what everybody may see by now.
        mutating func lapse(at now: Int64) {
            if lingering.isEmpty { return }
            for item in lingering where item.until <= now {
                if let order = orders[item.number], !order.isOpen { open[order.account]?.remove(item.number) }
            }
            lingering.removeAll { $0.until <= now }
        }

        /// Open orders as the truth has them, oldest first.
        func openNow(_ account: String) -> [Tracked] {
            (open[account] ?? []).sorted().compactMap { orders[$0] }.filter(\.isOpen)
        }

        /// Open orders as reads see them, oldest first.
        func openSeen(_ account: String, at now: Int64) -> [(order: Tracked, step: Step)] {
            (open[account] ?? []).sorted().compactMap { number in
                guard let order = orders[number], let step = order.seen(at: now), step.isOpen else { return nil }
                return (order, step)
            }
        }

        /// Numbers of all orders of an account, ascending.
        func numbers(_ account: String) -> [Int64] { byAccount[account] ?? [] }

        mutating func add(_ fill: Fill, account: String) {
            fills[account, default: []].append(fill)
            if fills[account, default: []].count > Self.keptFills * 2 {
                fills[account]?.removeFirst(Self.keptFills)
            }
        }

        private static let keptFills = 10_000
        private static let keptOrders = 10_000

        private mutating func prune(_ account: String) {
            guard let numbers = byAccount[account], numbers.count > Self.keptOrders * 2 else { return }
            var kept: [Int64] = []
            for (index, number) in numbers.enumerated() {
                let isOpen = open[account]?.contains(number) == true || orders[number]?.status == nil
                if isOpen || index >= Self.keptOrders { kept.append(number) } else { forget(number) }
            }
            byAccount[account] = kept
        }

        private mutating func forget(_ number: Int64) {
            guard let order = orders.removeValue(forKey: number) else { return }
            if let id = order.engineID { byEngine[Ref(order.symbol, id)] = nil }
            guard let id = order.clientID else { return }
            let name = ClientName(account: order.account, text: id)
            if byClientID[name]?.latest == number { byClientID[name] = nil }
        }
    }
}

extension VALR.Register: Codable {
    private enum CodingKeys: String, CodingKey {
        case orders, next, fills
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        next = try container.decode(Int64.self, forKey: .next)
        fills = try container.decode([String: [VALR.Fill]].self, forKey: .fills)
        for order in try container.decode([VALR.Tracked].self, forKey: .orders) { file(order) }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(orders.values.sorted { $0.number < $1.number }, forKey: .orders)
        try container.encode(next, forKey: .next)
        try container.encode(fills, forKey: .fills)
    }
}
