import AdapterKit
public import AdapterProtocol

extension VALRAdapter {
    /// Before this much time has passed since signing, "not found" proves nothing: the sheet probes for ten seconds and
    /// keeps the amount reserved for sixty (valr.md E.11).
    static let visibilityBound: Duration = .seconds(60)

    /// Places an order by a v2 route. A 201 is a verdict: on the book, executed, or armed (valr.md E.3).
    public func place(_ request: OrderRequest, on instrument: Instrument) -> Flow<PlaceOutcome> {
        let order: (path: String, parameters: [Parameter])
        do throws(VenueError) {
            order = try Self.parameters(of: request, on: instrument)
        } catch {
            return .finished(.notSent(error))
        }
        let call = Self.write(
            "order.place", .post, order.path, order.parameters, priority: .place, charges: Self.placeCharges,
            notAfter: request.placeBefore)
        let endpoint = Self.receipt(call)
        return .call(call) { result, _ in
            do throws(VenueError) {
                let id = try endpoint.read(result)
                return .finished(.accepted(.init(depth: result.depth, venueOrderID: id, order: nil)))
            } catch {
                return .finished(Self.outcome(of: error, result, request))
            }
        }
    }

    /// VALR has no test order (valr.md E.3).
    public func placeDryRun(_ request: OrderRequest, on instrument: Instrument) -> Flow<Void> {
        .failed(.unsupported(.dryRun, "VALR validates an order only by placing it"))
    }

    /// Reads `{"id": …}`.
    static func receipt(_ call: VenueCall) -> Endpoint<VenueOrderID> {
        endpoint(call) { reader throws(JSONError) in
            var id: String?
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "id": id = try reader.string()
                default: try reader.skip()
                }
            }
            let text = try reader.require(id, "id")
            guard !text.isEmpty else { throw reader.unexpected("an id") }
            return VenueOrderID(rawValue: text)
        }
    }

    static func parameters(
        of request: OrderRequest, on instrument: Instrument
    ) throws(VenueError) -> (path: String, parameters: [Parameter]) {
        if let quantity = request.amount.baseQuantity { try refuseOffStep(quantity, on: instrument) }
        var list = [Parameter("side", request.side == .buy ? "BUY" : "SELL")]
        list.reserveCapacity(8)
        switch request.amount {
        case .base(let quantity):
            list.append(Parameter(request.type == .market ? "baseAmount" : "quantity", plain(quantity)))
        case .quote(let amount): list.append(Parameter("quoteAmount", plain(amount)))
        }
        if let price = request.limitPrice { list.append(Parameter("price", plain(price))) }
        list.append(Parameter("pair", instrument.nativeName))
        let path: String
        switch request.type {
        case .market: path = "/v2/orders/market"
        case .limit:
            path = "/v2/orders/limit"
            list.append(Parameter("postOnly", request.isPostOnly ? "true" : "false"))
        case .stopLimit, .takeProfitLimit:
            path = "/v2/orders/stop/limit"
            guard let trigger = request.trigger else { throw .refused(.trigger, "a triggered order needs a trigger") }
            list.append(Parameter("stopPrice", plain(trigger.price)))
            list.append(Parameter("type", request.type == .stopLimit ? "STOP_LOSS_LIMIT" : "TAKE_PROFIT_LIMIT"))
        default: throw .refused(.type, "VALR has no \(request.type) orders")
        }
        if let timeInForce = request.timeInForce {
            guard timeInForce != .goodTillDate else { throw .refused(.timeInForce, "VALR has no good-till-date") }
            list.append(Parameter("timeInForce", timeInForce.rawValue))
        }
        list.append(Parameter("customerOrderId", request.clientOrderID.text))
        return (path, list)
    }

    /// The venue would cut off the digits silently and trade another size (valr.md C.3, K.23).
    private static func refuseOffStep(_ quantity: ExactDecimal, on instrument: Instrument) throws(VenueError) {
        guard let step = instrument.quantity.step.value, !quantity.isMultiple(of: step) else { return }
        throw .refused(.amount, "VALR would cut \(quantity) down to a multiple of \(step)")
    }

    /// Plain decimal without exponent; trailing zeros say nothing (valr.md C.3).
    static func plain(_ number: ExactDecimal) -> String { number.normalized.description }
}

extension CallResult {
    /// A 201 is the engine's verdict; a 202, which v2 does not promise, would be a receipt (valr.md E.3, K.7).
    fileprivate var depth: PlaceOutcome.Acceptance.Depth {
        if case .reply(let reply) = self, reply.status == 202 { .received } else { .engine }
    }
}
