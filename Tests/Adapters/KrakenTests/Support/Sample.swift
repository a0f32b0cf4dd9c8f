import AdapterProtocol
import AdapterTesting
import KrakenAdapter
import Testing
import VenueSamples

/// The captured answers of the venue, and the fixed values that the tests share.
enum Sample {
    static let adapter = KrakenAdapter()
    static let now = FlowStart.now
    static let clientID = ClientOrderID(bits: 0x6D1B_345E_2821_40E2_AD83_4ECB_18A0_6876)
    static let secret = "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg=="

    /// A captured body as a tree.
    static func tree(_ name: String) throws -> Tree {
        try #require(Tree(try VenueSamples.text("kraken", name + ".json")), "\(name).json is JSON")
    }

    /// A captured body, compact.
    static func body(_ name: String) throws -> String { try tree(name).text }

    /// A captured body as a successful answer.
    static func ok(_ name: String) throws -> CallResult { .ok(try body(name)) }

    /// The `result` of a captured body.
    static func result(_ name: String) throws -> Tree { try #require(try tree(name)["result"]) }

    static func decimal(_ text: String) throws -> ExactDecimal { try ExactDecimal(parsing: text) }

    static func instrument(_ symbol: String, _ altname: String, _ aliases: [String] = []) throws -> Instrument {
        let symbol = try #require(Symbol(symbol))
        return Instrument(
            symbol: symbol, nativeName: altname, mode: .open,
            price: StepRules(step: .value(try decimal("0.1")), minimum: .unpublished, maximum: .unpublished),
            quantity: StepRules(
                step: .value(try decimal("0.00000001")), minimum: .value(try decimal("0.00005")),
                maximum: .unpublished),
            orderTypes: Set(OrderType.known), takesQuoteAmounts: true, takesPostOnly: true, isAmendable: true,
            readAt: now, aliases: aliases)
    }

    static func bitcoin() throws -> Instrument {
        try instrument("BTC/USD", "XBTUSD", ["XXBTZUSD", "XBT/USD", "BTCUSD"])
    }

    static func catalog() throws -> InstrumentCatalog {
        InstrumentCatalog(
            [
                try bitcoin(), try instrument("XRP/EUR", "XRPEUR", ["XXRPZEUR"]),
                try instrument("BTC/USDT", "XBTUSDT"),
            ], readAt: now)
    }

    static func request(postOnly: Bool = false, placeBefore: Timestamp? = nil) throws -> OrderRequest {
        try .limit(
            clientID, .buy, try bitcoin().symbol, quantity: try decimal("0.0005"), price: 50_000,
            isPostOnly: postOnly, placeBefore: placeBefore)
    }

    static func venueOrder(_ text: String = "OQCLML-BW3P3-BUCMWZ") -> OrderReference {
        .venue(VenueOrderID(rawValue: text))
    }

    static func signer(_ change: [String: String] = [:]) throws -> any RequestSigner {
        let fields = ["api_key": "kraken-test-key-1", "api_secret": secret].merging(change) { $1 }
        return try adapter.makeSigner(Credentials(fields.mapValues { Secret($0) }))
    }

    static func sealed(_ call: VenueCall, nonce: UInt64 = 1_780_000_000_000) throws -> WireRequest {
        try signer().seal(call, at: SigningStamp(venueTime: now, nonce: nonce))
    }
}

extension CallResult {
    static func refused(_ texts: String..., status: Int = 200) -> CallResult {
        .status(status, "{\"error\":[" + texts.map { "\"\($0)\"" }.joined(separator: ",") + "]}")
    }

    static func result(_ result: String) -> CallResult { .ok("{\"error\":[],\"result\":\(result)}") }
}

extension VenueCall {
    subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }
}

extension WireRequest {
    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    var text: String { String(decoding: body, as: UTF8.self) }
}
