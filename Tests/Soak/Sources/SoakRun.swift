import AdapterProtocol
import AdapterRuntime
import Foundation
import Logging
import StreamTesting
import VenueSimulator

/// One soak from the opening of the venues to the report.
struct SoakRun {
    /// How far a run goes.
    enum Course: Sendable {
        /// Until everything is live. What a process makes once is made by then.
        case opening
        /// To the end.
        case whole
    }

    let options: Options
    let course: Course
    private let clock = SystemClock()

    init(options: Options, course: Course) {
        self.options = options
        self.course = course
    }

    enum Failure: Error, CustomStringConvertible {
        case notReady
        case noVenue(String)

        var description: String {
            switch self {
            case .notReady: "the simulated venues did not open"
            case .noVenue(let id): "the simulator has no \(id)"
            }
        }
    }

    private static let silent = Logger(label: "soak") { _ in SwiftLogNoOpLogHandler() }

    func run() async throws -> Report {
        let witnesses = Dictionary(
            VenueDesk.ids.map { ($0, EngineWitness(venue: $0)) }, uniquingKeysWith: { first, _ in first })
        let (ready, tell) = AsyncStream.makeStream(of: SimulatorReadiness.self)
        let simulator = try EngineWitness.$present.withValue(witnesses) {
            try Simulator(
                recipes: VenueDesk.ids.map {
                    VenueRecipe(face: VenueDesk.face(of: $0), configuration: FaceConfiguration(seed: options.seed))
                },
                options: SimulatorOptions(portBase: 0, hasControlPort: false, tickMilliseconds: 100),
                logger: Self.silent
            ) { tell.yield($0) }
        }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { tell.finish() }
                do {
                    try await simulator.run()
                } catch is CancellationError {
                    // The soak is over.
                }
            }
            var readiness = ready.makeAsyncIterator()
            guard let places = await readiness.next()?.venues else {
                try await group.next()
                throw Failure.notReady
            }
            defer { group.cancelAll() }
            return try await soak(simulator, places, witnesses)
        }
    }

    private func soak(
        _ simulator: Simulator, _ places: [String: SimulatorReadiness.Venue], _ witnesses: [String: EngineWitness]
    ) async throws -> Report {
        let start = clock.elapsed
        let clock = clock
        let now: @Sendable () -> Duration = { clock.elapsed - start }
        let sockets = ProcessGauge.sockets
        let keys = FileManager.default.temporaryDirectory.appending(path: "bourse-soak-\(getpid())").path()
        defer { try? FileManager.default.removeItem(atPath: keys) }
        let tools = VenueDesk.Tools(http: HTTPTransport(), logger: Self.silent, keys: keys)
        var desks: [VenueDesk] = []
        for id in VenueDesk.ids {
            guard let place = places[id], let exchange = simulator.venue(id), let witness = witnesses[id] else {
                throw Failure.noVenue(id)
            }
            desks.append(try VenueDesk(id, place, exchange: exchange, witness: witness, tools: tools, now: now))
        }
        var report = Report(options: options)
        do {
            report = try await watch(simulator, desks, start: start, report)
        } catch {
            await Self.close(desks)
            await tools.http.shutdown()
            throw error
        }
        await Self.close(desks)
        await tools.http.shutdown()
        report.failures += await LeakCheck(clock: clock, desks: desks, sockets: sockets).failures()
        report.describe(desks, took: now())
        return report
    }

    private func watch(
        _ simulator: Simulator, _ desks: [VenueDesk], start: Duration, _ report: Report
    ) async throws -> Report {
        var report = report
        let clock = clock
        let accounts = AccountCheck(
            clock: clock, desks: desks, begin: clock.now.advanced(by: .zero - (clock.elapsed - start)))
        try await withThrowingTaskGroup(of: Void.self) { readers in
            for desk in desks { readers.addTask { await desk.read() } }
            report.failures += await BookCheck(clock: clock, desks: desks).waitUntilLive()
            guard course == .whole else {
                await Self.close(desks)
                return
            }
            let tell: @Sendable (String) -> Void = { text in
                if options.isVerbose { Soak.say("\(Report.seconds(clock.elapsed - start)) \(text)") }
            }
            tell("everything is live")
            var dealer = FaultDealer(simulator, desks, clock, start: start, seed: options.seed, tell: tell)
            let end = .seconds(options.minutes * 60) - Report.settling
            try await withThrowingTaskGroup(of: Void.self) { placers in
                for (index, desk) in desks.enumerated() {
                    var placer = try OrderPlacer(desk, clock, seed: options.seed &+ UInt64(index))
                    placers.addTask { await placer.place() }
                }
                try await dealer.run(until: end)
                placers.cancelAll()
            }
            dealer.finish()
            tell("no more misfortunes")
            report.deals = dealer.deals
            report.memory = dealer.memory
            report.failures += await accounts.cancelAll()
            for desk in desks { desk.exchange.freezeMarket(true) }
            tell("the markets stand still")
            report.failures += await BookCheck(clock: clock, desks: desks).settle()
            tell("the books are settled")
            report.failures += await accounts.settle(tell: tell)
            tell("the accounts are settled")
            report.failures += NoteCheck(desks: desks, deals: report.deals).failures()
            report.failures += MemoryCheck(samples: report.memory).failures()
            await Self.close(desks)
            tell("the streams are closed")
        }
        return report
    }

    private static func close(_ desks: [VenueDesk]) async {
        for desk in desks { desk.notes.change { $0.isClosing = true } }
        for desk in desks { await desk.venue.closeStreams() }
    }
}
