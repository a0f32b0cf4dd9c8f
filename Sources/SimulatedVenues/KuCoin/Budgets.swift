import VenueSimulator

extension KuCoin {
    /// One budget: a window of 30 s that starts with its first call and is refilled at its end (kucoin.md H.1).
    struct Budget: Sendable, Codable {
        static let window: Int64 = 30_000
        private(set) var start: Int64 = .min / 2
        private(set) var used = 0

        mutating func charge(_ weight: Int, limit: Int, now: Int64) -> Bool {
            // A clock that was set back starts a new window, too.
            if now - start >= Self.window || now < start { (start, used) = (now, 0) }
            guard used + weight <= limit else { return false }
            used += weight
            return true
        }

        func state(limit: Int, now: Int64) -> BudgetState {
            let isRunning = now >= start && now - start < Self.window
            return BudgetState(
                limit: limit,
                remaining: isRunning ? max(0, limit - used) : limit,
                reset: isRunning ? start + Self.window - now : Self.window
            )
        }

        var isLapsed: (Int64) -> Bool { { $0 - start >= Self.window } }
        var isSound: Bool { (0...1_000_000_000).contains(used) && start <= 4_000_000_000_000 && start >= .min / 2 }
    }

    /// The three `gw-ratelimit` headers (H.2); `reset` in milliseconds from now.
    struct BudgetState {
        let limit: Int
        let remaining: Int
        let reset: Int64
    }

    /// All budgets: Spot and Management of the one UID, Public per address, and the network's own limit per address.
    struct Budgets: Sendable, Codable {
        private var spot = Budget()
        private var management = Budget()
        private var addresses: [String: Budget] = [:]
        private var network: [String: NetworkWindow] = [:]

        private struct NetworkWindow: Codable {
            var start: Int64
            var count: Int
            var blockedUntil: Int64
        }

        mutating func charge(_ route: Route, from peer: String, _ switches: Switches, now: Int64) -> Bool {
            let limit = Self.limit(route.pool, switches)
            switch route.pool {
            case .spot: return spot.charge(route.weight, limit: limit, now: now)
            case .management: return management.charge(route.weight, limit: limit, now: now)
            case .everyone:
                if addresses.count > 10_000 { addresses = addresses.filter { !$0.value.isLapsed(now) } }
                return addresses[peer, default: Budget()].charge(route.weight, limit: limit, now: now)
            }
        }

        func state(_ pool: Route.Pool, of peer: String, _ switches: Switches, now: Int64) -> BudgetState {
            let budget =
                switch pool {
                case .spot: spot
                case .management: management
                case .everyone: addresses[peer] ?? Budget()
                }
            return budget.state(limit: Self.limit(pool, switches), now: now)
        }

        /// Whether the network in front of the venue blocks the address: 500 requests in 10 s, then 30 s (H.3).
        mutating func isBlocked(_ peer: String, now: Int64) -> Bool {
            if network.count > 10_000 { network = network.filter { now < $0.value.start + 60_000 } }
            var window = network[peer] ?? NetworkWindow(start: now, count: 0, blockedUntil: 0)
            defer { network[peer] = window }
            if now < window.blockedUntil { return true }
            if now - window.start >= 10_000 || now < window.start { (window.start, window.count) = (now, 0) }
            window.count += 1
            if window.count > 500 { window.blockedUntil = now + 30_000 }
            return window.count > 500
        }

        var isSound: Bool {
            spot.isSound && management.isSound && addresses.values.allSatisfy(\.isSound)
                && network.values.allSatisfy { (0...1_000_000).contains($0.count) }
        }

        /// Budgets by VIP level (H.1).
        private static let spotLimits = [
            4_000, 6_000, 8_000, 10_000, 13_000, 16_000, 20_000, 23_000, 26_000, 30_000, 33_000, 36_000, 40_000,
        ]
        private static let managementLimits = [
            2_000, 2_000, 4_000, 5_000, 6_000, 7_000, 8_000, 10_000, 12_000, 14_000, 16_000, 18_000, 20_000,
        ]

        private static func limit(_ pool: Route.Pool, _ switches: Switches) -> Int {
            let level = min(switches.number(.vipLevel), spotLimits.count - 1)
            switch pool {
            case .everyone: return switches.number(.publicBudget)
            case .spot: return override(switches.number(.spotBudget), spotLimits[level])
            case .management: return override(switches.number(.managementBudget), managementLimits[level])
            }
        }

        private static func override(_ chosen: Int, _ standard: Int) -> Int { chosen == 0 ? standard : chosen }
    }
}
