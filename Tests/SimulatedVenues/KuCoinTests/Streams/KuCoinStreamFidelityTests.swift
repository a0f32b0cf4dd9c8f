import Fidelity
import Testing
import VenueSamples
import VenueSimulator

@testable import SimulatedKuCoin

/// One frame of the sheet and what brings the face to send its like.
struct KuCoinStreamSample: Sendable, CustomStringConvertible {
    let file: String
    /// Members that are left out of the comparison, each with its reason.
    var waived: [String: String] = [:]
    let reach: @Sendable () throws -> KuCoinStreamFrame?

    var description: String { file }

    /// Decimals follow the value; of the statistics' numbers the venue prints what is there.
    func prepare(_ shape: Shape) -> Shape {
        switch shape {
        case .decimal: .text
        case .fraction: .integer
        case .list(let elements): .list(elements.map(prepare))
        case .members(let members): .members(members.filter { waived[$0.key] == nil }.mapValues(prepare))
        default: shape
        }
    }
}

extension KuCoinStreamSample {
    static let all = control + market + account

    /// The first frame on a topic after something was done.
    private static func on(
        _ file: String, _ topic: String, waived: [String: String] = [:], frozen: Bool = true,
        _ act: @escaping @Sendable (inout KuCoinClient) throws -> Void
    ) -> KuCoinStreamSample {
        KuCoinStreamSample(file: file, waived: waived) {
            var client = try KuCoinClient.following([topic], isPrivate: !topic.contains(":"), frozen: frozen)
            try act(&client)
            return client.frames().last { $0.type == "message" }
        }
    }

    private static func said(_ file: String, _ text: String) -> KuCoinStreamSample {
        KuCoinStreamSample(file: file) {
            var client = try KuCoinClient.following([])
            client.tell(text)
            return client.frames().first
        }
    }

    private static let control = [
        KuCoinStreamSample(file: "ws-welcome.json") {
            var client = try KuCoinClient()
            client.connect()
            return client.frames().first
        },
        said(
            "ws-ack.json",
            #"{"id":"1","type":"subscribe","topic":"/market/level2:BTC-USDT","privateChannel":false,"response":true}"#),
        said("ws-pong.json", #"{"id":"1","type":"ping"}"#),
        said("ws-error-topic-not-found.json", #"{"id":"1","type":"subscribe","topic":"/market/levelX:BTC-USDT"}"#),
        KuCoinStreamSample(file: "ws-error-token-expired.json") {
            var client = try KuCoinClient()
            client.connect(token: "old")
            return client.frames().first
        },
        KuCoinStreamSample(file: "ws-error-too-many-sessions.json") {
            var client = try KuCoinClient(["streamSessions": "0"])
            client.connect()
            return client.frames().first
        },
    ]

    private static let market = [
        on("ws-level2.json", "/market/level2:BTC-USDT") { client in
            client.placed(KuCoinClient.limit("sell", "70000.1", "0.01"))
        },
        on("ws-level2-batch.json", "/market/level2:BTC-USDT", frozen: false) { client in client.advance(3_000) },
        on("ws-level2-depth5.json", "/spotMarket/level2Depth5:BTC-USDT", trade),
        on("ws-level1.json", "/spotMarket/level1:BTC-USDT", trade),
        on("ws-ticker.json", "/market/ticker:BTC-USDT", trade),
        on("ws-ticker-all.json", "/market/ticker:all", trade),
        on("ws-trade.json", "/market/match:BTC-USDT", trade),
        on("ws-candle.json", "/market/candles:BTC-USDT_1hour", trade),
        on("ws-snapshot.json", "/market/snapshot:BTC") { client in client.advance(2_000) },
    ]

    private static let account = [
        order("ws-order-received.json", "received", "new") { client in
            client.placed(KuCoinClient.market("buy", "size", "0.00001"))
        },
        order("ws-order-open.json", "open", "open") { client in client.placed(KuCoinClient.resting()) },
        order("ws-order-match-maker.json", "match", "open") { client in
            client.placed(KuCoinClient.limit("sell", try client.insidePrice(), "0.0001"))
            client.placed(KuCoinClient.market("buy", "size", "0.00004"))
        },
        order("ws-order-match-taker.json", "match", "match", takingLimit),
        order("ws-order-update.json", "update", "open") { client in
            let id = client.placed(KuCoinClient.resting())
            _ = client.delete("\(KuCoinClient.orders)/cancel/\(id)?symbol=BTC-USDT&cancelSize=0.000004")
        },
        order("ws-order-filled.json", "filled", "done", takingLimit),
        order("ws-order-canceled.json", "canceled", "done") { client in
            let id = client.placed(KuCoinClient.resting())
            _ = client.delete("\(KuCoinClient.orders)/\(id)?symbol=BTC-USDT")
            client.advance(100)
        },
        on("ws-balance-hold.json", "/account/balance") { client in client.placed(KuCoinClient.resting()) },
        on("ws-balance-settled.json", "/account/balance", trade),
        on("ws-stop-order-open.json", "/spotMarket/advancedOrders") { client in
            _ = client.post(KuCoinClient.stops, KuCoinClient.stop("1000", "loss"))
        },
        on(
            "ws-stop-order-triggered.json", "/spotMarket/advancedOrders",
            waived: ["userId": "absent from this older sample only"]
        ) { client in _ = client.post(KuCoinClient.stops, KuCoinClient.stop("1000", "entry")) },
    ]

    private static func order(
        _ file: String, _ type: String, _ status: String,
        _ act: @escaping @Sendable (inout KuCoinClient) throws -> Void
    ) -> KuCoinStreamSample {
        KuCoinStreamSample(file: file) {
            var client = try KuCoinClient.following(["/spotMarket/tradeOrdersV2"], isPrivate: true)
            try act(&client)
            return client.frames().first { $0.words == type + " " + status }
        }
    }

    private static func trade(_ client: inout KuCoinClient) {
        client.placed(KuCoinClient.market("buy", "size", "0.0001"))
    }

    private static func takingLimit(_ client: inout KuCoinClient) {
        client.placed(KuCoinClient.limit("buy", "70000", "0.0001"))
    }
}

/// The face against every frame of the sheet that a venue sends.
@Suite("KuCoin face: fidelity of frames to the venue's own")
struct KuCoinStreamFidelityTests {
    @Test("Same keys, types, null or absent", arguments: KuCoinStreamSample.all)
    func sample(_ sample: KuCoinStreamSample) throws {
        let frame = try #require(try sample.reach(), "no frame came")
        let expected = sample.prepare(try Shape(try VenueSamples.bytes("kucoin", sample.file)))
        let actual = sample.prepare(try Shape(frame.bytes))
        let differences = ShapeComparison(recordedPlaces: [:], waived: []).differences(
            expected: expected, actual: actual)
        let text = String(decoding: frame.bytes.prefix(600), as: UTF8.self)
        #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))\n\(text)")
    }

    @Test("Every frame of the sheet is reached or listed with its reason")
    func coverage() throws {
        let files = try VenueSamples.files(of: "kucoin").filter { $0.hasPrefix("ws-") }
        let reached = Set(KuCoinStreamSample.all.map(\.file))
        #expect(files.count > 25)
        for file in files where Self.unreached[file] == nil {
            #expect(reached.contains(file), "\(file) is not reached")
        }
    }

    private static let unreached = [
        "ws-ping.json": "the client's", "ws-subscribe.json": "the client's", "ws-unsubscribe.json": "the client's",
        "ws-subscribe-private.json": "the client's",
        "ws-trade-fill-undocumented.json": "undocumented: not to be depended on (J.2)",
    ]

    @Test("A market buy by funds, message for message as in the sheet (K1)")
    func marketBuyByFunds() throws {
        var client = try KuCoinClient.following(["/spotMarket/tradeOrdersV2"], isPrivate: true)
        client.placed(KuCoinClient.market("buy", "funds", "10"))
        let frames = client.frames()
        let scenario = KuCoinReply(
            .init(status: 200, body: try VenueSamples.bytes("kucoin", "scenario-market-buy-by-funds.json")))
        let expected = try #require(scenario.object["messages"] as? [[String: Any]])
        #expect(frames.map(\.words) == ["received new", "match match", "canceled done"])
        for (frame, message) in zip(frames, expected) {
            #expect(Set(frame.object.keys) == Set(message.keys))
            #expect(Set(frame.data.keys) == Set((message["data"] as? [String: Any] ?? [:]).keys))
        }
        #expect(frames.last?.data.text("remainFunds") == "0")
        #expect(frames.last?.data.text("canceledFunds") == frames[1].data.text("remainFunds"))
    }

    @Test("Older spellings by switches: the ticker's Time, order times in nanoseconds")
    func switches() throws {
        var client = try KuCoinClient.following(["/market/ticker:BTC-USDT"], ["tickerTimeKey": "Time"])
        client.placed(KuCoinClient.market("buy", "size", "0.0001"))
        let ticker = try #require(client.frames().last)
        #expect(ticker.data.number("Time") != nil)
        #expect(ticker.data["time"] == nil)
        client = try KuCoinClient.following(
            ["/spotMarket/tradeOrdersV2"], isPrivate: true, ["orderTimeUnit": "ns"])
        client.placed(KuCoinClient.resting())
        #expect(client.frames().first?.data.number("orderTime") == Int(KuCoinClient.start.nanoseconds))
    }
}
