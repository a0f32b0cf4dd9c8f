import VenueSimulator

extension Binance {
    /// A counter that starts anew with every calendar window.
    struct WindowCounter: Sendable, Codable {
        let length: Int64
        private(set) var window: Int64 = 0
        private(set) var count = 0

        init(lengthMilliseconds: Int64) { length = lengthMilliseconds }

        mutating func roll(to now: Int64) {
            let current = now / length
            if current != window { (window, count) = (current, 0) }
        }

        mutating func add(_ amount: Int, at now: Int64) {
            roll(to: now)
            count = max(0, count + amount)
        }

        /// Whether it can be counted on with: a snapshot may come from anywhere.
        func isSound(length: Int64) -> Bool {
            self.length == length && (0...1_000_000_000_000).contains(count)
        }

        /// Whole seconds until the next window, at least one.
        func secondsLeft(at now: Int64) -> Int { max(1, Int(((now / length + 1) * length - now + 999) / 1_000)) }
    }

    /// Request weight, raw requests and bans per address (binance.md H, L.21).
    ///
    /// A request that finds the minute used up is refused; the one that crosses the limit is refused too. Refusals in
    /// a row lead to a ban of two minutes, doubled for repeaters up to three days.
    struct Weights: Sendable, Codable {
        private struct Address: Codable {
            var weight = WindowCounter(lengthMilliseconds: 60_000)
            var raw = WindowCounter(lengthMilliseconds: 300_000)
            var refusals = WindowCounter(lengthMilliseconds: 60_000)
            var bannedUntil: Int64 = 0
            var bans = 0

            var isSound: Bool {
                weight.isSound(length: 60_000) && raw.isSound(length: 300_000) && refusals.isSound(length: 60_000)
                    && (0...1_000_000).contains(bans) && (0...1_000_000_000_000_000).contains(bannedUntil)
            }
        }

        var isSound: Bool {
            addresses.values.allSatisfy(\.isSound) && wallet.values.allSatisfy { $0.isSound(length: 60_000) }
        }

        private var addresses: [String: Address] = [:]
        private var wallet: [String: WindowCounter] = [:]

        /// Counts a request on arrival and refuses it if the address has used up its share.
        mutating func charge(
            _ weight: Int,
            from peer: String,
            switches: Switches,
            now: Int64
        ) throws(Refusal) {
            var address = addresses[peer] ?? Address()
            defer { addresses[peer] = address }
            if now < address.bannedUntil { throw Self.ban(address, now: now) }
            address.raw.add(1, at: now)
            address.weight.add(weight, at: now)
            let hasWeight = address.weight.count <= switches.weightLimit
            let hasRequests = address.raw.count <= switches.rawRequestLimit
            if hasWeight, hasRequests { return }
            address.refusals.add(1, at: now)
            if switches.banAfterRefusals > 0, address.refusals.count >= switches.banAfterRefusals {
                address.bans += 1
                let length = min(Int64(120_000) << min(address.bans - 1, 12), 259_200_000)
                address.bannedUntil = now + length
                throw Self.ban(address, now: now)
            }
            if hasWeight {
                throw .rawRequests(
                    limit: switches.rawRequestLimit,
                    retryAfterSeconds: address.raw.secondsLeft(at: now)
                )
            }
            throw .weight(limit: switches.weightLimit, retryAfterSeconds: address.weight.secondsLeft(at: now))
        }

        /// Adds weight that is known only after the fact: an order write that failed (binance.md E).
        mutating func add(_ weight: Int, from peer: String, now: Int64) {
            var address = addresses[peer] ?? Address()
            address.weight.add(weight, at: now)
            addresses[peer] = address
        }

        /// What the address has used in the running minute.
        mutating func used(by peer: String, now: Int64) -> Int {
            guard var address = addresses[peer] else { return 0 }
            address.weight.roll(to: now)
            addresses[peer] = address
            return address.weight.count
        }

        /// Counts a wallet call: its endpoints have budgets of their own, per address or per account.
        mutating func chargeWallet(
            _ weight: Int,
            bucket: String,
            limit: Int,
            now: Int64
        ) throws(Refusal) -> Int {
            var counter = wallet[bucket] ?? WindowCounter(lengthMilliseconds: 60_000)
            counter.add(weight, at: now)
            wallet[bucket] = counter
            guard counter.count <= limit else {
                throw .weight(limit: limit, retryAfterSeconds: counter.secondsLeft(at: now))
            }
            return counter.count
        }

        private static func ban(_ address: Address, now: Int64) -> Refusal {
            .banned(
                untilMilliseconds: address.bannedUntil,
                retryAfterSeconds: max(1, Int((address.bannedUntil - now + 999) / 1_000))
            )
        }
    }

    /// The unfilled orders of the account (binance.md H): each accepted order adds one, its first fill takes one off.
    struct OrderCounts: Sendable, Codable {
        private var tenSeconds = WindowCounter(lengthMilliseconds: 10_000)
        private var day = WindowCounter(lengthMilliseconds: 86_400_000)

        var isSound: Bool { tenSeconds.isSound(length: 10_000) && day.isSound(length: 86_400_000) }

        /// Refuses a placement when a counter is full; the day is asked first, so that it stops the other's growth.
        mutating func check(_ switches: Switches, now: Int64) throws(Refusal) {
            tenSeconds.roll(to: now)
            day.roll(to: now)
            if day.count >= switches.orderLimitDay {
                throw .orderCount(
                    limit: switches.orderLimitDay,
                    interval: "1 DAY",
                    retryAfterSeconds: day.secondsLeft(at: now)
                )
            }
            if tenSeconds.count >= switches.orderLimit10Seconds {
                throw .orderCount(
                    limit: switches.orderLimit10Seconds,
                    interval: "10 SECOND",
                    retryAfterSeconds: tenSeconds.secondsLeft(at: now)
                )
            }
        }

        mutating func add(_ orders: Int, now: Int64) {
            tenSeconds.add(orders, at: now)
            day.add(orders, at: now)
        }

        mutating func counts(at now: Int64) -> (tenSeconds: Int, day: Int) {
            tenSeconds.roll(to: now)
            day.roll(to: now)
            return (tenSeconds.count, day.count)
        }
    }
}
