import AdapterProtocol
import Synchronization
import Testing

@testable import Trading

/// The clock of these worlds refuses to sleep, so that the desk's loop ends after one beat.
@Suite("The running desk settles what is unknown and follows what is open")
struct DeskFollowingTests {
    @Test("One beat books what traded behind the desk's back; the next look comes after the interval, not before")
    func followsOpenOrders() async throws {
        let world = try World()
        let desk = try await world.desk(world.journal())
        let order = try await desk.submit(world.proposal(), world.key())
        try world.venue.trade(order.submission.clientOrderID, 1, phase: .working)
        await desk.run()
        #expect(await desk.order(order.id)?.status == .partiallyFilled)
        #expect(await desk.order(order.id)?.state.unexplainedBase == 0)
        try world.venue.trade(order.submission.clientOrderID, 1, phase: .ended(.filled))
        world.clock.advance(by: OrderDesk.refreshInterval - .milliseconds(1))
        await desk.run()
        #expect(await desk.order(order.id)?.status == .partiallyFilled)
        world.clock.advance(by: .milliseconds(1))
        await desk.run()
        #expect(await desk.order(order.id)?.status == .filled)
        #expect(await desk.order(order.id)?.state.filledBase == 2)
        #expect(await desk.unfinished.isEmpty)
    }

    @Test("One beat after a restart settles the lost order and opens its platform")
    func settlesAfterRestart() async throws {
        let world = try World(.lostButLive)
        let journal = world.journal()
        let order = try await world.desk(journal).submit(world.proposal(), world.key())
        let desk = try await world.desk(world.journal(journal.entries))
        #expect(await desk.reconcilingPlatforms == [World.fake])
        await desk.run()
        #expect(await desk.reconcilingPlatforms.isEmpty)
        #expect(await desk.order(order.id)?.status == .submitted)
    }

    @Test("An order that is only presumed absent does not close its platform for ever, and still counts")
    func presumedAbsentAfterRestart() async throws {
        let world = try World(.lostAndAbsent)
        let journal = world.journal()
        let order = try await world.desk(journal).submit(world.proposal(), world.key())
        let proof = AbsenceProof(sources: ["order"], fence: .none, readAt: world.clock.now)
        world.venue.script { $0.resolution = .absent(proof) }
        let after = world.journal(journal.entries)
        let desk = try await world.desk(after)
        await desk.reconcile()
        #expect(await desk.reconcilingPlatforms.isEmpty)
        #expect(await desk.order(order.id)?.status == .unknown)
        #expect(try await desk.gate.state.openNotional(on: World.fake, in: world.symbol.quote) == 200)
        let entries = after.entries.count
        await desk.reconcile()
        #expect(after.entries.count == entries)
        let third = try await world.desk(world.journal(after.entries))
        #expect(await third.reconcilingPlatforms.isEmpty)
        #expect(await third.order(order.id)?.needsResolution == true)
    }

    @Test("Facts that contradict each other are asked about again although the order ended")
    func contradictionsAreFollowed() async throws {
        let world = try World()
        let desk = try await world.desk(world.journal())
        let order = try await desk.submit(world.proposal(), world.key())
        try world.venue.trade(order.submission.clientOrderID, 1, phase: .ended(.filled))
        let record = try await desk.refresh(order.id)
        #expect(record.status == .filled)
        #expect(record.state.contradictions == [.filledShort])
        try world.venue.trade(order.submission.clientOrderID, 1, phase: .ended(.filled))
        world.clock.advance(by: OrderDesk.completionInterval)
        await desk.run()
        #expect(await desk.order(order.id)?.state.contradictions.isEmpty == true)
        #expect(await desk.order(order.id)?.state.filledBase == 2)
    }

    @Test("A kill switch thrown while the intent is being flushed stops the order before the venue")
    func killSwitchBetween() async throws {
        let world = try World()
        let journal = HookedJournal(world.journal())
        let desk = OrderDesk(
            platforms: [World.fake: DeskPlatform(venue: world.venue, isEnabled: true)], journal: journal,
            limits: world.limits, clock: world.clock, ids: world.ids, logger: World.logger)
        try await desk.start()
        journal.onIntent { try? await desk.setKillSwitch(true, by: "bob", reason: "smoke") }
        let record = try await desk.submit(world.proposal(), world.key())
        journal.onIntent {}
        #expect(record.status == .rejected)
        #expect(record.result?.word == .notSent)
        #expect(world.venue.placements == 0)
        #expect(try await desk.gate.state.openNotional(on: World.fake, in: world.symbol.quote) == 0)
    }

    @Test("What the gate refused is never cancelled at the venue")
    func cancelOfRefused() async throws {
        let world = try World()
        let desk = try await world.desk(world.journal())
        let refused = try await desk.submit(world.proposal(quantity: 50), world.key())
        let (record, outcome) = try await desk.cancel(refused.id, by: "ann")
        #expect(outcome.word == "notSent")
        #expect(record.status == .rejected)
        #expect(world.venue.state.withLock { $0.cancels } == 0)
    }

    @Test("A triggered market order counts at its trigger where that is dearer than the market")
    func triggerNotional() throws {
        let world = try World()
        let reference = GateFacts.Reference(price: 100, readAt: world.clock.now)
        for (price, notional) in [(120, 240), (80, 200)] as [(ExactDecimal, ExactDecimal)] {
            let request = try OrderRequest(
                clientOrderID: ClientOrderID(bits: 1), symbol: world.symbol, side: .buy,
                type: price > 100 ? .stopMarket : .takeProfit, amount: .base(2),
                trigger: Trigger(price: price, crossing: price > 100 ? .atOrAbove : .atOrBelow))
            #expect(RiskGate.notional(of: request, reference: reference) == notional)
            #expect(RiskGate.notional(of: request, reference: nil) == nil)
        }
    }
}

/// A journal that does something between an intent's flush and the desk's learning of it.
private final class HookedJournal: OrderJournal {
    private let journal: FakeJournal
    private let hook = Mutex<@Sendable () async -> Void>({})

    init(_ journal: FakeJournal) {
        self.journal = journal
    }

    func onIntent(_ action: @escaping @Sendable () async -> Void) { hook.withLock { $0 = action } }

    func append(_ entries: [JournalEntry]) async throws(JournalError) {
        try await journal.append(entries)
        for entry in entries {
            if case .intended = entry.event { await hook.withLock { $0 }() }
        }
    }

    func replay() async throws(JournalError) -> [JournalEntry] { try await journal.replay() }
}
