import AdapterProtocol
import Testing

@testable import Trading

@Suite("A submission is journaled, sent at most once and answered alike every time")
struct DeskSubmittingTests {
    @Test(
        "Each outcome of a placement has its status",
        arguments: [
            (FakeVenue.Script.accept, OrderRecord.Status.submitted), (.reject, .rejected), (.notSent, .rejected),
            (.lostButLive, .unknown), (.lostAndAbsent, .unknown), (.rejectUnconfirmed, .unknown),
        ])
    func outcomes(script: FakeVenue.Script, status: OrderRecord.Status) async throws {
        let world = try World(script)
        let journal = world.journal()
        let desk = try await world.desk(journal)
        let record = try await desk.submit(world.proposal(), world.key())
        #expect(record.status == status)
        #expect(record.isApproved)
        #expect(record.verdicts.map(\.gate) == GateVerdict.Gate.allCases)
        #expect(journal.entries.count == 2)
        #expect(world.venue.placements == (script == .notSent ? 0 : 1))
    }

    @Test("The intent's append has returned before the venue is asked")
    func durableBeforeSending() async throws {
        let world = try World()
        let desk = try await world.desk(world.journal())
        _ = try await desk.submit(world.proposal(), world.key())
        #expect(world.events.all == ["intent durable", "place 0001 begins"])
    }

    @Test("An order that got lost is found, and its fills come with it")
    func lostAndFound() async throws {
        let world = try World(.lostButLive)
        let desk = try await world.desk(world.journal())
        let record = try await desk.submit(world.proposal(), world.key())
        try world.venue.trade(record.submission.clientOrderID, 1, phase: .working)
        let settled = try await desk.refresh(record.id)
        #expect(settled.status == .partiallyFilled)
        #expect(settled.state.distinctFills.count == 1)
        #expect(world.venue.placements == 1)
    }

    @Test("A proven absence rejects the order and gives its counts and notional back")
    func lostAndAbsent() async throws {
        let world = try World(.lostAndAbsent)
        let desk = try await world.desk(world.journal())
        let record = try await desk.submit(world.proposal(bot: "b"), world.key())
        #expect(await desk.usage(of: world) == 1)
        let settled = try await desk.refresh(record.id)
        #expect(settled.status == .rejected)
        #expect(await desk.usage(of: world) == 0)
        #expect(try await desk.openNotional(of: world).isZero)
    }

    @Test("A refusal that is only inferred counts until one look-up has confirmed it")
    func unconfirmedRefusal() async throws {
        let world = try World(.rejectUnconfirmed)
        let desk = try await world.desk(world.journal())
        let record = try await desk.submit(world.proposal(bot: "b"), world.key())
        #expect(await desk.usage(of: world) == 1)
        let settled = try await desk.refresh(record.id)
        #expect(settled.status == .rejected)
        #expect(await desk.usage(of: world) == 0)
    }

    @Test("Without an answer the order stays unknown and its exposure counts")
    func unresolved() async throws {
        let world = try World(.lostAndAbsent)
        world.venue.script { $0.isResolvable = false }
        let journal = world.journal()
        let desk = try await world.desk(journal)
        let record = try await desk.submit(world.proposal(), world.key())
        let still = try await desk.refresh(record.id)
        #expect(still.status == .unknown)
        #expect(try await desk.openNotional(of: world) == 200)
        #expect(journal.entries.count == 2)
    }

    @Test("An absence that nothing fences ends no order: it stays unknown, counts, and is still found later")
    func presumedAbsent() async throws {
        let world = try World(.lostButLive)
        let journal = world.journal()
        let desk = try await world.desk(journal)
        let record = try await desk.submit(world.proposal(), world.key())
        let proof = AbsenceProof(sources: ["order"], fence: .none, readAt: world.clock.now)
        world.venue.script { $0.resolution = .absent(proof) }
        #expect(try await desk.refresh(record.id).status == .unknown)
        #expect(try await desk.openNotional(of: world) == 200)
        world.venue.script { $0.resolution = nil }
        #expect(try await desk.refresh(record.id).status == .submitted)
        #expect(world.venue.placements == 1)
    }

    @Test("A desk that has not replayed its journal takes no order")
    func notStarted() async throws {
        let world = try World()
        let desk = world.unstartedDesk(world.journal())
        await #expect(throws: DeskError.self) { try await desk.submit(world.proposal(), world.key()) }
        #expect(world.venue.placements == 0)
    }

    @Test("A hundred tasks under one key place one order and get one answer")
    func concurrentRepeats() async throws {
        let world = try World()
        let desk = try await world.desk(world.journal())
        let key = try world.key()
        let answers = try await withThrowingTaskGroup(of: OrderRecord.self) { group in
            for _ in 0..<100 { group.addTask { try await desk.submit(world.proposal(), key) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(answers.map(\.id)).count == 1)
        #expect(Set(answers.map(\.entries)).count == 1)
        #expect(world.venue.placements == 1)
    }

    @Test(
        "The same key gets the same answer after a restart, whatever happened since",
        arguments: FakeVenue.Script.allCases)
    func repeatAfterRestart(script: FakeVenue.Script) async throws {
        let world = try World(script)
        let journal = world.journal()
        let desk = try await world.desk(journal)
        let first = try await desk.submit(world.proposal(), world.key())
        _ = try await desk.refresh(first.id)
        let restarted = try await world.desk(world.journal(journal.entries))
        let again = try await restarted.submit(world.proposal(), world.key())
        #expect(again.id == first.id)
        #expect(again.status == first.status)
        #expect(again.entries == first.entries)
        #expect(world.venue.placements == (script == .notSent ? 0 : 1))
    }

    @Test("A gate's refusal is an answer too: no new evaluation under the same key")
    func refusalRepeats() async throws {
        var world = try World()
        world.limits.isTradingEnabled = false
        let desk = try await world.desk(world.journal())
        let first = try await desk.submit(world.proposal(), world.key())
        #expect(first.status == .rejected)
        #expect(!first.isApproved)
        let again = try await desk.submit(world.proposal(), world.key())
        #expect(again.entries == first.entries)
        #expect(world.venue.placements == 0)
    }

    @Test("Another body under the same key is refused, before and after a restart")
    func mismatch() async throws {
        let world = try World()
        let journal = world.journal()
        let desk = try await world.desk(journal)
        _ = try await desk.submit(world.proposal(), world.key())
        let restarted = try await world.desk(world.journal(journal.entries))
        for desk in [desk, restarted] {
            let error = await #expect(throws: DeskError.self) {
                try await desk.submit(world.proposal(), key: world.key(), bodyDigest: "other")
            }
            #expect(error.map { if case .idempotencyMismatch = $0 { true } else { false } } == true)
        }
        #expect(world.venue.placements == 1)
    }

    @Test("Two users' equal keys are two orders")
    func keysBelongToUsers() async throws {
        let world = try World()
        let desk = try await world.desk(world.journal())
        let first = try await desk.submit(world.proposal(user: "ann"), world.key(user: "ann"))
        let second = try await desk.submit(world.proposal(user: "bob"), world.key(user: "bob"))
        #expect(first.id != second.id)
        #expect(world.venue.placements == 2)
    }

    @Test("A caller who is cancelled while the venue is slow leaves a complete record")
    func cancelledCaller() async throws {
        let gate = Gate()
        let world = try World(beforeTaking: gate)
        let desk = try await world.desk(world.journal())
        let key = try world.key()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await desk.submit(world.proposal(), key) }
            await gate.arrived()
            group.cancelAll()
            gate.open()
            try await group.waitForAll()
        }
        await desk.close()
        let record = try #require(await desk.orders().first)
        #expect(record.status == .submitted)
        #expect(record.result?.word == .accepted)
    }

    @Test("A closing desk finishes what is under way and takes nothing new")
    func closing() async throws {
        let world = try World()
        let desk = try await world.desk(world.journal())
        let first = try await desk.submit(world.proposal(), world.key())
        await desk.close()
        let error = await #expect(throws: DeskError.self) { try await desk.submit(world.proposal(), world.key("new")) }
        #expect(error.map { if case .shuttingDown = $0 { true } else { false } } == true)
        #expect(try await desk.submit(world.proposal(), world.key()).id == first.id)
    }
}

extension OrderDesk {
    /// How many orders of the day count against the user.
    func usage(of world: World) -> Int { gate.state.count(.user("ann"), world.clock.now.startOfDay) }

    func openNotional(of world: World) throws -> ExactDecimal {
        try gate.state.openNotional(on: World.fake, in: world.symbol.quote)
    }
}
