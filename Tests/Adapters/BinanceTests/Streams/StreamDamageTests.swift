import AdapterProtocol
import AdapterTesting
import BinanceAdapter
import Testing

/// What a hostile or broken venue may send.
@Suite("Damaged stream messages")
struct StreamDamageTests {
    @Test("A message cut at any byte changes nothing and ends the connection")
    func truncated() throws {
        let message = Array(
            Depth.message(101, 102, bids: [("10.00000000", "5.00000000")], asks: [("11.0", "0.0")]).utf8)
        let live = try MarketRig.liveBook()
        for length in message.indices {
            var rig = live
            rig.receive(Array(message.prefix(length)))
            #expect(rig.isUndecodable && rig.told.isEmpty && rig.book() == live.book(), "\(length)")
        }
        let trade = Array(try Sample.body("wsuser-account-position").utf8)
        for length in trade.indices {
            var rig = try AccountRig.live()
            rig.receive(Array(trade.prefix(length)))
            #expect(rig.events.isEmpty && rig.ending != nil, "\(length)")
        }
    }

    @Test(
        "Wrong types, missing members and numbers out of range are undecodable",
        arguments: [
            #"{"e":"depthUpdate","U":101,"u":102,"b":[]}"#, #"{"e":"depthUpdate","U":101,"b":[],"a":[]}"#,
            #"{"U":1e3,"u":102,"b":[],"a":[]}"#, #"{"U":"x","u":102,"b":[],"a":[]}"#,
            #"{"U":101,"u":99999999999999999999,"b":[],"a":[]}"#, #"{"U":101,"u":102,"b":{},"a":[]}"#,
            #"{"U":101,"u":102,"b":[["1"]],"a":[]}"#, #"{"U":101,"u":102,"b":[[]],"a":[]}"#,
            #"{"U":101,"u":102,"b":[["1","x"]],"a":[]}"#, #"{"U":101,"u":102,"b":[["1","1e400"]],"a":[]}"#,
            #"{"U":101,"U":101,"u":102,"b":[],"a":[]}"#, "[]", "null", "7",
        ])
    func wrongTypes(_ data: String) throws {
        var rig = try MarketRig.liveBook()
        let before = rig.book()
        rig.receive("{\"stream\":\"btcusdt@depth@100ms\",\"data\":\(data)}")
        #expect(rig.isUndecodable && rig.told.isEmpty && rig.book() == before)
    }

    @Test(
        "Levels that no book has: the book is lost, not the connection",
        arguments: [
            ("-1.00000000", "1.00000000"), ("0.00000000", "1.00000000"), ("9.00000000", "-0.00000001"),
            ("99999999999999999999", "1"), ("0.0000000000000000001", "1"),
        ])
    func impossibleLevels(_ level: (String, String)) throws {
        var rig = try MarketRig.liveBook()
        rig.receive(Depth.message(101, 101, bids: [level]))
        #expect(rig.told == ["gap 0 contradiction", "book 0"] && rig.ending == nil && !rig.session.isLive(0))
        // A number that runs backwards inside one message is no better.
        var other = try MarketRig.liveBook()
        other.receive(Depth.message(102, 101))
        #expect(other.told.first == "gap 0 contradiction")
    }

    @Test(
        "Answers, tickers and trades with impossible members",
        arguments: [
            #"{"stream":5,"data":{}}"#, #"{"result":null,"id":1.5}"#, #"{"error":"x","id":1}"#, #"{"code":"x"}"#, "",
            "{", "7",
            #"{"stream":"btcusdt@trade","data":{"t":-1,"p":"1","q":"1","T":1,"m":true}}"#,
            #"{"stream":"btcusdt@trade","data":{"t":1,"p":"0","q":"1","T":1,"m":true}}"#,
            #"{"stream":"btcusdt@trade","data":{"t":1,"p":"1","q":"-1","T":1,"m":true}}"#,
            #"{"stream":"btcusdt@trade","data":{"t":1,"p":"1","q":"1","T":1,"m":1}}"#,
            #"{"stream":"btcusdt@ticker","data":{"E":1}}"#, #"{"stream":"btcusdt@kline_1m","data":{"k":{"t":1}}}"#,
            #"{"stream":"btcusdt@ticker","data":{"E":1,"c":"1","l":"-1"}}"#,
            #"{"stream":"btcusdt@ticker","data":{"E":1,"c":"1","v":"-0.1"}}"#,
            #"{"stream":"btcusdt@kline_1m","data":{"k":{"t":1,"o":"1","h":"1","l":"1","c":"1","v":"-1","x":false}}}"#,
            #"{"stream":"btcusdt@trade","data":{}} x"#,
        ])
    func impossible(_ text: String) throws {
        var rig = MarketRig.following([.trades, .ticker, .candles(.minute)], of: [try Sample.bitcoin()])
        rig.forget()
        rig.receive(text)
        #expect(rig.told.isEmpty && (rig.ending != nil || text == "7"), "\(text)")
    }

    @Test("Trade numbers at the ends of their range")
    func extremes() throws {
        var rig = MarketRig.following([.trades], of: [try Sample.bitcoin()])
        for number in [0, Int64.max] {
            rig.receive(
                "{\"stream\":\"btcusdt@trade\",\"data\":{\"t\":\(number),\"p\":\"1\",\"q\":\"1\",\"T\":\(number),\"m\":true}}"
            )
        }
        #expect(rig.trades.count == 2 && rig.markers.count == 2)
    }

    @Test(
        "Random damage: no crash, and never live with levels that differ from the undamaged traffic", arguments: 1...40)
    func random(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        var clean = try MarketRig.liveBook()
        var damaged = clean
        for number in Int64(101)...180 {
            let price = 1 + random.index(below: 9)
            let message = Depth.message(
                number, number, bids: [("\(price).00000000", "\(random.index(below: 3)).00000000")],
                asks: [("\(price + 10).00000000", "\(1 + random.index(below: 3)).00000000")])
            clean.receive(message)
            var bytes = Array(message.utf8)
            if random.index(below: 4) == 0 { hurtStructure(&bytes, &random) }
            damaged.receive(bytes)
            guard damaged.ending == nil else { return }
            if let book = damaged.book(), book.state.isLive, book.sequence == clean.book()?.sequence {
                #expect(book.levels(.buy) == clean.book()?.levels(.buy))
                #expect(book.levels(.sell) == clean.book()?.levels(.sell))
            }
            if let asked = damaged.asked.last, !damaged.session.isLive(asked.slot), let now = clean.book() {
                damaged.receive(.success(now.snapshot()))
                damaged.forget()
            }
        }
    }

    /// Damage that a checksum-less venue's reader can notice: anything but a digit that becomes another digit inside a
    /// price or quantity, which nothing on this venue shows before the next snapshot.
    private func hurtStructure(_ bytes: inout [UInt8], _ random: inout SplitMix) {
        let position = random.index(below: bytes.count)
        switch random.index(below: 3) {
        case 0: bytes.removeSubrange(position...)
        case 1: bytes.insert(Array("{}[]\"".utf8)[random.index(below: 5)], at: position)
        default:
            guard !(0x30...0x39 ~= bytes[position]) else { return bytes.removeAll() }
            bytes[position] = 0x7B
        }
    }

    @Test("Any damage to any captured message: no crash", arguments: 1...30)
    func noCrash(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let names = [
            "ws-trade", "ws-kline", "ws-ticker-24hr", "wsuser-execution-report-new", "wsuser-account-position",
        ]
        for _ in 0..<60 {
            let name = names[random.index(below: names.count)]
            var bytes = Array(try Sample.body(name).utf8)
            for _ in 0...random.index(below: 4) {
                bytes[random.index(below: bytes.count)] = UInt8(truncatingIfNeeded: random.next())
            }
            var market = MarketRig.following([.trades, .ticker, .candles(.minute)], of: [try Sample.bitcoin()])
            market.receive(bytes)
            market.receive(Array("{\"stream\":\"btcusdt@trade\",\"data\":".utf8) + bytes + Array("}".utf8))
            var account = try AccountRig.live()
            account.receive(bytes)
            #expect(market.trades.count <= 1 && account.fills.count <= 1)
        }
    }
}

extension MarketRig {
    fileprivate var isUndecodable: Bool {
        if case .reconnect(.undecodable, _) = ending { true } else { false }
    }
}
