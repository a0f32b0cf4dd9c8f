import AdapterKit
public import AdapterProtocol

extension BinanceAdapter {
    /// Before this much time has passed since signing, "not found" proves nothing (binance.md G.4).
    static let visibilityBound: Duration = .seconds(30)

    /// Order writes cost nothing when they succeed and their listed weight when they fail (binance.md H).
    private static let placingCharges = [
        RateCharge(weight, 1, onSuccess: 0), RateCharge(ordersShort, 1), RateCharge(ordersDaily, 1),
    ]

    /// Places an order. The answer is the engine's, with state and fills (`newOrderRespType=FULL`, binance.md E.2).
    public func place(_ request: OrderRequest, on instrument: Instrument) -> Flow<PlaceOutcome> {
        let parameters: [Parameter]
        do throws(VenueError) {
            parameters = try Self.parameters(of: request, on: instrument)
        } catch {
            return .finished(.notSent(error))
        }
        let call = Self.write(
            "order.place", .post, "order", parameters, priority: .place,
            charges: Self.placingCharges, notAfter: request.placeBefore)
        let symbol = instrument.symbol
        let endpoint = Self.endpoint(call) { reader throws(JSONError) in try Self.acceptance(of: symbol, &reader) }
        return .call(endpoint) { result, _ in
            switch result {
            case .success(let acceptance): .finished(.accepted(acceptance))
            case .failure(let error): .finished(Self.outcome(of: error, request.clientOrderID))
            }
        }
    }

    /// Lets the venue check an order; it never reaches the engine (weight 1).
    public func placeDryRun(_ request: OrderRequest, on instrument: Instrument) -> Flow<Void> {
        let parameters: [Parameter]
        do throws(VenueError) {
            parameters = try Self.parameters(of: request, on: instrument)
        } catch {
            return .failed(error)
        }
        return Self.dryRun(parameters).flow
    }

    static func dryRun(_ parameters: [Parameter]) -> Endpoint<Void> {
        // A POST that changes nothing: a read in intent.
        let call = VenueCall(
            operation: "order.test", intent: .read, priority: .privateRead, method: .post, path: "/api/v3/order/test",
            parameters: parameters, isSigned: true, charges: [RateCharge(weight, 1)])
        return endpoint(call) { reader throws(JSONError) in try reader.skip() }
    }

    static func parameters(
        of request: OrderRequest, on instrument: Instrument
    ) throws(VenueError) -> [Parameter] {
        guard let type = BinanceWords.native(request) else {
            throw .refused(.type, "Binance has no \(request.type) orders")
        }
        var list: [Parameter] = []
        list.reserveCapacity(10)
        list.append(Parameter("symbol", instrument.nativeName))
        list.append(Parameter("side", request.side == .buy ? "BUY" : "SELL"))
        list.append(Parameter("type", type))
        if let timeInForce = request.timeInForce, !request.isPostOnly {
            list.append(Parameter("timeInForce", timeInForce.rawValue))
        }
        switch request.amount {
        case .base(let quantity): list.append(Parameter("quantity", plain(quantity)))
        case .quote(let amount): list.append(Parameter("quoteOrderQty", plain(amount)))
        }
        if let price = request.limitPrice { list.append(Parameter("price", plain(price))) }
        if let trigger = request.trigger { list.append(Parameter("stopPrice", plain(trigger.price))) }
        list.append(Parameter("newClientOrderId", request.clientOrderID.text))
        list.append(Parameter("newOrderRespType", "FULL"))
        if let rule = request.selfTradePrevention {
            guard let word = BinanceWords.native(rule) else {
                throw .refused(.selfTradePrevention, "Binance has no rule '\(rule)'")
            }
            list.append(Parameter("selfTradePreventionMode", word))
        }
        return list
    }

    /// Plain decimal without exponent, as the pattern of binance.md C.4 wants it; trailing zeros say nothing.
    static func plain(_ number: ExactDecimal) -> String { number.normalized.description }

    private static func acceptance(
        of symbol: Symbol, _ reader: inout JSONReader
    ) throws(JSONError) -> PlaceOutcome.Acceptance {
        let row = try OrderRow(reading: &reader)
        let order = try row.order(of: symbol, reader)
        return PlaceOutcome.Acceptance(
            depth: .state, venueOrderID: order.venueOrderID, order: order, fills: row.fills(of: order),
            time: order.updatedAt)
    }

    /// Only an answer that proves a refusal rejects; "Duplicate order sent" proves that an order of this id lives.
    private static func outcome(of error: VenueError, _ id: ClientOrderID) -> PlaceOutcome {
        if error.kind == .duplicateClientOrderID {
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
