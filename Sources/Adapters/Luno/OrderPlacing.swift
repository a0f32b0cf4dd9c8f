import AdapterKit
public import AdapterProtocol

extension LunoAdapter {
    /// Before this much time has passed since signing, "not found" proves nothing: the deadline that every placement
    /// carries (10 s) and five seconds more (luno.md G.3).
    static let visibilityBound: Duration = .seconds(15)

    /// Places an order. The answer is a receipt with an id and nothing else: the matching engine gets the order after
    /// that (luno.md E.3, E.4).
    public func place(_ request: OrderRequest, on instrument: Instrument) -> Flow<PlaceOutcome> {
        let call: VenueCall
        do throws(VenueError) {
            call = try placement(of: request, on: instrument)
        } catch {
            return .finished(.notSent(error))
        }
        return .call(Self.endpoint(call, Self.receipt)) { result, _ in
            switch result {
            case .success(let id):
                .finished(.accepted(PlaceOutcome.Acceptance(depth: .received, venueOrderID: id, order: nil)))
            case .failure(let error): .finished(Self.outcome(of: error, request.clientOrderID))
            }
        }
    }

    /// Luno has no test order (luno.md E.3).
    public func placeDryRun(_ request: OrderRequest, on instrument: Instrument) -> Flow<Void> {
        .failed(.unsupported(.dryRun, "Luno validates no order without placing it"))
    }

    /// The call of a placement.
    ///
    /// - Throws: ``VenueError`` of effect `notSent` for what the venue cannot express.
    func placement(of request: OrderRequest, on instrument: Instrument) throws(VenueError) -> VenueCall {
        let isMarket = request.type == .market
        var list: [Parameter] = []
        list.reserveCapacity(10)
        list.append(Parameter("pair", instrument.nativeName))
        if isMarket {
            try Self.appendMarket(request, to: &list)
        } else {
            try Self.appendLimit(request, to: &list)
        }
        if let account = accounts[instrument.symbol.base] { list.append(Parameter("base_account_id", account)) }
        if let account = accounts[instrument.symbol.quote] { list.append(Parameter("counter_account_id", account)) }
        list.append(Parameter("client_order_id", request.clientOrderID.text))
        return Self.write(
            LunoSigner.placing, isMarket ? "/api/1/marketorder" : "/api/1/postorder", list, priority: .place,
            notAfter: request.placeBefore)
    }

    /// Market buys name what they spend, market sells what they sell; there is nothing else (luno.md E.4).
    private static func appendMarket(_ request: OrderRequest, to list: inout [Parameter]) throws(VenueError) {
        switch (request.side, request.amount) {
        case (.buy, .quote(let amount)):
            list.append(Parameter("type", "BUY"))
            list.append(Parameter("counter_volume", plain(amount)))
        case (.sell, .base(let quantity)):
            list.append(Parameter("type", "SELL"))
            list.append(Parameter("base_volume", plain(quantity)))
        case (.buy, .base):
            throw .unsupported(.marketBuyBase, "Luno's market buys name a quote amount")
        case (.sell, .quote):
            throw .unsupported(.marketSellQuote, "Luno's market sells name a base quantity")
        }
    }

    private static func appendLimit(_ request: OrderRequest, to list: inout [Parameter]) throws(VenueError) {
        guard request.type == .limit || request.type == .stopLimit || request.type == .takeProfitLimit,
            let price = request.limitPrice, let quantity = request.amount.baseQuantity
        else { throw .refused(.type, "Luno has no \(request.type) orders") }
        guard let word = request.timeInForce?.rawValue, ["GTC", "IOC", "FOK"].contains(word) else {
            throw .refused(.timeInForce, "Luno knows GTC, IOC and FOK")
        }
        list.append(Parameter("type", request.side == .buy ? "BID" : "ASK"))
        list.append(Parameter("volume", plain(quantity)))
        list.append(Parameter("price", plain(price)))
        list.append(Parameter("time_in_force", word))
        if request.isPostOnly { list.append(Parameter("post_only", "true")) }
        guard let trigger = request.trigger else { return }
        guard trigger.reference == .lastTrade else {
            throw .unsupported(.indexTrigger, "Luno's stops watch the last trade")
        }
        list.append(Parameter("stop_price", plain(trigger.price)))
        list.append(Parameter("stop_direction", trigger.crossing == .atOrAbove ? "ABOVE" : "BELOW"))
    }

    /// Plain decimal without exponent and without trailing zeros: whether the venue takes zeros beyond its scale is
    /// unconfirmed (luno.md C.2, K.9).
    static func plain(_ number: ExactDecimal) -> String { number.normalized.description }

    /// `{"order_id": …}`.
    private static func receipt(_ reader: inout JSONReader) throws(JSONError) -> VenueOrderID {
        var id: String?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "order_id": id = try reader.textOrNothing()
            default: try reader.skip()
            }
        }
        return VenueOrderID(rawValue: try reader.require(id, "order_id"))
    }

    /// Only an answer that proves a refusal rejects; a duplicate client id proves that an order of this id exists.
    private static func outcome(of error: VenueError, _ id: ClientOrderID) -> PlaceOutcome {
        if error.kind == .duplicateClientOrderID, error.effect != .notSent {
            return .unknown(
                .init(error: error.with(effect: .unknown), clientOrderID: id, visibilityBound: visibilityBound))
        }
        switch error.effect {
        case .notSent: return .notSent(error)
        case .notExecuted: return .rejected(error, venueOrderID: nil)
        case .unknown, .executed:
            return .unknown(.init(error: error, clientOrderID: id, visibilityBound: visibilityBound))
        }
    }
}
