import AdapterProtocol
import AdapterTesting
import Testing
import VALRAdapter
import VenueSamples

/// The captured answers of the venue, and the fixed values that the tests share.
enum Sample {
    static let adapter = VALRAdapter()
    static let now = FlowStart.now
    static let clientID = ClientOrderID(bits: 0x0123_4567_89AB_CDEF_0123_4567_89AB_CDEF)
    static let orderID = VenueOrderID(rawValue: "01981786-c482-7bae-a3da-4a756ef9d12e")

    /// A captured body as a tree.
    static func tree(_ name: String) throws -> Tree {
        try #require(Tree(try VenueSamples.text("valr", name + ".json")), "\(name).json is JSON")
    }

    /// A captured body as it is in the file, white space included.
    static func text(_ name: String) throws -> String { try VenueSamples.text("valr", name + ".json") }

    /// A captured body as a successful answer.
    static func ok(_ name: String) throws -> CallResult { .ok(try text(name)) }

    static func decimal(_ text: String) throws -> ExactDecimal { try ExactDecimal(parsing: text) }

    static func instrument(_ symbol: String) throws -> Instrument {
        let symbol = try #require(Symbol(symbol))
        return Instrument(
            symbol: symbol, nativeName: symbol.base.code + symbol.quote.code, mode: .open,
            price: StepRules(step: .value(try decimal("0.00001")), minimum: .unpublished, maximum: .unpublished),
            quantity: StepRules(
                step: .value(try decimal("0.00000001")), minimum: .value(try decimal("0.00001")), maximum: .value(9000)),
            orderTypes: [.limit, .market, .stopLimit, .takeProfitLimit], takesQuoteAmounts: true, takesPostOnly: true,
            isAmendable: true, readAt: now)
    }

    /// The market of most captured orders.
    static func ether() throws -> Instrument { try instrument("ETH/BTC") }

    static func request(
        _ timeInForce: TimeInForce = .goodTillCancelled, isPostOnly: Bool = false
    ) throws -> OrderRequest {
        try .limit(
            clientID, .sell, try ether().symbol, quantity: try decimal("0.000565"), price: try decimal("0.0355"),
            timeInForce: timeInForce, isPostOnly: isPostOnly)
    }

    /// A captured order status, as the tests need it.
    static func status(
        _ word: String = "Placed", remaining: String = "0.000565", type: String = "limit", reason: String = "",
        client: String = clientID.text
    ) throws -> Tree {
        try #require(try tree("rest-order-status").elements.first)
            .replacing("orderStatusType", with: "\"\(word)\"").replacing("remainingQuantity", with: "\"\(remaining)\"")
            .replacing("orderType", with: "\"\(type)\"").replacing("failedReason", with: "\"\(reason)\"")
            .replacing("customerOrderId", with: "\"\(client)\"")
    }

    /// The venue's answer to a query for an order it does not know.
    static let noOrder = CallResult.refused(-1, "Invalid Order. ")
}

extension CallResult {
    static func refused(_ code: Int, _ text: String, status: Int = 400, order: String? = nil) -> CallResult {
        let record = order.map { "\"orderId\":\"\($0)\"," } ?? ""
        return .status(status, "{\(record)\"code\":\(code),\"message\":\"\(text)\"}")
    }
}

extension VenueCall {
    func value(_ name: String) -> String? { parameters.first { $0.name == name }?.value }
}
