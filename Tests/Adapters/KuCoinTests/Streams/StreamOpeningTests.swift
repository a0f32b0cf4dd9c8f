import AdapterProtocol
import AdapterTesting
import KuCoinAdapter
import Testing

/// What precedes a connection (kucoin.md I.1, J.1).
@Suite("Opening streams")
struct StreamOpeningTests {
    private let adapter = Sample.adapter

    private func query(_ address: StreamAddress?) -> String? {
        address?.secretQuery?.withBytes { String(decoding: $0, as: UTF8.self) }
    }

    private func told(_ endpoint: String, interval: String = "18000") -> CallResult {
        .data(#"{"token":"a=b","instanceServers":[{"endpoint":"\#(endpoint)","pingInterval":\#(interval)}]}"#)
    }

    @Test("A public token: endpoint as told, token percent-encoded and secret, the venue's ping interval")
    func publicToken() throws {
        let run = adapter.openMarketStream([]).run(try Sample.ok("rest-bullet-public"))
        let address = try #require(run.output)
        #expect(address.root == .told("wss://ws-api-spot.kucoin.com/"))
        #expect(address.path.isEmpty)
        #expect(address.pingInterval == .milliseconds(18_000))
        let query = try #require(self.query(address))
        #expect(query.hasPrefix("token=2neAiuYvAU61ZDXANAGAsiL4-iAExhsBXZxftpOeh_55i3"))
        #expect(query.hasSuffix("Vs9Y%3D.ymP9jIr6v-vucrZr8761yA%3D%3D&connectId=1763800000000"))
        #expect(!"\(address)".contains("2neAiu"))
        let call = try #require(run.calls.first)
        #expect(call.method == .post)
        #expect(call.path == "/api/v1/bullet-public")
        #expect(!call.isSigned)
        #expect(call.intent == .read)
        #expect(call.charges.map(\.cost) == [10])
    }

    @Test("A private token is asked for with a signature over no body, and a body of none (vector 4.9)")
    func privateToken() throws {
        let run = adapter.openAccountStream().run(try Sample.ok("rest-bullet-private"))
        #expect(run.output?.root == .told("wss://ws-api-spot.kucoin.com/"))
        let call = try #require(run.calls.first)
        #expect(call.isSigned)
        let stamp = SigningStamp(venueTime: Timestamp(milliseconds: 1_763_800_008_000), nonce: nil)
        let request = try Sample.signer().seal(call, at: stamp)
        #expect(request.header("KC-API-SIGN") == "iW7+9bWbBilW7C/bUf195XQh1bbk51TppPgBEQBa2PI=")
        #expect(request.body.isEmpty)
        #expect(request.target == "/api/v1/bullet-private")
        let error = try #require(throws: VenueError.self) { try adapter.makeSigner(nil).seal(call, at: stamp) }
        #expect(error.kind == .noCredentials)
    }

    @Test("Every connection asks for a token of its own, and goes out with that one (K17)")
    func fresh() {
        for token in ["first", "second"] {
            let answer = CallResult.data(
                #"{"token":"\#(token)","instanceServers":[{"endpoint":"wss://kucoin.com/","pingInterval":18000}]}"#)
            for run in [adapter.openMarketStream([]).run(answer), adapter.openAccountStream().run(answer)] {
                #expect(run.calls.count == 1 && query(run.output)?.hasPrefix("token=\(token)&") == true)
            }
        }
    }

    @Test(
        "The token goes to the venue's own hosts and to this machine",
        arguments: [
            "wss://ws-api-spot.kucoin.com/", "wss://ws-api-spot.kucoin.com", "wss://WS-API.KuCoin.eu:443/endpoint/",
            "wss://kucoin.com/", "wss://az-AZ.09.kucoin.com/az_AZ-09", "ws://127.0.0.1:8080/",
            "wss://127.0.0.1:8443/ws", "ws://localhost:1/",
        ])
    func trusted(_ endpoint: String) {
        #expect(adapter.openMarketStream([]).run(told(endpoint)).output?.root == .told(endpoint))
    }

    @Test(
        "No other host, no plain connection beyond this machine, no query and no user of the venue's",
        arguments: [
            "", "kucoin.com", "https://kucoin.com/", "ws://ws-api-spot.kucoin.com/", "wss://evilkucoin.com/",
            "wss://kucoin.com.evil.net/", "wss://ws.kucoin.evil.net/", "wss://ws-api-spot.kucoin.com@evil.net/",
            "wss://kucoin.com:443@evil.net/", "wss://evil.net/?kucoin.com/", "wss://kucoin.com/?a=b",
            "wss://kucoin.com/#x", "wss://kucoin.com:/", "wss://kucoin.com:123456/", "wss:///kucoin.com",
            "wss://kucoin.com\\u0000.evil.net/", "wss://evil.net%2f.kucoin.com/", "ws://127.0.0.1.evil.net/",
            "ws://10.0.0.1/", "WSS://kucoin.com/",
        ])
    func untrusted(_ endpoint: String) {
        let failure = adapter.openAccountStream().run(told(endpoint)).failure
        #expect(failure?.kind == .untrustedPeer)
        #expect(failure?.effect == .notExecuted(.read))
        #expect(failure?.advice == .never)
    }

    @Test("Of several servers the first that is the venue's")
    func several() {
        let servers = ["wss://evil.net/", "wss://push.kucoin.com/"]
            .map { #"{"endpoint":"\#($0)","pingInterval":18000}"# }.joined(separator: ",")
        let run = adapter.openMarketStream([]).run(.data(#"{"token":"t","instanceServers":[\#(servers)]}"#))
        #expect(run.output?.root == .told("wss://push.kucoin.com/"))
    }

    @Test("An interval that cannot be meant is none", arguments: ["0", "-1", "999", "60000", "9223372036854775807"])
    func interval(_ text: String) {
        let run = adapter.openMarketStream([]).run(told("wss://kucoin.com/", interval: text))
        #expect(run.output != nil)
        #expect(run.output?.pingInterval == nil)
    }

    @Test("Refusals are told by the table, and may be repeated")
    func refusals() {
        let limited = adapter.openMarketStream([]).run(.refused("429000", "Too Many Requests", status: 429)).failure
        #expect(limited?.kind == .rateLimited)
        #expect(limited?.effect == .notExecuted(.read))
        let denied = adapter.openAccountStream().run(.refused("400003", "KC-API-KEY not exists", status: 401)).failure
        #expect(denied?.kind == .authentication)
    }

    @Test("Damaged answers: an error or an address of the venue's, never a crash")
    func damaged() throws {
        let adapter = adapter
        for sample in ["rest-bullet-public", "rest-bullet-private"] {
            let decoder = Decoder.read(sample, try Sample.tree(sample), rest: "") { adapter.openMarketStream([]) }
            #expect(try Damage.whole(decoder) == [])
            #expect(try Damage.truncated(decoder) == [])
            #expect(try Damage.mutated(decoder) == [])
        }
    }

    @Test("What the venue bears")
    func rules() throws {
        let market = try #require(adapter.marketStreamRules)
        #expect(market.topicsPerConnection == 300)
        #expect(market.sendSpacing >= .milliseconds(100))
        #expect(market.protocolPingInterval == nil)
        #expect(market.silenceLimit > .seconds(28))
        #expect(try #require(market.rotation) < .seconds(24 * 3600))
        #expect(adapter.accountStreamRules?.topicsPerConnection == 3)
        #expect(adapter.environments.allSatisfy { $0.streams != nil })
    }
}
