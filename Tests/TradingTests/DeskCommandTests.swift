import AdapterProtocol
import Synchronization
import Testing

@testable import Trading

@Suite("Cancels and the kill switch go through the journal")
struct DeskCommandTests {
    @Test("A cancel that ends the order is in the record with what had traded")
    func cancelEnds() async throws {
        let world = try World()
        let desk = try await world.desk(world.journal())
        let order = try await desk.submit(world.proposal(), world.key())
        try world.venue.trade(order.submission.clientOrderID, 1, phase: .working)
        let (record, outcome) = try await desk.cancel(order.id, by: "ann")
        #expect(outcome.word == "ended")
        #expect(record.status == .cancelled)
        #expect(record.state.filledBase == 1)
        #expect(record.state.distinctFills.count == 1)
        #expect(try await desk.openNotional(of: world).isZero)
    }

    @Test("A cancel that comes too late leaves the order filled")
    func cancelTooLate() async throws {
        let world = try World()
        let desk = try await world.desk(world.journal())
        let order = try await desk.submit(world.proposal(), world.key())
        try world.venue.trade(order.submission.clientOrderID, 2, phase: .ended(.filled))
        let (record, outcome) = try await desk.cancel(order.id, by: "ann")
        #expect(outcome.word == "notLive")
        #expect(record.status == .filled)
    }

    @Test(
        "A cancel that is only requested, refused or lost proves no end",
        arguments: ["requested", "rejected", "unknown", "notSent"])
    func cancelWithoutProof(word: String) async throws {
        let world = try World()
        let journal = world.journal()
        let desk = try await world.desk(journal)
        let order = try await desk.submit(world.proposal(), world.key())
        let outcomes: [CancelOutcome] = [
            .requested, .rejected(FakeVenue.down), .unknown(FakeVenue.down), .notSent(FakeVenue.down),
        ]
        let scripted = outcomes.first { $0.word == word }
        world.venue.script { $0.cancelOutcome = scripted }
        let (record, outcome) = try await desk.cancel(order.id, by: "ann")
        #expect(outcome == scripted)
        #expect(record.status == .submitted)
        #expect(journal.entries.map(\.event).contains(.cancelAnswered(word)))
        #expect(try await desk.openNotional(of: world) == 200)
    }

    @Test("Cancelling what does not exist is an error, and a dead journal stops the cancel before the venue")
    func cancelErrors() async throws {
        let world = try World()
        let desk = try await world.desk(world.journal(dyingAt: (2, .lost)))
        await #expect(throws: DeskError.self) { try await desk.cancel(OrderID(rawValue: "order_x"), by: "ann") }
        let order = try await desk.submit(world.proposal(), world.key())
        await #expect(throws: DeskError.self) { try await desk.cancel(order.id, by: "ann") }
        #expect(world.venue.state.withLock { $0.cancels } == 0)
    }

    @Test("The kill switch survives a restart, and so does its release")
    func killSwitch() async throws {
        let world = try World()
        let journal = world.journal()
        let desk = try await world.desk(journal)
        try await desk.setKillSwitch(true, by: "ann", reason: "test")
        let restarted = try await world.desk(world.journal(journal.entries))
        let refused = try await restarted.submit(world.proposal(), world.key())
        #expect(refused.verdicts.filter { !$0.passed }.map(\.gate) == [.killSwitch])
        try await desk.setKillSwitch(false, by: "ann", reason: "over")
        let released = try await world.desk(world.journal(journal.entries))
        #expect(try await released.submit(world.proposal(), world.key("next")).isApproved)
    }

    @Test("A kill switch that cannot be journaled is on all the same; a release that cannot is not")
    func killSwitchFailsClosed() async throws {
        let world = try World()
        let desk = try await world.desk(world.journal(dyingAt: (0, .lost)))
        await #expect(throws: DeskError.self) { try await desk.setKillSwitch(true, by: "ann", reason: "test") }
        #expect(await desk.gate.state.killReason == "test")
        await #expect(throws: DeskError.self) { try await desk.setKillSwitch(false, by: "ann", reason: "over") }
        #expect(await desk.gate.state.killReason == "test")
    }

    @Test("A restarted gate counts what the live one counted", arguments: 0..<20 as Range<UInt64>)
    func replayedGate(seed: UInt64) async throws {
        var random = SeededTrading(seed: seed)
        let world = try World()
        let journal = world.journal()
        let desk = try await world.desk(journal)
        for index in 0..<30 {
            let script = FakeVenue.Script.allCases.randomElement(using: &random) ?? .accept
            world.venue.script { $0.script = script }
            world.clock.advance(by: .milliseconds(Int.random(in: 0...9_000_000, using: &random)))
            let record = try await desk.submit(world.proposal(bot: "b\(index % 3)"), world.key("\(index)"))
            if Bool.random(using: &random) { _ = try await desk.refresh(record.id) }
            if Bool.random(using: &random) { _ = try await desk.cancel(record.id, by: "ann") }
        }
        let restarted = try await world.desk(world.journal(journal.entries))
        let (live, replayed) = (await desk.gate.state, await restarted.gate.state)
        let today = world.clock.now.startOfDay
        for counter in [GateState.Counter.user("ann"), .platform(World.fake), .bot("b0"), .bot("b1"), .bot("b2")] {
            #expect(live.count(counter, today) == replayed.count(counter, today))
        }
        #expect(try await desk.openNotional(of: world) == restarted.openNotional(of: world))
        let start = world.clock.now.advanced(by: .seconds(-10))
        #expect(
            live.recentOrders(of: world.proposal(), since: start)
                == replayed.recentOrders(of: world.proposal(), since: start))
    }
}

/// SplitMix64.
struct SeededTrading: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
