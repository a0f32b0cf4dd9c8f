import AdapterKit
public import AdapterProtocol

extension AcornAdapter {
    /// Before this much time has passed since signing, "not found" proves nothing: Acorn takes a request up to 5 s after
    /// its time stamp, and shows the order up to 2 s after that (API.md, Orders).
    static let visibilityBound: Duration = .seconds(7)

    /// Places an order. The answer comes after matching and has the order as it then is.
    public func place(_ request: OrderRequest, on instrument: Instrument) -> Flow<PlaceOutcome> {
        let call: VenueCall
        do throws(VenueError) {
            call = Self.write(
                "order.place", .post, "order", try Self.parameters(of: request, on: instrument), priority: .place)
        } catch {
            return .finished(.notSent(error))
        }
        let endpoint = Self.endpoint(call) { reader throws(JSONError) in
            let order = try Order(acorn: &reader, on: instrument)
            // Somebody else's order is no answer to this placement.
            guard order.clientOrderID == request.clientOrderID else { throw reader.unexpected("our client id") }
            return order
        }
        return .call(endpoint) { result, _ in
            switch result {
            case .success(let order):
                .finished(
                    .accepted(
                        .init(depth: .state, venueOrderID: order.venueOrderID, order: order, time: order.createdAt)))
            case .failure(let error): .finished(Self.outcome(of: error, request.clientOrderID))
            }
        }
    }

    /// Acorn has no test order.
    public func placeDryRun(_ request: OrderRequest, on instrument: Instrument) -> Flow<Void> {
        .failed(.unsupported(.dryRun, "Acorn validates no order without placing it"))
    }

    private static func parameters(
        of request: OrderRequest, on instrument: Instrument
    ) throws(VenueError) -> [Parameter] {
        guard let quantity = request.amount.baseQuantity else {
            throw .unsupported(request.side == .buy ? .marketBuyQuote : .marketSellQuote, "Acorn counts in base")
        }
        guard request.type == .limit || request.type == .market else {
            throw .refused(.type, "Acorn has limit and market orders")
        }
        var list = [
            Parameter("clientId", request.clientOrderID.text), Parameter("market", instrument.nativeName),
            Parameter("side", AcornWords.native(request.side)), Parameter("type", request.type.rawValue),
            Parameter("quantity", plain(quantity)),
        ]
        if let price = request.limitPrice { list.append(Parameter("price", plain(price))) }
        if let lifetime = request.timeInForce {
            guard [.goodTillCancelled, .immediateOrCancel, .fillOrKill].contains(lifetime) else {
                throw .refused(.timeInForce, "Acorn knows GTC, IOC and FOK")
            }
            list.append(Parameter("timeInForce", lifetime.rawValue))
        }
        if request.isPostOnly { list.append(Parameter("postOnly", "true")) }
        return list
    }

    /// Plain digits, without an exponent and without zeros at the end.
    private static func plain(_ number: ExactDecimal) -> String { number.normalized.description }

    /// Only an answer that proves a refusal rejects; a duplicate client id proves that an order of this id exists.
    private static func outcome(of error: VenueError, _ id: ClientOrderID) -> PlaceOutcome {
        if error.kind == .duplicateClientOrderID, error.effect != .notSent {
            return .unknown(
                .init(
                    error: error.with(effect: .unknown, advice: .afterResync), clientOrderID: id,
                    visibilityBound: visibilityBound))
        }
        return switch error.effect {
        case .notSent: .notSent(error)
        case .notExecuted: .rejected(error, venueOrderID: nil)
        case .unknown, .executed:
            .unknown(.init(error: error, clientOrderID: id, visibilityBound: visibilityBound))
        }
    }
}
