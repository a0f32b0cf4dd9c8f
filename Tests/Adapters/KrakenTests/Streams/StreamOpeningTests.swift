import AdapterProtocol
import AdapterTesting
import KrakenAdapter
import Testing

/// Where connections are opened, with what, and how they are kept (kraken.md A.1, H.3, J.1).
@Suite("Opening streams")
struct StreamOpeningTests {
    private let adapter = Sample.adapter

    @Test("Market and account have hosts of their own and the same path")
    func roots() throws {
        let environment = try #require(adapter.environments.first)
        #expect(environment.streams?.market == "wss://ws.kraken.com")
        #expect(environment.streams?.account == "wss://ws-auth.kraken.com")
        let market = try #require(adapter.openMarketStream([]).run(script: []).output)
        #expect(market.root == .market && market.path == "/v2" && market.token == nil)
    }

    @Test("The account's connection has a token first: a signed read that may be repeated")
    func token() throws {
        let run = adapter.openAccountStream().run(try Sample.ok("rest-get-websockets-token"))
        let address = try #require(run.output)
        let call = try #require(run.calls.first)
        #expect(call.path == "/0/private/GetWebSocketsToken" && call.isSigned && call.intent == .read)
        #expect(address.root == .account && address.path == "/v2")
        let told = try Sample.result("rest-get-websockets-token")["token"]?.plain
        #expect(address.token?.withBytes { String(decoding: $0, as: UTF8.self) } == told)
        #expect(!"\(address)".contains(told ?? "?"), "a token is never shown")
    }

    @Test("K.6 a key without the right for streams is told as such")
    func permission() throws {
        let run = adapter.openAccountStream().run(.refused("EGeneral:Permission denied"))
        #expect(run.failure?.kind == .permission)
        #expect(adapter.openAccountStream().run(.result("{\"expires\":900}")).failure?.kind == .undecodable)
    }

    @Test("K.15 every connection asks for a token of its own")
    func fresh() throws {
        for _ in 0..<2 {
            let run = adapter.openAccountStream().run(try Sample.ok("rest-get-websockets-token"))
            #expect(run.calls.count == 1)
        }
    }

    @Test("K.19 one connection carries the whole account, so one token; market data has none")
    func oneToken() throws {
        let rules = try #require(adapter.accountStreamRules)
        #expect(rules.connections == 1 && rules.topicsPerConnection == .max && rules.symbolsPerConnection == .max)
        let market = adapter.openMarketStream([]).run(script: [])
        #expect(market.calls.isEmpty && market.output != nil && market.output?.token == nil)
    }

    @Test("A market connection carries 200 symbols, as level 3 allows, and several topics of each")
    func symbols() throws {
        let rules = try #require(adapter.marketStreamRules)
        #expect(rules.symbolsPerConnection == 200)
        #expect(rules.topicsPerConnection > rules.symbolsPerConnection)
    }

    @Test("Rules: ten seconds of silence, five frames a second, five seconds between attempts")
    func rules() throws {
        for rules in [adapter.marketStreamRules, adapter.accountStreamRules] {
            let rules = try #require(rules)
            #expect(rules.silenceLimit == .seconds(10))
            #expect(rules.sendSpacing == .milliseconds(200))
            #expect(rules.backoff.first == .zero)
            #expect(rules.backoff.dropFirst().allSatisfy { $0 >= .seconds(5) && $0 <= .seconds(60) })
        }
    }
}
