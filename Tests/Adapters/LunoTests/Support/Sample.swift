import AdapterProtocol
import AdapterTesting
import LunoAdapter
import Testing
import VenueSamples

/// The captured answers of the venue, and the fixed values that the tests share.
enum Sample {
    static let adapter = LunoAdapter()
    static let now = FlowStart.now
    static let clientID = ClientOrderID(bits: 0x0123_4567_89AB_CDEF_0123_4567_89AB_CDEF)
    static let orderID = VenueOrderID(rawValue: "BXMC2CJ7HNB88U4")
    static let date = [WireHeader("Date", "Sat, 22 Nov 2025 08:26:40 GMT")]

    /// A captured body as a tree.
    static func tree(_ name: String) throws -> Tree {
        try #require(Tree(try VenueSamples.text("luno", name + ".json")), "\(name).json is JSON")
    }

    /// A captured body, compact.
    static func body(_ name: String) throws -> String { try tree(name).text }

    /// A captured body as a successful answer.
    static func ok(_ name: String) throws -> CallResult { .ok(try body(name)) }

    static func decimal(_ text: String) throws -> ExactDecimal { try ExactDecimal(parsing: text) }

    static func instrument(_ symbol: String, native: String) throws -> Instrument {
        Instrument(
            symbol: try #require(Symbol(symbol)), nativeName: native, mode: .open,
            price: StepRules(step: .value(1), minimum: .value(10), maximum: .value(10_000_000)),
            quantity: StepRules(
                step: .value(try decimal("0.000001")), minimum: .value(try decimal("0.0001")), maximum: .value(100)),
            quoteAmount: StepRules(step: .value(try decimal("0.01")), minimum: .unpublished, maximum: .unpublished),
            orderTypes: [.limit, .market, .stopLimit, .takeProfitLimit], takesQuoteAmounts: true, takesPostOnly: true,
            isAmendable: false, readAt: now)
    }

    static func bitcoin() throws -> Instrument { try instrument("BTC/ZAR", native: "XBTZAR") }

    static func catalog() throws -> InstrumentCatalog { InstrumentCatalog([try bitcoin()], readAt: now) }

    static func request(isPostOnly: Bool = false, placeBefore: Timestamp? = nil) throws -> OrderRequest {
        try .limit(
            clientID, .buy, try bitcoin().symbol, quantity: try decimal("0.0005"), price: 1_200_000,
            isPostOnly: isPostOnly, placeBefore: placeBefore)
    }

    static func signer(id: String = "mykey", secret: String = "mysecret") throws -> any RequestSigner {
        try adapter.makeSigner(Credentials(["api_key": Secret(id), "api_secret": Secret(secret)]))
    }

    /// The first call of a placement, sealed at `now`: the body that goes out.
    static func sentBody(_ request: OrderRequest, adapter: LunoAdapter = adapter) throws -> String {
        let run = adapter.place(request, on: try bitcoin()).run(.neverSent)
        let call = try #require(run.calls.first)
        let sealed = try signer().seal(call, at: SigningStamp(venueTime: now))
        return String(decoding: sealed.body, as: UTF8.self)
    }

    /// An order row of ours, with fields replaced.
    static func order(_ changes: [String: String] = [:], of sample: String = "rest-order-v3-new") throws -> Tree {
        var row = try tree(sample).replacing("client_order_id", with: "\"\(clientID.text)\"")
        for (name, value) in changes { row = row.replacing(name, with: value) }
        return row
    }

    static func list(_ name: String, _ rows: [Tree]) -> CallResult {
        .ok("{\"\(name)\":[\(rows.map(\.text).joined(separator: ","))]}")
    }
}

extension CallResult {
    static func refused(_ code: String, status: Int = 400) -> CallResult {
        .status(status, "{\"error\":\"text\",\"error_code\":\"\(code)\"}")
    }
}
