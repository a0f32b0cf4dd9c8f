import AdapterProtocol
import Testing
import VenueSimulator

/// What the protocols do not model can be read at every venue, with and without the key, and nothing can be changed.
@Suite("Raw reads at every venue")
struct RawReadTests {
    /// A signed and a public endpoint of each, and one that changes something.
    private static let paths = [
        "luno": (signed: "/api/1/balance", open: "/api/1/tickers", change: "/api/1/postorder"),
        "binance": (signed: "/api/v3/account", open: "/api/v3/time", change: "/api/v3/order"),
        "kucoin": (signed: "/api/v1/accounts", open: "/api/v1/timestamp", change: "/api/v1/hf/orders"),
        "kraken": (signed: "/0/private/BalanceEx", open: "/0/public/Time", change: "/0/private/AddOrder"),
        "valr": (signed: "/v1/account/balances", open: "/v1/public/time", change: "/v1/orders/limit"),
    ]

    @Test("The venue's bytes come back", arguments: SimulatedConnection.venues)
    func reading(_ id: String) async throws {
        let paths = try #require(Self.paths[id])
        try await SimulatedConnection.open(id) { venue, _ in
            #expect(venue.capabilities[.rawRead] == .native)
            for (path, isSigned) in [(paths.signed, true), (paths.open, false)] {
                let body = try await venue.rawRead(try RawRead(path, isSigned: isSigned))
                #expect(body.first == 0x7B || body.first == 0x5B, "\(path)")
            }
        }
    }

    @Test(
        "An endpoint that changes something, and a host that is not the venue's, are not reached",
        arguments: SimulatedConnection.venues)
    func changing(_ id: String) async throws {
        let paths = try #require(Self.paths[id])
        try await SimulatedConnection.open(id) { venue, symbol in
            for path in [paths.change, "/", "/other/endpoint"] {
                await #expect(throws: VenueError.self) {
                    try await venue.rawRead(try RawRead(path, [.init("symbol", "BTCUSDT")], isSigned: true))
                }
            }
            let open = try await venue.openOrders(on: nil)
            #expect(open.isEmpty)
        }
    }

    @Test("A refusal is read by the venue's table", arguments: SimulatedConnection.venues)
    func refusal(_ id: String) async throws {
        let path = try #require(Self.paths[id]).signed
        try await SimulatedConnection.open(id, role: .expired) { venue, _ in
            let error = await #expect(throws: VenueError.self) {
                try await venue.rawRead(try RawRead(path, isSigned: true))
            }
            #expect(error?.effect == .notExecuted(.read))
        }
    }
}
