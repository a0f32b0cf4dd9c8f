import AdapterProtocol
import Synchronization
import Testing

@testable import Trading

@Suite("After a crash at any step every order ends in its true state, placed at most once")
struct DeskCrashTests {
    /// Where a desk dies: at which append, and whether the entry survived.
    struct Crash: Sendable, CustomTestStringConvertible {
        let script: FakeVenue.Script
        let append: Int
        let death: FakeJournal.Death
        var testDescription: String { "\(script), append \(append) \(death)" }

        /// The story has six appends at most; dying later is not dying.
        static let all: [Crash] = FakeVenue.Script.allCases.flatMap { script in
            (0...6).flatMap { append in
                FakeJournal.Death.allCases.map { Crash(script: script, append: append, death: $0) }
            }
        }
    }

    @Test("Every append index, lost or kept, under every outcome", arguments: Crash.all)
    func everyAppend(crash: Crash) async throws {
        let world = try World(crash.script)
        let journal = world.journal(dyingAt: (crash.append, crash.death))
        try await story(world, world.desk(journal))
        let restarted = try await world.desk(world.journal(journal.entries))
        let pending = await restarted.orders().filter(\.needsResolution)
        #expect(await restarted.reconcilingPlatforms == Set(pending.map(\.submission.proposal.platform)))
        await restarted.reconcile()
        #expect(await restarted.reconcilingPlatforms.isEmpty)
        for record in await restarted.orders() { _ = try await restarted.refresh(record.id) }
        try await expectTruth(world, restarted)
        // Repeating both keys places what never came to the journal, and nothing twice.
        _ = try await restarted.submit(world.proposal(), world.key("first"))
        _ = try await restarted.submit(world.proposal(), world.key("second"))
        #expect(world.venue.mostPlacementsOfOne <= 1)
        #expect(world.venue.placements <= 2)
        #expect(await restarted.orders().count == 2)
    }

    /// Two orders, one of them trading and cancelled; each step may meet a dead journal.
    private func story(_ world: World, _ desk: OrderDesk) async throws {
        let first = try? await desk.submit(world.proposal(), world.key("first"))
        if let first {
            try world.venue.trade(first.submission.clientOrderID, 1, phase: .working)
            _ = try? await desk.cancel(first.id, by: "ann")
        }
        _ = try? await desk.submit(world.proposal(), world.key("second"))
    }

    /// The desk's belief against the venue's books.
    private func expectTruth(_ world: World, _ desk: OrderDesk) async throws {
        let live = world.venue.state.withLock { $0.live }
        let records = await desk.orders()
        for record in records {
            if let order = live[record.submission.clientOrderID] {
                #expect(record.state.phase == order.phase)
                #expect(record.state.filledBase == order.filledBase)
            } else {
                #expect(record.status == .rejected)
            }
        }
        #expect(Set(live.keys).isSubset(of: Set(records.map(\.submission.clientOrderID))))
        #expect(world.venue.mostPlacementsOfOne <= 1)
    }

    @Test("A process that dies while the venue has the order finds it again", arguments: [true, false], [7, 70])
    func diesDuringPlacement(taken: Bool, secondsUntilRestart: Int64) async throws {
        let gate = Gate()
        let world = try World(beforeTaking: taken ? nil : gate, afterTaking: taken ? gate : nil)
        let journal = world.journal()
        let dying = try await world.desk(journal)
        async let answer = dying.submit(world.proposal(), world.key())
        defer { gate.open() }
        await gate.arrived()
        let survivors = journal.entries
        #expect(survivors.count == 1)
        world.clock.advance(by: .seconds(secondsUntilRestart))
        let restarted = try await world.desk(world.journal(survivors))
        #expect(await restarted.reconcilingPlatforms == [World.fake])
        let closed = try await restarted.submit(world.proposal(), world.key("while-closed"))
        #expect(closed.verdicts.filter { !$0.passed }.map(\.gate) == [.enabled])
        let other = try await restarted.submit(world.proposal(on: World.other), world.key("elsewhere"))
        #expect(other.status == .submitted)
        await restarted.reconcile()
        let settled = try #require(await restarted.orders().first { $0.submission.key == (try? world.key()) })
        #expect(settled.status == (taken ? .submitted : .rejected))
        if case .absent(let proof)? = settled.resolution {
            // The fake proves by the instant it was given: approval and signing may have taken their whole time, 10 s
            // and 30 s, but not longer than their process lived.
            #expect(proof.readAt == settled.submittedAt.advanced(by: .seconds(min(secondsUntilRestart, 10 + 30))))
        }
        #expect(await restarted.reconcilingPlatforms.isEmpty)
        #expect(world.venue.placements == (taken ? 1 : 0))
        gate.open()
        _ = try await answer
    }

    @Test("A platform stays closed while its order cannot be settled")
    func staysClosed() async throws {
        let world = try World(.lostAndAbsent)
        let journal = world.journal()
        _ = try await world.desk(journal).submit(world.proposal(), world.key())
        world.venue.script { $0.isResolvable = false }
        world.clock.advance(by: .seconds(5))
        let restarted = try await world.desk(world.journal(journal.entries))
        await restarted.reconcile()
        #expect(await restarted.reconcilingPlatforms == [World.fake])
        #expect(try await !restarted.submit(world.proposal(), world.key("next")).isApproved)
        world.venue.script { $0.isResolvable = true }
        await restarted.reconcile()
        let record = try #require(await restarted.orders().first { $0.isApproved })
        guard case .absent(let proof)? = record.resolution else {
            Issue.record("\(String(describing: record.resolution))")
            return
        }
        #expect(proof.readAt == record.entries[1].at, "counted from the outcome")
        #expect(try await restarted.submit(world.proposal(), world.key("open-again")).isApproved)
    }

    @Test("When the intent cannot be journaled nothing is sent, and the counts are given back")
    func intentNotJournaled() async throws {
        let world = try World()
        let desk = try await world.desk(world.journal(dyingAt: (0, .lost)))
        let error = await #expect(throws: DeskError.self) { try await desk.submit(world.proposal(), world.key()) }
        #expect(error.map { if case .journalUnavailable = $0 { true } else { false } } == true)
        #expect(world.venue.placements == 0)
        #expect(await desk.usage(of: world) == 0)
        #expect(try await desk.openNotional(of: world).isZero)
    }

    @Test("When the outcome cannot be journaled the desk stops and says that the order may exist")
    func outcomeNotJournaled() async throws {
        let world = try World()
        let desk = try await world.desk(world.journal(dyingAt: (1, .lost)))
        for _ in 0..<2 {
            let error = await #expect(throws: DeskError.self) { try await desk.submit(world.proposal(), world.key()) }
            #expect(error?.description.contains("may exist at the venue") == true)
        }
        let next = await #expect(throws: DeskError.self) { try await desk.submit(world.proposal(), world.key("next")) }
        #expect(next?.description.hasPrefix("nothing was sent") == true)
        #expect(await desk.standstill != nil)
        #expect(world.venue.placements == 1)
    }

    @Test("Another order's failure never says of a sent order that nothing was sent")
    func poisonKeepsItsOrder() async throws {
        let gate = Gate()
        let world = try World(afterTaking: gate)
        let desk = try await world.desk(world.journal(dyingAt: (1, .lost)))
        let key = try world.key()
        async let sent = desk.submit(world.proposal(), key)
        await gate.arrived()
        await #expect(throws: DeskError.self) { try await desk.submit(world.proposal(), world.key("second")) }
        gate.open()
        _ = try? await sent
        _ = try? await desk.setKillSwitch(true, by: "ann", reason: "disk")
        let error = await #expect(throws: DeskError.self) { try await desk.submit(world.proposal(), key) }
        #expect(error?.description.contains("may exist at the venue") == true)
    }
}
