import AdapterConformance
import AdapterProtocol
import Host
import LunoAdapter
import SimulatedBinance
import Testing
import VenueSimulator

@testable import BourseCommand

@Suite("The registry of venues")
struct VenueRegistryTests {
    @Test("The five of the product stand together, in the seed's order")
    func builtIn() throws {
        let registry = try VenueRegistry(VenueModule.builtIn)
        #expect(registry.ids == ["luno", "binance", "kucoin", "kraken", "valr"])
        #expect(registry.ids == VenueRegistry.builtIn.ids)
    }

    @Test("A sixth venue comes behind them, and is found by its id")
    func sixth() throws {
        let registry = try VenueRegistry(VenueModule.builtIn + [VenueModule(renamed("acorn"))])
        #expect(registry.ids.last == "acorn")
        #expect(registry["acorn"]?.face == nil)
        #expect(registry["pebble"] == nil)
        #expect(Set(registry.adapters.keys) == Set(registry.profiles.map(\.id)))
    }

    @Test("Two venues of one id, a word of the command line and another venue's simulated exchange are refused")
    func refused() {
        let acorn = VenueModule(renamed("acorn"))
        #expect(throws: VenueRegistryError.duplicate(acorn.id)) { try VenueRegistry([acorn, acorn]) }
        #expect(throws: VenueRegistryError.duplicate(LunoAdapter.id)) {
            try VenueRegistry(VenueModule.builtIn + [VenueModule(LunoAdapter())])
        }
        let all = VenueID(rawValue: "all")
        #expect(throws: VenueRegistryError.reserved(all)) {
            try VenueRegistry([VenueModule(renamed("all"))])
        }
        #expect(throws: VenueRegistryError.foreignFace(acorn.id, face: VenueID(rawValue: "binance"))) {
            try VenueRegistry([VenueModule(renamed("acorn"), face: BinanceFace.self)])
        }
    }

    @Test("Commands see the venues of their own task, and child tasks of it do too")
    func current() async throws {
        let registry = try VenueRegistry([VenueModule(renamed("acorn"))])
        await VenueRegistry.$current.withValue(registry) {
            #expect(VenueModule.named("acorn") != nil)
            async let inChild = VenueModule.named("acorn")
            #expect(await inChild != nil)
            #expect(throws: ExitReason.self) { try VenueRegistry.current.require("binance") }
        }
        #expect(VenueModule.named("acorn") == nil)
        #expect(try VenueRegistry.current.require("binance").id.rawValue == "binance")
    }

    @Test("Without a simulated exchange that is said, and what to name instead")
    func faceless() throws {
        let module = VenueModule(renamed("acorn"))
        let reason = #expect(throws: ExitReason.self) { try module.requireFace() }
        #expect(reason?.code == .usage)
        #expect(reason?.message.contains("acorn has no simulated exchange") == true)
        #expect(reason?.message.contains("--environment") == true)
    }

    @Test("A configuration names a sixth venue under its own bot limit, and must name it")
    func configuration() throws {
        let registry = try VenueRegistry(VenueModule.builtIn + [VenueModule(renamed("acorn"))])
        func read(_ ids: [String], acorn: String) throws -> HostConfiguration {
            let entries = ids.map { "  - id: \($0)\n" }.joined()
            let text = """
                version: 1
                environment: simulated
                venues:
                \(entries)\(acorn)
                risk:
                  trading_enabled: true
                  max_order_notional:
                    USDT: "250"
                  max_open_notional:
                    USDT: "1000"
                """
            return try HostConfiguration.read(
                text, file: "adapters.yaml", profiles: registry.profiles, environment: [:])
        }
        let ours = VenueRegistry.builtIn.ids
        let configuration = try read(ours, acorn: "  - id: acorn\n    bot_limit: 3")
        #expect(configuration.venues.last?.id.rawValue == "acorn")
        #expect(configuration.venues.last?.botLimit == 3)
        #expect(throws: ConfigurationError.self) { try read(ours, acorn: "  - id: acorn\n    bot_limit: 6") }
        #expect(throws: ConfigurationError.self) { try read(ours, acorn: "") }
    }
}

/// Luno's adapter under another id: whose adapter it is does not matter to a registry.
private func renamed(_ id: String) -> AdapterProxy {
    let luno = LunoAdapter.profile
    var adapter = AdapterProxy(LunoAdapter(), Unchanged())
    adapter.profile = VenueProfile(
        id: VenueID(rawValue: id), displayName: luno.displayName, botLimit: luno.botLimit,
        quoteAssets: luno.quoteAssets, credentialFields: luno.credentialFields, icon: luno.icon, color: luno.color,
        region: luno.region)
    return adapter
}

private struct Unchanged: AdapterProxy.Weaver {
    func weave<Output: Sendable>(_ flow: Flow<Output>, of operation: AdapterProxy.Operation) -> Flow<Output> { flow }
}
