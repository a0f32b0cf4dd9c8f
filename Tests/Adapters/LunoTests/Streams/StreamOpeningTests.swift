import AdapterProtocol
import AdapterTesting
import LunoAdapter
import Testing

/// Addresses, rules and the first frame (luno.md A, B.3, I.5).
@Suite("Opening a stream")
struct StreamOpeningTests {
    private func subscription(_ instrument: Instrument, slot: Int = 0) -> MarketSubscription {
        MarketSubscription(slot: slot, channel: .trades, instrument: instrument)
    }

    private func address(_ instruments: [Instrument]) -> FlowRun<StreamAddress> {
        Sample.adapter.openMarketStream(instruments.map { subscription($0) }).run(.neverSent)
    }

    @Test("K.23 the market is in the path, in upper case; no call is needed to open")
    func path() throws {
        let run = address([try Sample.bitcoin()])
        #expect(run.calls.isEmpty && run.output?.path == "/api/1/stream/XBTZAR" && run.output?.root == .market)
        let lower = address([try Sample.instrument("BTC/ZAR", native: "xbtzar")])
        #expect(lower.output?.path == "/api/1/stream/XBTZAR")
    }

    @Test(
        "A name that is no market's never becomes a path", arguments: ["", "../1/balance", "XBT ZAR", "XBT%2FZAR", "é"])
    func strange(_ name: String) throws {
        #expect(address([try Sample.instrument("BTC/ZAR", native: name)]).failure?.kind == .unknownSymbol)
    }

    @Test("Two markets do not fit one connection, and none needs none")
    func several() throws {
        let two = [try Sample.bitcoin(), try Sample.instrument("ETH/ZAR", native: "ETHZAR")]
        #expect(address(two).failure?.effect == .notSent)
        #expect(address([]).failure?.effect == .notSent)
    }

    @Test("The account's stream has one address")
    func account() {
        let run = Sample.adapter.openAccountStream().run(.neverSent)
        #expect(run.output?.path == "/api/1/userstream" && run.output?.root == .account && run.calls.isEmpty)
    }

    @Test("K.6 one market a connection, fifty connections, our ping before theirs is missed, room for the whole book")
    func rules() throws {
        let rules = try #require(Sample.adapter.marketStreamRules)
        #expect(rules.symbolsPerConnection == 1 && rules.connections == 50)
        #expect(rules.protocolPingInterval == .seconds(15) && rules.silenceLimit == .seconds(45))
        #expect(rules.largestMessage >= 8 << 20 && rules.rotation == nil)
        #expect(rules.backoff.allSatisfy { $0 >= .seconds(2) } && rules.backoff.last == .seconds(60))
        let account = try #require(Sample.adapter.accountStreamRules)
        #expect(account.safetyInterval <= .seconds(60), "the account is read beside its stream (J.2)")
    }

    @Test("Streams are on a host of their own")
    func roots() {
        let streams = Sample.adapter.environments.first?.streams
        #expect(streams == StreamRoots(market: "wss://ws.luno.com", account: "wss://ws.luno.com"))
    }

    private func frames<Event>(_ output: StreamOutput<Event>, signer: any RequestSigner) throws -> [String] {
        try output.frames.map { frame in
            switch frame {
            case .text(let bytes): String(decoding: bytes, as: UTF8.self)
            case .proof(let proof):
                String(decoding: try signer.frame(proof, at: SigningStamp(venueTime: Sample.now)), as: UTF8.self)
            }
        }
    }

    @Test("The first frame is the key, and the session never holds it")
    func credentials() throws {
        let signer = try Sample.signer(id: "abcdef", secret: "api_key_secret_goes_here")
        let market = try MarketProbe().output
        let expected = try Sample.body("ws-credentials")
        #expect(try frames(market, signer: signer) == [expected])
        var account = Sample.adapter.makeAccountSession(try Sample.catalog())
        var output = StreamOutput<AccountStreamEvent>()
        account.opened(
            StreamAddress(root: .account, path: "/api/1/userstream"),
            at: StreamInstant(time: Sample.now, elapsed: .zero), &output)
        #expect(try frames(output, signer: signer) == [expected])
        #expect(!"\(market) \(output) \(signer)".contains("api_key_secret"))
    }

    @Test("A secret with quotes stays one text")
    func escapes() throws {
        let signer = try Sample.signer(id: "abc", secret: #"a"b\c"#)
        #expect(
            try frames(MarketProbe().output, signer: signer) == [#"{"api_key_id":"abc","api_key_secret":"a\"b\\c"}"#])
    }

    @Test(
        "Without a key nothing is sent, unless keyless market data was chosen; the account's stream never goes without")
    func keyless() throws {
        let nobody = try Sample.adapter.makeSigner(nil)
        let strict = try MarketProbe().output
        let error = #expect(throws: VenueError.self) { _ = try frames(strict, signer: nobody) }
        #expect(error?.kind == .noCredentials && error?.effect == .notSent)
        let open = LunoAdapter(streamsMarketsWithoutKey: true)
        let keyless = try MarketProbe(adapter: open).output
        #expect(try frames(keyless, signer: nobody) == ["{}"])
        #expect(try frames(keyless, signer: Sample.signer(id: "abcdef", secret: "x")).first?.contains("abcdef") == true)
        var account = open.makeAccountSession(try Sample.catalog())
        var output = StreamOutput<AccountStreamEvent>()
        account.opened(
            StreamAddress(root: .account, path: "/api/1/userstream"),
            at: StreamInstant(time: Sample.now, elapsed: .zero), &output)
        #expect(throws: VenueError.self) { _ = try frames(output, signer: nobody) }
    }

    @Test("A frame that nobody asked for is not made")
    func strangeProof() throws {
        let signer = try Sample.signer()
        #expect(throws: VenueError.self) {
            _ = try signer.frame(StreamProof("logon"), at: SigningStamp(venueTime: Sample.now))
        }
    }
}
