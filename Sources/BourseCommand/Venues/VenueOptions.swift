import AdapterProtocol
import AdapterRuntime
import ArgumentParser
import Foundation
import Logging
import VenueSimulator

/// Which venue, where, and how to show the answer: shared by every command that talks to one.
struct VenueOptions: ParsableArguments {
    @Argument(help: "The venue, for example binance.")
    var venue: String

    @Option(help: "Base URL of the venue's REST interface, for example a simulator's.")
    var rest: String?

    @Option(help: "One of the venue's own environments: production, testnet, demo.")
    var environment: String?

    @Option(help: "PEM file with a further trust root, for a simulator with --tls.")
    var ca: String?

    @Option(help: "Base URL of the venue's market streams, for example a simulator's ws://127.0.0.1:9101.")
    var streamsPublic: String?

    @Option(help: "Base URL of the account's streams.")
    var streamsPrivate: String?

    @Flag(help: "One line of JSON instead of text for people.")
    var json = false

    /// Runs a command against the connected venue and turns every error into its exit code.
    func withVenue(_ body: (any Venue) async throws -> Void) async throws {
        try await withTransport { transport in try await body(try target().connect(transport)) }
    }

    /// Lends what carries requests, and turns every error into its exit code.
    func withTransport(_ body: (HTTPTransport) async throws -> Void) async throws {
        let transport = HTTPTransport(configuration: .init(trustRootsFile: ca))
        do {
            try await body(transport)
            await transport.shutdown()
        } catch let error as VenueError {
            await transport.shutdown()
            ExitReason(error).leave(asJSON: json)
        } catch let reason as ExitReason {
            await transport.shutdown()
            reason.leave(asJSON: json)
        }
    }

    func symbol(_ text: String) throws -> Symbol {
        guard let symbol = Symbol(text) else {
            throw ExitReason(.usage, "'\(text)' is not BASE/QUOTE, for example BTC/USDT")
        }
        return symbol
    }

    /// Where to connect: `--rest`, a named environment, or a running simulator; never production by accident.
    func target() throws -> VenueTarget {
        var target = try place()
        guard streamsPublic != nil || streamsPrivate != nil else { return target }
        for root in [streamsPublic, streamsPrivate] { try checkStreams(root) }
        let known = target.environment.streams
        guard let market = streamsPublic ?? known?.market ?? streamsPrivate,
            let account = streamsPrivate ?? known?.account ?? streamsPublic
        else { return target }
        target.environment = VenueEnvironment(
            name: target.environment.name, rest: target.environment.rest, isRealMoney: target.environment.isRealMoney,
            missing: target.environment.missing, streams: StreamRoots(market: market, account: account))
        return target
    }

    private func checkStreams(_ root: String?) throws {
        guard let root else { return }
        guard let url = URL(string: root), let scheme = url.scheme, ["ws", "wss"].contains(scheme),
            let host = url.host()
        else { throw ExitReason(.usage, "'\(root)' is not a stream's base URL, for example ws://127.0.0.1:9101") }
        guard Self.isThisMachine(host) || (environment != nil && scheme == "wss") else {
            throw ExitReason(
                .usage, "streams outside this machine need wss and --environment: no key goes where nobody named")
        }
    }

    private static func isThisMachine(_ host: String) -> Bool { ["127.0.0.1", "localhost", "::1"].contains(host) }

    private func place() throws -> VenueTarget {
        let module = try VenueRegistry.current.require(venue)
        if let environment { return try named(environment, module) }
        if let rest { return try custom(rest, module) }
        guard let running = RunningSimulator.current?.venues[venue] else {
            _ = try module.requireFace()
            throw ExitReason(
                .unavailable,
                "no running simulator for \(venue); start 'bourse simulate', or name --rest URL or --environment")
        }
        let place = VenueEnvironment(
            name: "simulated", rest: running.rest, isRealMoney: false, streams: running.streams.map { StreamRoots($0) })
        return VenueTarget(
            module: module, environment: place,
            credentials: try KeyVariables.credentials(of: module.profile) ?? KeyVariables.credentials(of: running))
    }

    private func named(_ name: String, _ module: VenueModule) throws -> VenueTarget {
        guard let known = module.environments.first(where: { $0.name == name }) else {
            let names = module.environments.map(\.name).joined(separator: ", ")
            throw ExitReason(.usage, "\(venue) has the environments \(names)")
        }
        let place = VenueEnvironment(
            name: known.name, rest: rest ?? known.rest, isRealMoney: known.isRealMoney, missing: known.missing,
            streams: known.streams)
        return VenueTarget(
            module: module, environment: place, credentials: try KeyVariables.credentials(of: module.profile))
    }

    private func custom(_ rest: String, _ module: VenueModule) throws -> VenueTarget {
        guard let url = URL(string: rest), let scheme = url.scheme, ["http", "https"].contains(scheme),
            let host = url.host()
        else { throw ExitReason(.usage, "'\(rest)' is not a base URL, for example http://127.0.0.1:9101") }
        guard Self.isThisMachine(host) else {
            throw ExitReason(
                .usage, "--rest outside this machine also needs --environment, so that real money is named")
        }
        let base = rest.hasSuffix("/") ? String(rest.dropLast()) : rest
        let simulated = RunningSimulator.current?.venues[venue].flatMap { $0.rest == base ? $0 : nil }
        return VenueTarget(
            module: module,
            environment: VenueEnvironment(
                name: "simulated", rest: base, isRealMoney: false,
                streams: simulated?.streams.map { StreamRoots($0) }),
            credentials: try KeyVariables.credentials(of: module.profile) ?? simulated.flatMap(KeyVariables.credentials)
        )
    }
}

/// A venue to connect to.
struct VenueTarget: Sendable {
    let module: VenueModule
    var environment: VenueEnvironment
    let credentials: Credentials?

    /// Connects to follow the market. Where another process owns the key it is left out: a venue whose keys have owners
    /// streams its market without one.
    func follow(
        _ transport: any Transport, _ streams: any StreamTransport, _ recorder: (any StreamRecorder)?
    ) throws(VenueError) -> any Venue & StreamInterface {
        do throws(VenueError) {
            return try connect(transport, streams: streams, recorder: recorder)
        } catch {
            guard error.kind == .refusedLocally, credentials != nil else { throw error }
            let keyless = VenueTarget(module: module, environment: environment, credentials: nil)
            return try keyless.connect(transport, streams: streams, recorder: recorder)
        }
    }

    func connect(
        _ transport: any Transport, streams: (any StreamTransport)? = nil, recorder: (any StreamRecorder)? = nil
    ) throws(VenueError) -> any Venue & StreamInterface {
        try module.connect(
            .init(
                environment: environment, credentials: credentials, transport: transport, streamTransport: streams,
                streamRecorder: recorder, logger: CommandLogger.make()))
    }
}
