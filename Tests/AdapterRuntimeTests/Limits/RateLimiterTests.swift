import AdapterProtocol
import Testing

@testable import AdapterRuntime

@Suite("The limiter decides who waits") struct RateLimiterTests {
    private static let weight = RateBudgetID(rawValue: "weight")
    private static let orders = RateBudgetID(rawValue: "orders")
    private static let rules = [
        RateLimitRule(id: weight, scope: .address, shape: .calendarWindow(.seconds(60)), limit: 10),
        RateLimitRule(id: orders, scope: .key, shape: .calendarWindow(.seconds(10)), limit: 2),
    ]

    private static func limiter(_ shared: RateBudgets = RateBudgets(), address: String = "a") -> RateLimiter {
        RateLimiter(rules: rules, address: address, headroom: 0, shared: shared)
    }

    private static func call(
        _ priority: VenueCall.Priority, _ charges: [RateCharge] = [RateCharge(weight, 1)]
    ) -> VenueCall {
        VenueCall(
            operation: "x", intent: .read, priority: priority, method: .get, path: "/", isSigned: false,
            charges: charges)
    }

    private static let now = RateBudgetTests.after(0)

    @Test("one tenth is kept for cancels and look-ups") func reserve() {
        let limiter = Self.limiter()
        for _ in 0..<9 {
            #expect(limiter.reserve(Self.call(.place), ticket: limiter.ticket(), at: Self.now) == .granted)
        }
        #expect(limiter.reserve(Self.call(.place), ticket: limiter.ticket(), at: Self.now) != .granted)
        #expect(limiter.reserve(Self.call(.cancel), ticket: limiter.ticket(), at: Self.now) == .granted)
    }

    @Test("two connections of one key share what the venue counts by key; those of two keys do not") func keys() {
        let shared = RateBudgets()
        let limiters = ["one", "one", "two"].map { key in
            RateLimiter(rules: Self.rules, address: "a", key: key, headroom: 0, shared: shared)
        }
        let call = Self.call(.resolve, [RateCharge(Self.orders, 1)])
        for limiter in limiters.prefix(2) {
            #expect(limiter.reserve(call, ticket: limiter.ticket(), at: Self.now) == .granted)
        }
        let ticket = limiters[0].ticket()
        #expect(limiters[0].reserve(call, ticket: ticket, at: Self.now) != .granted)
        limiters[0].leave(ticket)
        #expect(limiters[2].reserve(call, ticket: limiters[2].ticket(), at: Self.now) == .granted)
    }

    @Test("whoever is more urgent, or came earlier, goes first once budget is back") func order() {
        let limiter = Self.limiter()
        let big = limiter.ticket()
        #expect(
            limiter.reserve(Self.call(.cancel, [RateCharge(Self.weight, 10)]), ticket: big, at: Self.now) == .granted)
        let priorities: [VenueCall.Priority] = [.publicRead, .cancel, .place, .cancel, .privateRead]
        let waiting = priorities.map { (Self.call($0, [RateCharge(Self.weight, 4)]), limiter.ticket()) }
        for (call, ticket) in waiting { #expect(limiter.reserve(call, ticket: ticket, at: Self.now) != .granted) }
        limiter.abandon(Self.call(.cancel, [RateCharge(Self.weight, 10)]), ticket: big, wasSent: false, at: Self.now)
        for (call, ticket) in waiting where ticket != waiting[1].1 {
            #expect(limiter.reserve(call, ticket: ticket, at: Self.now) != .granted)
        }
        for index in [1, 3] {
            #expect(limiter.reserve(waiting[index].0, ticket: waiting[index].1, at: Self.now) == .granted)
            limiter.leave(waiting[index].1)
        }
        // Two of four are gone, so the next in order finds too little, and those behind it are not let past.
        for index in [2, 4, 0] {
            #expect(limiter.reserve(waiting[index].0, ticket: waiting[index].1, at: Self.now) != .granted)
        }
    }

    @Test("an order that waits for the order count does not hold up reads") func unrelated() {
        let limiter = Self.limiter()
        let order = Self.call(.place, [RateCharge(Self.weight, 1), RateCharge(Self.orders, 1)])
        let ticket = limiter.ticket()
        #expect(limiter.reserve(order, ticket: ticket, at: Self.now) == .granted)
        limiter.settle(order, ticket: ticket, succeeded: true, feedback: RateFeedback(), at: Self.now)
        #expect(limiter.reserve(order, ticket: limiter.ticket(), at: Self.now) == .wait(.seconds(10)))
        #expect(limiter.reserve(Self.call(.publicRead), ticket: limiter.ticket(), at: Self.now) == .granted)
    }

    @Test("the full cost is reserved before sending; what stays counted depends on success", arguments: [true, false])
    func costOnSuccess(succeeded: Bool) {
        let limiter = Self.limiter()
        let order = Self.call(.cancel, [RateCharge(Self.orders, 2, onSuccess: 0)])
        let first = limiter.ticket()
        let second = limiter.ticket()
        #expect(limiter.reserve(order, ticket: first, at: Self.now) == .granted)
        #expect(limiter.reserve(order, ticket: second, at: Self.now) != .granted)
        limiter.settle(order, ticket: first, succeeded: succeeded, feedback: RateFeedback(), at: Self.now)
        let expected: RateLimiter.Answer = succeeded ? .granted : .wait(.seconds(10))
        #expect(limiter.reserve(order, ticket: second, at: Self.now) == expected)
    }

    @Test("a call that is refused one budget keeps none of the others") func allOrNothing() {
        let limiter = Self.limiter()
        let order = Self.call(.cancel, [RateCharge(Self.weight, 5), RateCharge(Self.orders, 2)])
        #expect(limiter.reserve(order, ticket: limiter.ticket(), at: Self.now) == .granted)
        let refused = limiter.ticket()
        #expect(limiter.reserve(order, ticket: refused, at: Self.now) != .granted)
        limiter.leave(refused)
        let read = Self.call(.cancel, [RateCharge(Self.weight, 5)])
        #expect(limiter.reserve(read, ticket: limiter.ticket(), at: Self.now) == .granted)
    }

    @Test("connections of one address share what is counted by address, and its pauses; nothing else")
    func sharing() {
        let shared = RateBudgets()
        let first = Self.limiter(shared)
        let second = Self.limiter(shared)
        let other = Self.limiter(shared, address: "b")
        let order = Self.call(.cancel, [RateCharge(Self.weight, 9), RateCharge(Self.orders, 2)])
        let ticket = first.ticket()
        #expect(first.reserve(order, ticket: ticket, at: Self.now) == .granted)
        let orders = Self.call(.cancel, [RateCharge(Self.orders, 2)])
        #expect(second.reserve(orders, ticket: second.ticket(), at: Self.now) == .granted)
        let weight = Self.call(.cancel, [RateCharge(Self.weight, 2)])
        #expect(second.reserve(weight, ticket: second.ticket(), at: Self.now) != .granted)
        first.settle(
            order, ticket: ticket, succeeded: false, feedback: RateFeedback(pause: .seconds(120)), at: Self.now)
        #expect(second.reserve(orders, ticket: second.ticket(), at: Self.now) == .wait(.seconds(120)))
        #expect(other.reserve(order, ticket: other.ticket(), at: Self.now) == .granted)
    }

    @Test("a suspended caller goes on when something changed before, or once it is cancelled") func suspension() async {
        let limiter = Self.limiter()
        let spaced = Self.call(.place)
        let waiter = limiter.ticket()
        let full = Self.call(.cancel, [RateCharge(Self.weight, 10)])
        let holder = limiter.ticket()
        #expect(limiter.reserve(full, ticket: holder, at: Self.now) == .granted)
        guard case .suspend(let generation) = limiter.reserve(spaced, ticket: waiter, at: Self.now) else {
            Issue.record("not suspended")
            return
        }
        limiter.settle(full, ticket: holder, succeeded: true, feedback: RateFeedback(), at: Self.now)
        await limiter.changed(since: generation, ticket: waiter)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await limiter.changed(since: generation + 1, ticket: waiter) }
            group.cancelAll()
        }
    }
}

@Suite("One lane") struct SerialLaneTests {
    @Test("lets one in at a time, the most urgent first and else in order") func order() async throws {
        let lane = SerialLane()
        let (entered, entering) = AsyncStream.makeStream(of: String.self)
        try await lane.acquire(.publicRead)
        await withTaskGroup(of: Void.self) { group in
            for (name, priority) in [("read", VenueCall.Priority.publicRead), ("place", .place), ("cancel", .cancel)] {
                group.addTask {
                    guard (try? await lane.acquire(priority)) != nil else { return }
                    entering.yield(name)
                    lane.release()
                }
            }
            while lane.waitingCount < 3 { await Task.yield() }
            lane.release()
        }
        entering.finish()
        #expect(await entered.reduce(into: []) { $0.append($1) } == ["cancel", "place", "read"])
    }

    @Test("a cancelled caller leaves the queue and never holds the lane") func cancellation() async throws {
        let lane = SerialLane()
        try await lane.acquire(.place)
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { (try? await lane.acquire(.cancel)) != nil }
            while lane.waitingCount < 1 { await Task.yield() }
            group.cancelAll()
            #expect(await group.next() == false)
        }
        lane.release()
        try await lane.acquire(.publicRead)
    }
}
