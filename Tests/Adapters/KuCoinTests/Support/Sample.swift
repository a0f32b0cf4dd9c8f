import AdapterProtocol
import AdapterTesting
import KuCoinAdapter
import Testing
import VenueSamples

/// The captured answers of the venue, and the fixed values that the tests share.
enum Sample {
    static let adapter = KuCoinAdapter()
    static let now = Timestamp(milliseconds: 1_763_800_000_000)
    static let clientID = ClientOrderID(bits: 0x0123_4567_89AB_CDEF_0123_4567_89AB_CDEF)

    /// A captured body as a tree.
    static func tree(_ name: String) throws -> Tree {
        try #require(Tree(try VenueSamples.text("kucoin", name + ".json")), "\(name).json is JSON")
    }

    /// A captured body, compact.
    static func body(_ name: String) throws -> String { try tree(name).text }

    /// A captured body as a successful answer.
    static func ok(_ name: String) throws -> CallResult { .ok(try body(name)) }

    /// The `data` of a captured body.
    static func data(_ name: String) throws -> Tree { try #require(try tree(name)["data"]) }

    static func decimal(_ text: String) throws -> ExactDecimal { try ExactDecimal(parsing: text) }

    static func instrument(_ symbol: String) throws -> Instrument {
        let symbol = try #require(Symbol(symbol))
        return Instrument(
            symbol: symbol, nativeName: symbol.base.code + "-" + symbol.quote.code, mode: .open,
            price: StepRules(step: .value(try decimal("0.1")), minimum: .unpublished, maximum: .unpublished),
            quantity: StepRules(
                step: .value(try decimal("0.00000001")), minimum: .value(try decimal("0.00001")),
                maximum: .value(10_000_000_000)),
            notional: NotionalRules(
                minimum: .value(try decimal("0.1")), maximum: .unpublished, minimumBindsMarket: true,
                maximumBindsMarket: false),
            orderTypes: Set(OrderType.known), takesQuoteAmounts: true, takesPostOnly: true, isAmendable: true,
            readAt: now)
    }

    static func bitcoin() throws -> Instrument { try instrument("BTC/USDT") }

    static func catalog() throws -> InstrumentCatalog {
        InstrumentCatalog([try bitcoin(), try instrument("ETH/USDT")], readAt: now)
    }

    static func request(postOnly: Bool = false) throws -> OrderRequest {
        try .limit(
            clientID, .buy, try bitcoin().symbol, quantity: try decimal("0.00001"), price: 50_000,
            isPostOnly: postOnly)
    }

    static func venueOrder(_ text: String = "6717422bd51c29000775ea03") -> OrderReference {
        .venue(VenueOrderID(rawValue: text))
    }

    static func signer(
        key: String = "65f0c1a2b3d4e5000112a3b4", secret: String = "3f7c9d1e-5a64-4c0b-9a8e-0b6d2f4e8c11",
        passphrase: String = "Passw0rd-42"
    ) throws -> any RequestSigner {
        try adapter.makeSigner(
            Credentials([
                "api_key": Secret(key), "api_secret": Secret(secret), "passphrase": Secret(passphrase),
            ]))
    }
}

extension CallResult {
    static func refused(_ code: String, _ text: String, status: Int = 200) -> CallResult {
        .status(status, "{\"code\":\"\(code)\",\"msg\":\"\(text)\"}")
    }

    static func data(_ data: String) -> CallResult { .ok("{\"code\":\"200000\",\"data\":\(data)}") }

    static var notThere: CallResult { .refused("400100", "order not exist") }
}

extension WireRequest {
    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    var text: String { String(decoding: body, as: UTF8.self) }
}
