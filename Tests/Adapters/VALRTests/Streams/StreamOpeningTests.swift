import AdapterProtocol
import AdapterTesting
import Testing
import VALRAdapter

/// How connections are opened, kept alive and given up (valr.md I.1, I.3, J.1).
@Suite("Streams: connections")
struct StreamOpeningTests {
    private func address(_ flow: Flow<StreamAddress>) throws -> StreamAddress {
        try #require(flow.run(at: Sample.now) { _, _, _ in .ok("") }.output)
    }

    private func headers(_ address: StreamAddress, _ credentials: Credentials?, at time: Int64) throws -> [WireHeader] {
        let call = try #require(address.handshake)
        let stamp = SigningStamp(venueTime: Timestamp(milliseconds: time), nonce: nil)
        let request = try Sample.adapter.makeSigner(credentials).seal(call, at: stamp)
        #expect(request.target == address.path && request.body.isEmpty)
        return request.headers
    }

    private func value(_ name: String, _ headers: [WireHeader]) -> String? {
        headers.first { $0.name == name }?.value
    }

    /// The vectors of B.5.
    @Test("K.21: upgrades are signed as the vectors W1, W2 and W3 say", arguments: ["W1", "W2", "W3"])
    func vectors(_ name: String) throws {
        let tree = try Sample.tree("signing-vectors")
        let row = try #require(tree["vectors"]?.elements.first { $0["name"]?.plain?.hasPrefix(name + " ") == true })
        let path = try #require(row["path"]?.plain)
        var fields = [
            "api_key": Secret(try #require(tree["apiKey"]?.plain)),
            "api_secret": Secret(try #require(tree["secret"]?.plain)),
        ]
        if let subaccount = row["subaccountId"]?.plain, !subaccount.isEmpty {
            fields["subaccount_id"] = Secret(subaccount)
        }
        let isAccount = path == "/ws/account"
        let address = try address(isAccount ? Sample.adapter.openAccountStream() : Sample.adapter.openMarketStream([]))
        #expect(address.path == path && address.root == (isAccount ? .account : .market))
        let time = try #require(row["timestamp"]?.plain.flatMap { Int64($0) })
        let headers = try headers(address, Credentials(fields), at: time)
        #expect(value("X-VALR-SIGNATURE", headers) == row["signature"]?.plain)
        #expect(value("X-VALR-TIMESTAMP", headers) == String(time))
        #expect(value("X-VALR-API-KEY", headers) == tree["apiKey"]?.plain)
        #expect(
            value("X-VALR-SUB-ACCOUNT-ID", headers)
                == fields["subaccount_id"]?.withBytes { String(decoding: $0, as: UTF8.self) })
    }

    @Test("Without a key market data is opened unsigned, the account not at all")
    func withoutKey() throws {
        let market = try headers(address(Sample.adapter.openMarketStream([])), nil, at: 1)
        #expect(!market.contains { $0.name.hasPrefix("X-VALR") })
        let account = try #require(try address(Sample.adapter.openAccountStream()).handshake)
        let stamp = SigningStamp(venueTime: Sample.now, nonce: nil)
        #expect(throws: VenueError.self) { try Sample.adapter.makeSigner(nil).seal(account, at: stamp) }
    }

    @Test("The production environment has both roots; back-off begins with five seconds (K.19)")
    func rules() throws {
        let streams = try #require(Sample.adapter.environments.first?.streams)
        #expect(streams == StreamRoots(market: "wss://api.valr.com", account: "wss://api.valr.com"))
        let rules = try #require(Sample.adapter.marketStreamRules)
        #expect(rules.backoff == [.seconds(5), .seconds(10), .seconds(20), .seconds(40), .seconds(60)])
        #expect(rules.topicsPerConnection >= 5 * rules.symbolsPerConnection, "a market may follow all five events")
        #expect(rules.protocolPingInterval == nil, "the venue has a text of its own")
        let account = try #require(Sample.adapter.accountStreamRules)
        #expect(account.connections == 1)
        let asked: ClosedRange<Duration> = .seconds(30) ... .seconds(60)
        #expect(asked.contains(account.safetyInterval), "the account is read beside its stream (J.3)")
    }

    @Test("A text ping at once and every 30 seconds; two missed answers end the connection")
    func pings() {
        var tap = MarketTap()
        #expect(tap.open().texts == [#"{"type":"PING"}"#])
        _ = tap.receive(Frames.pong)
        #expect(tap.pass(.seconds(29)).texts.isEmpty)
        let second = tap.pass(.seconds(1))
        #expect(second.texts == [#"{"type":"PING"}"#])
        #expect(second.wakeAt == .seconds(60))
        #expect(tap.pass(.seconds(30)).texts.count == 1)
        #expect(tap.pass(.seconds(30)).reconnects == nil)
        let end = tap.pass(.seconds(15))
        #expect(end.reconnects == .silent, "75 seconds after the first ping without an answer")
    }

    @Test("Data does not stand for an answer to a ping")
    func dataIsNoPong() throws {
        var tap = try MarketTap(following: [.trades], of: "BTC/ZAR")
        for _ in 0..<7 { _ = tap.pass(.seconds(10)); _ = tap.receive(Frames.trade("BTCZAR")) }
        #expect(tap.pass(.seconds(5)).reconnects == .silent)
    }

    @Test("K.20: a socket that the venue does not know is replaced before it dies at 15 minutes; a known one is not")
    func unauthenticated() {
        for isKnown in [false, true] {
            var tap = MarketTap()
            _ = tap.open()
            if isKnown { _ = tap.receive(#"{"type":"AUTHENTICATED"}"#) }
            var endings: [StreamEnding] = []
            for _ in 0..<29 {
                _ = tap.receive(Frames.pong)
                if let ending = tap.pass(.seconds(30)).ending { endings.append(ending) }
            }
            #expect(endings.first == (isKnown ? nil : .replace(.rotation)))
        }
    }

    @Test("Empty texts, unknown types and unknown fields are ignored")
    func ignored() {
        var tap = MarketTap()
        _ = tap.open()
        for text in [
            "", #"{"type":"PNL_RUN_COMPLETED","data":{"x":[1]}}"#, #"{"type":"MARK_PRICE_UPDATE","data":7,"new":null}"#,
            #"{"type":"ALLOWED_ORDER_TYPES_UPDATED","data":["LIMIT"]}"#, #"{"data":[],"type":"OB_L1_DIFF"}"#,
        ] {
            let output = tap.receive(text)
            #expect(output.events.isEmpty && output.ending == nil && output.frames.isEmpty, "\(text)")
        }
    }
}
