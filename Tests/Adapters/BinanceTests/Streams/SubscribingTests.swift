import AdapterProtocol
import AdapterTesting
import BinanceAdapter
import Testing

@Suite("Subscriptions")
struct SubscribingTests {
    private func many(_ count: Int) throws -> [MarketSubscription] {
        try (0..<count).map {
            MarketSubscription(slot: $0, channel: .trades, instrument: try Sample.instrument("C\($0)/USDT"))
        }
    }

    private func names(_ message: Tree) -> [String] { message["params"]?.elements.compactMap(\.plain) ?? [] }

    @Test("K13 many names go into few messages, which the rules space")
    func batches() throws {
        var rig = MarketRig()
        rig.subscribe(try many(1024))
        rig.open()
        #expect(rig.sent.map { names($0).count } == [200, 200, 200, 200, 200, 24])
        #expect(Set(rig.sent.flatMap(names)).count == 1024)
        #expect(Set(rig.sent.compactMap { $0["id"]?.plain }).count == 6)
        let rules = try #require(Sample.adapter.marketStreamRules)
        #expect(rules.sendSpacing >= .milliseconds(300) && rules.topicsPerConnection == 1024)
        rig.acknowledge()
        #expect(rig.told.count == 1024 && rig.session.isLive(1023))
    }

    @Test("One name that the venue refuses is found by halves; the others live")
    func bisection() throws {
        var rig = MarketRig()
        rig.subscribe(try many(10))
        rig.open()
        var messages = 0
        while let message = rig.sent.first {
            messages += 1
            rig.dropSent()
            let id = try #require(message["id"]?.plain)
            let isBad = names(message).contains("c6usdt@trade")
            rig.receive(
                isBad ? "{\"code\":2,\"msg\":\"Invalid request\",\"id\":\(id)}" : "{\"result\":null,\"id\":\(id)}")
        }
        #expect(rig.told.filter { $0.hasPrefix("refused") } == ["refused 6 badRequest"])
        #expect(rig.told.filter { $0.hasPrefix("live") }.count == 9 && messages <= 9 && rig.ending == nil)
    }

    @Test("No answer: the connection is not what it seems")
    func silence() throws {
        var rig = MarketRig()
        rig.subscribe(try many(1))
        rig.open()
        #expect(rig.wakeAt == .seconds(15))
        rig.pass(.seconds(14))
        #expect(rig.ending == nil)
        rig.pass(.seconds(1))
        guard case .reconnect(.silent, _) = rig.ending else {
            Issue.record("\(String(describing: rig.ending))")
            return
        }
    }

    @Test("A refusal of no message of ours ends the connection; an answer to none does not")
    func strays() throws {
        var rig = MarketRig.following([.trades], of: [try Sample.bitcoin()])
        rig.receive(#"{"result":null,"id":99}"#)
        rig.receive(#"{"result":["a@trade"],"id":"x"}"#)
        rig.receive(#"{"result":null,"id":null}"#)
        #expect(rig.ending == nil)
        rig.receive(#"{"error":{"code":3,"msg":"Invalid JSON"},"id":null}"#)
        #expect(rig.ending == .reconnect(.refused, "3 Invalid JSON"))
    }

    @Test("Left and taken up again: the old stream's answer does not make the new one live")
    func again() throws {
        let bitcoin = try Sample.bitcoin()
        var rig = MarketRig()
        rig.open()
        rig.subscribe([MarketSubscription(slot: 0, channel: .trades, instrument: bitcoin)])
        rig.unsubscribe([0])
        rig.subscribe([MarketSubscription(slot: 1, channel: .ticker, instrument: bitcoin)])
        #expect(rig.sent.compactMap { $0["method"]?.plain } == ["SUBSCRIBE", "UNSUBSCRIBE", "SUBSCRIBE"])
        rig.receive(#"{"result":null,"id":1}"#)
        rig.receive(#"{"result":null,"id":2}"#)
        #expect(rig.told.isEmpty && !rig.session.isLive(1))
        rig.receive(#"{"result":null,"id":3}"#)
        #expect(rig.told == ["live 1"])
        rig.receive(#"{"stream":"btcusdt@trade","data":{"t":1}}"#)
        #expect(rig.told == ["live 1"] && rig.ending == nil)
    }

    @Test("Candles of an interval that the venue has not are refused before anything is sent")
    func intervals() throws {
        var rig = MarketRig()
        rig.open()
        let odd = CandleInterval(rawValue: "7m")
        rig.subscribe([MarketSubscription(slot: 0, channel: .candles(odd), instrument: try Sample.bitcoin())])
        #expect(rig.sent.isEmpty && rig.told == ["refused 0 unsupported"])
    }

    @Test("Only ASCII letters have a lower case in a stream's name (binance.md C)")
    func otherAlphabets() throws {
        var rig = MarketRig.following([.trades], of: [try Sample.instrument("币安人生/USDT")])
        rig.receive(#"{"stream":"币安人生usdt@trade","data":{"t":1,"p":"1","q":"1","T":5,"m":false}}"#)
        rig.receive(#"{"stream":"\u5e01\u5b89\u4eba\u751fusdt@trade","data":{"t":2,"p":"1","q":"1","T":5,"m":false}}"#)
        #expect(rig.trades.map(\.id) == ["1", "2"])
    }

    @Test("Trades: an old number is no news, a missing one is told")
    func tradeNumbers() throws {
        var rig = MarketRig.following([.trades], of: [try Sample.bitcoin()])
        rig.forget()
        for (number, time) in [(5, 100), (6, 200), (6, 200), (4, 50), (9, 300)] {
            rig.receive(
                "{\"stream\":\"btcusdt@trade\",\"data\":{\"t\":\(number),\"p\":\"1\",\"q\":\"1\",\"T\":\(time),\"m\":true}}"
            )
        }
        #expect(rig.told == ["trade 0", "trade 0", "gap 0 sequence", "resynced 0 sequence", "trade 0"])
        #expect(rig.trades.map(\.id) == ["5", "6", "9"])
        #expect(
            rig.markers[0].from == Timestamp(milliseconds: 200) && rig.markers[0].to == Timestamp(milliseconds: 300))
    }

    @Test("Roots, paths and rules of the connections")
    func addresses() throws {
        let adapter = Sample.adapter
        #expect(adapter.openMarketStream([]).run(.neverSent).output?.path == "/stream")
        let account = try #require(adapter.openAccountStream().run(.neverSent).output)
        #expect(account.path == "/ws-api/v3" && account.root == .account)
        #expect(adapter.environments.allSatisfy { $0.streams?.market.hasPrefix("wss://") == true })
        #expect(Set(adapter.environments.compactMap { $0.streams?.account }).count == 3)
        for rules in [adapter.marketStreamRules, adapter.accountStreamRules] {
            // 24 h at most, a ping every 20 s.
            #expect(try #require(rules?.rotation) < .seconds(24 * 3600) && rules?.silenceLimit == .seconds(60))
            #expect(rules?.protocolPingInterval == nil)
        }
    }
}
