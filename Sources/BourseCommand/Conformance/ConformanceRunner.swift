import AdapterConformance
import AdapterProtocol
import AdapterRuntime
import Foundation
import VenueSimulator

/// Examines a venue's adapter at one kind of place.
struct ConformanceRunner: Sendable {
    /// Where adapters are examined.
    enum Place: Sendable, Hashable {
        /// At the simulated exchange in this process, on a virtual clock.
        case simulated
        /// On recordings: those at a path, else those that are shipped.
        case recorded(String?)
        /// Over HTTP.
        case endpoint(rest: String?, environment: String?, ca: String?)
    }

    var place: Place
    var mayTrade = false
    /// Whether orders may cost real money.
    var isConfirmed = false
    var symbol: Symbol?
    /// Prefix of the ids of the cases to run.
    var only = ""
    /// Nil takes 1 where everything begins anew, and a random one where earlier client ids are remembered.
    var seed: UInt64?
    /// Whether what an offline run asks is asked once more at the end, and recorded.
    var isRecording = false
    /// Where the streams of an endpoint are, beside what the environment says.
    var streamsPublic: String?
    /// Where the account's are.
    var streamsPrivate: String?

    func run(
        _ module: VenueModule, progress: (ConformanceSuite.Progress) -> Void = { _ in }
    ) async throws -> ConformanceRun {
        switch place {
        case .recorded(let path):
            let recordings = try RecordingsFiles.read(module.profile.id.rawValue, at: path)
            let documents = try VenueDocuments(module, at: path)
            return try await examine(subject(module, documents, recordings: recordings), seed ?? 1, progress)
        case .simulated:
            let keys = FileManager.default.temporaryDirectory.appending(path: "bourse-\(UUID().uuidString)").path()
            defer { try? FileManager.default.removeItem(atPath: keys) }
            let seed = seed ?? 1
            let endpoint = try SimulatedEndpoint.make(module, seed: seed, keyDirectory: keys, mayTrade: mayTrade)
            let subject = subject(module, try VenueDocuments(module), endpoint: endpoint)
            return try await examine(subject, seed, progress)
        case .endpoint(let rest, let environment, let ca):
            let transport = HTTPTransport(configuration: .init(trustRootsFile: ca))
            do {
                var endpoint = try self.endpoint(module, rest, environment, transport)
                if endpoint.environment.streams != nil {
                    endpoint.streams = NIOStreamTransport(configuration: .init(trustRootsFile: ca))
                }
                let subject = subject(module, try VenueDocuments(module), endpoint: endpoint)
                let run = try await examine(subject, seed ?? SystemRandomSource().next(), progress)
                await transport.shutdown()
                return run
            } catch {
                await transport.shutdown()
                throw error
            }
        }
    }

    private func subject(
        _ module: VenueModule, _ documents: VenueDocuments, recordings: Recordings? = nil,
        endpoint: ConformanceEndpoint? = nil
    ) -> ConformanceSubject {
        ConformanceSubject(
            adapter: module.adapter, recordings: recordings, documentedErrors: documents.errors,
            publishedLimits: documents.limits, streamScenarios: documents.streams, endpoint: endpoint, symbol: symbol)
    }

    private func examine(
        _ subject: ConformanceSubject, _ seed: UInt64, _ progress: (ConformanceSuite.Progress) -> Void
    ) async throws -> ConformanceRun {
        let startedAt = subject.endpoint?.clock.now ?? subject.recordings?.recordedAt ?? Timestamp(milliseconds: 0)
        let random = SeededRandomSource(seed: seed)
        let report = try await ConformanceSuite { $0.id.hasPrefix(only) }.run(
            subject, random: random, limit: limit(subject), progress: progress)
        var run = ConformanceRun(report: report, seed: seed, startedAt: startedAt)
        if isRecording, report.isComplete, let endpoint = subject.endpoint {
            // Asked once more: no fault was in between, and the account has a history now.
            (endpoint.transport as? FaceTransport)?.freezeMarket()
            let reads = try await ConformanceSuite(Recordings.isAskedOffline).run(subject, random: random)
            run.recordings = try reads.recorded?.shippable(
                hiding: Array(endpoint.keys.values), of: subject.adapter.profile)
        }
        return run
    }

    /// The longest case takes seconds on a virtual clock, also in a debug build; at a venue it may wait for minutes for
    /// limits and bounds. Whoever needs more than this waits for something that does not come.
    private func limit(_ subject: ConformanceSubject) -> CaseLimit {
        let isReal = subject.endpoint.map { !($0.clock is ManualClock) } ?? false
        return CaseLimit(.seconds(isReal ? 1_800 : 120))
    }

    private func endpoint(
        _ module: VenueModule, _ rest: String?, _ environment: String?, _ transport: any Transport
    ) throws -> ConformanceEndpoint {
        var options = VenueOptions()
        options.venue = module.profile.id.rawValue
        options.rest = rest
        options.environment = environment
        options.streamsPublic = streamsPublic
        options.streamsPrivate = streamsPrivate
        let target = try options.target()
        if mayTrade { try requireConfirmation(target.environment, isConfirmed) }
        var keys: [ConformanceEndpoint.KeyRole: Credentials] = [:]
        if environment == nil, let running = RunningSimulator.current?.venues[options.venue],
            running.rest == target.environment.rest
        {
            for (role, key) in running.credentials { keys[ConformanceEndpoint.KeyRole(role)] = Credentials(key) }
        }
        if let key = target.credentials { keys[.trade] = key }
        let clock = SystemClock()
        return ConformanceEndpoint(
            environment: target.environment, transport: transport, clock: clock, keys: keys,
            nonces: NonceStores.shared(by: module, in: KeyDirectory.path(for: target.environment), clock: clock),
            mayTrade: mayTrade)
    }
}
