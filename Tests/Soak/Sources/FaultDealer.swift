import AdapterProtocol
import AdapterRuntime
import VenueSimulator

/// A misfortune that was dealt.
struct Deal: Sendable {
    let venue: String
    let misfortune: Misfortune
    let from: Duration
    var until: Duration
    /// Whether it has struck at all.
    var hasStruck = false

    /// Whether it may be the reason of something at that time.
    func covers(_ time: Duration) -> Bool { time >= from && time <= until + misfortune.reach }
}

/// Deals one misfortune after the other, each to one venue, and takes each back before the next.
struct FaultDealer {
    private let simulator: Simulator
    private let desks: [VenueDesk]
    private let clock: SystemClock
    private let start: Duration
    private var random: SoakRandom
    private(set) var deals: [Deal] = []
    /// Memory of the process now and then.
    private(set) var memory: [MemorySample] = []
    private let tell: (String) -> Void

    init(
        _ simulator: Simulator, _ desks: [VenueDesk], _ clock: SystemClock, start: Duration, seed: UInt64,
        tell: @escaping (String) -> Void
    ) {
        self.simulator = simulator
        self.desks = desks
        self.clock = clock
        self.start = start
        self.tell = tell
        random = SoakRandom(seed: seed ^ 0xFA17)
    }

    private var now: Duration { clock.elapsed - start }

    /// Deals until `end`. Every two to five seconds: faults must meet recoveries that are not over.
    mutating func run(until end: Duration) async throws {
        while now < end {
            deal(end - now)
            try await clock.sleep(for: .milliseconds(2_000 + random.below(3_000)))
            takeBack()
            memory.append(MemorySample())
        }
    }

    /// Nothing goes wrong any more; a last cut lets every account be read anew.
    mutating func finish() {
        simulator.faults = FaultPlan()
        let last = Misfortune(name: "the last cut", closesAll: true, explains: [.disconnected])
        for desk in desks {
            desk.exchange.disturb(.freezeChecksum(false))
            desk.exchange.disturb(.delaySnapshots(milliseconds: 0))
            desk.exchange.closeStreams()
            deals.append(Deal(venue: desk.id, misfortune: last, from: now, until: now, hasStruck: true))
        }
    }

    private mutating func deal(_ left: Duration) {
        guard let desk = random.pick(desks) else { return }
        let fitting = Misfortune.all(of: desk.id, silenceLimit: desk.silenceLimit).filter { $0.needs <= left }
        guard let misfortune = random.pick(fitting) else { return }
        tell("\(desk.id): \(misfortune.name)")
        deals.append(Deal(venue: desk.id, misfortune: misfortune, from: now, until: now))
        let faults = misfortune.faults.map {
            Fault(venue: desk.id, operation: $0.operation, occurrence: $0.occurrence, action: $0.action)
        }
        simulator.faults = FaultPlan(seed: random.next(), faults: faults)
        if let disturbance = misfortune.disturbance { desk.exchange.disturb(disturbance) }
        if misfortune.closesAll { desk.exchange.closeStreams(code: 1001, reason: "") }
        if misfortune.freezes { desk.exchange.freezeMarket(true) }
    }

    private mutating func takeBack() {
        guard var deal = deals.popLast() else { return }
        let hits = simulator.faults.counts.map(\.hit).reduce(0, +)
        simulator.faults = FaultPlan()
        let misfortune = deal.misfortune
        deal.hasStruck = hits > 0 || misfortune.disturbance != nil || misfortune.closesAll || misfortune.freezes
        if let desk = desks.first(where: { $0.id == deal.venue }) {
            if let undoing = misfortune.undoing { desk.exchange.disturb(undoing) }
            if misfortune.freezes { desk.exchange.freezeMarket(false) }
        }
        deal.until = now
        deals.append(deal)
    }
}
