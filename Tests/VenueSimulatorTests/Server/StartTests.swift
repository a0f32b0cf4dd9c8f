import Logging
import Testing
import VenueSimulator
import WebServing

@Suite("Starting a simulation")
struct StartTests {
    private let echo = VenueRecipe(face: EchoFace.self, configuration: FaceConfiguration(seed: 7))
    private let sixth = VenueRecipe(face: SixthFace.self, configuration: FaceConfiguration(seed: 7))

    @Test("The ready line has the documented keys, explicit nulls and the seed's order of venues")
    func readyLine() throws {
        let key = SimulatedCredentials(apiKey: "k", apiSecret: "a\"\\\n")
        let venue = SimulatorReadiness.Venue(
            rest: "http://127.0.0.1:9101", streams: nil, credentials: [.otherIP: key, .trade: key])
        let readiness = SimulatorReadiness(
            venues: ["valr": venue, "acme": venue, "luno": venue], control: nil, ca: nil)
        let keys = #""trade":{"apiKey":"k","apiSecret":"a\"\\\n","passphrase":null}"#
        let other = keys.replacing("trade", with: "otherIP")
        let text = #"{"rest":"http://127.0.0.1:9101","streams":null,"credentials":{"# + keys + "," + other + "}}"
        #expect(
            readiness.line
                == #"{"ready":true,"venues":{"luno":"# + text + #","valr":"# + text + #","acme":"# + text
                + #"},"control":null}"#
        )
    }

    @Test("A served simulation reports bound addresses and the face's keys")
    func readiness() async throws {
        try await withSimulator([sixth, echo]) { served async throws in
            let binance = try #require(served.readiness.venues["binance"])
            #expect(binance.credentials[.trade]?.apiKey == "trade7")
            #expect(try served.port() > 0)
            #expect(try served.port("acme") != served.port())
            #expect(served.readiness.control?.hasPrefix("http://127.0.0.1:") == true)
            #expect(try await served.ask("GET /now", port: try served.port("acme"))?.text == "1000")
        }
    }

    @Test("A fixed base puts binance on base + 1, control on base + 5 and a sixth venue on base + 6")
    func fixedPorts() async throws {
        try await withSimulator { probe async throws in
            // The running probe's ephemeral port is taken, so a base beside it proves both halves.
            let taken = try probe.port()
            // One port at a time, for the ports beside it may be another test's.
            func options(_ base: Int, control: Bool = false) -> SimulatorOptions {
                SimulatorOptions(portBase: base, hasControlPort: control, tickMilliseconds: nil)
            }
            await #expect(throws: ServingError.portInUse(host: "127.0.0.1", port: taken)) {
                try await withSimulator([echo], options: options(taken - 1)) { _ in }
            }
            await #expect(throws: ServingError.portInUse(host: "127.0.0.1", port: taken)) {
                try await withSimulator([sixth], options: options(taken - 6)) { _ in }
            }
            let control = await #expect(throws: ServingError.self) {
                try await withSimulator([echo], options: options(taken - 5, control: true)) { _ in }
            }
            let own = [taken, taken - 4].map { ServingError.portInUse(host: "127.0.0.1", port: $0) }
            #expect(own.contains { $0 == control })
            #expect(try await probe.ask("GET /now")?.status == 200)
        }
    }

    @Test(
        "A base that leaves no valid port is refused before anything is bound", arguments: [-1, 65_531, 65_536, .max])
    func badBase(base: Int) {
        #expect(throws: SimulatorError.portBaseOutOfRange(base)) {
            try Simulator(recipes: [echo], options: SimulatorOptions(portBase: base), logger: silent) { _ in }
        }
    }

    @Test("Two recipes of one venue, an unknown switch and a damaged snapshot are refused")
    func badRecipes() {
        func start(_ recipes: [VenueRecipe]) throws {
            _ = try Simulator(recipes: recipes, logger: silent) { _ in }
        }
        #expect(throws: SimulatorError.duplicateVenue("binance")) { try start([echo, echo]) }
        let misspelt = FaceConfiguration(seed: 1, switches: ["greetings": "hi"])
        #expect(throws: SimulatorError.face(venue: "binance", .unknownSwitch(name: "greetings"))) {
            try start([VenueRecipe(face: EchoFace.self, configuration: misspelt)])
        }
        #expect(throws: SimulatorError.face(venue: "binance", .unreadableSnapshot(reason: "not a number"))) {
            try start([VenueRecipe(face: EchoFace.self, configuration: FaceConfiguration(seed: 1), snapshot: [1])])
        }
    }

    @Test("Time moves only with the injected clock, and the ticker lets the market follow it")
    func clock() async throws {
        let clock = ManualSimulatorClock(at: SimulatedInstant(milliseconds: 5_000))
        try await withSimulator(options: SimulatorOptions(portBase: 0, tickMilliseconds: 100), clock: clock) {
            served async throws in
            #expect(try await served.ask("GET /now")?.text == "5000")
            await clock.waitForSleepers(1)
            clock.advance(byMilliseconds: 250)
            #expect(try await served.ask("GET /now")?.text == "5250")
            // The ticker is asleep again only after its tick.
            await clock.waitForSleepers(1)
        }
    }
}
