import AdapterKit
public import AdapterProtocol

extension KuCoinAdapter {
    /// Before this much time has passed since signing, "not found" proves nothing: the gateway takes the request up to
    /// 5 s after its signature, the order shows up to 5 s after that (kucoin.md E.7), 2 s are margin (G.4).
    static let visibilityBound: Duration = .seconds(12)

    /// The operation whose body also states the order's own window.
    static let placeOperation: OperationName = "order.place"

    /// Places an order. Plain orders go through the synchronous call, whose answer comes after matching: a post-only
    /// order that would have taken, or a failed FOK, is told at once. Stop orders only get a receipt.
    public func place(_ request: OrderRequest, on instrument: Instrument) -> Flow<PlaceOutcome> {
        Flow { now in
            let parameters: [Parameter]
            do throws(VenueError) {
                parameters = try Self.parameters(of: request, on: instrument, now: now)
            } catch {
                return .finished(.notSent(error))
            }
            let call = Self.write(
                Self.placeOperation, .post, request.type.isTriggered ? "v1/stop-order" : "v1/hf/orders/sync",
                parameters, priority: .place, weight: 1, notAfter: request.placeBefore)
            return Flow.call(Self.endpoint(call, SyncRow.init(reading:))) { result, _ in
                switch result {
                case .success(let row): .finished(Self.outcome(of: row, request))
                case .failure(let error): .finished(Self.outcome(of: error, request.clientOrderID))
                }
            }.start(now)
        }
    }

    /// Lets the venue check an order; no order is made (weight 1). Stop orders have no such call.
    public func placeDryRun(_ request: OrderRequest, on instrument: Instrument) -> Flow<Void> {
        guard !request.type.isTriggered else {
            return .failed(.unsupported(.dryRun, "KuCoin validates no stop orders"))
        }
        return Flow { now in
            let parameters: [Parameter]
            do throws(VenueError) {
                parameters = try Self.parameters(of: request, on: instrument, now: now)
            } catch {
                return .failed(error)
            }
            return Self.dryRun(parameters).flow.map { _ in }.start(now)
        }
    }

    static func dryRun(_ parameters: [Parameter]) -> Endpoint<SyncRow> {
        // A POST that changes nothing: a read in intent. Its id names no order.
        let call = VenueCall(
            operation: "order.test", intent: .read, priority: .privateRead, method: .post,
            path: "/api/v1/hf/orders/test", parameters: parameters, isSigned: true,
            charges: [RateCharge(spotPool, 1)])
        return endpoint(call, SyncRow.init(reading:))
    }

    static func parameters(
        of request: OrderRequest, on instrument: Instrument, now: Timestamp
    ) throws(VenueError) -> [Parameter] {
        guard OrderType.known.contains(request.type) else {
            throw .refused(.type, "KuCoin has no \(request.type) orders")
        }
        var list: [Parameter] = []
        list.reserveCapacity(12)
        list.append(Parameter("clientOid", request.clientOrderID.text))
        list.append(Parameter("side", KuCoinWords.side(request.side)))
        list.append(Parameter("symbol", instrument.nativeName))
        list.append(Parameter("type", request.type.needsLimitPrice ? "limit" : "market"))
        if let price = request.limitPrice { list.append(Parameter("price", plain(price))) }
        switch request.amount {
        case .base(let quantity): list.append(Parameter("size", plain(quantity)))
        case .quote(let amount): list.append(Parameter("funds", plain(amount)))
        }
        try append(lifetimeOf: request, to: &list, now: now)
        if request.isPostOnly { list.append(Parameter("postOnly", "true")) }
        if let word = try selfTradeWord(of: request) { list.append(Parameter("stp", word)) }
        if let trigger = request.trigger {
            guard trigger.reference == .lastTrade else {
                throw .unsupported(.indexTrigger, "stop orders watch the last trade")
            }
            // Left out it would mean `loss`, and an entry would fire at once (K25).
            list.append(Parameter("stop", KuCoinWords.native(trigger.crossing)))
            list.append(Parameter("stopPrice", plain(trigger.price)))
        }
        return list
    }

    /// GTT counts whole seconds from arrival; rounded down, so that an order does not outlive its date by rounding.
    private static func append(
        lifetimeOf request: OrderRequest, to list: inout [Parameter], now: Timestamp
    ) throws(VenueError) {
        guard let timeInForce = request.timeInForce else { return }
        guard let word = KuCoinWords.native(timeInForce) else {
            throw .refused(.timeInForce, "KuCoin has no lifetime \(timeInForce)")
        }
        list.append(Parameter("timeInForce", word))
        guard timeInForce == .goodTillDate, let end = request.expiresAt else { return }
        let seconds = end.duration(since: now).wholeMilliseconds / 1000
        guard seconds >= 1 else { throw .refused(.expiresAt, "lies less than a second ahead") }
        list.append(Parameter("cancelAfter", String(seconds)))
    }

    /// Nothing chosen, and "allowed", are the venue's default: own orders match each other (kucoin.md E.3).
    private static func selfTradeWord(of request: OrderRequest) throws(VenueError) -> String? {
        guard let rule = request.selfTradePrevention, rule != .allow else { return nil }
        guard let word = KuCoinWords.selfTrade.first(where: { $0.0 == rule })?.1 else {
            throw .refused(.selfTradePrevention, "KuCoin has no rule '\(rule)'")
        }
        guard request.type.needsLimitPrice || rule != .decrement else {
            throw .refused(.selfTradePrevention, "market orders take no DC")
        }
        guard request.timeInForce != .fillOrKill || rule == .expireTaker else {
            throw .refused(.selfTradePrevention, "FOK orders take CN only")
        }
        return word
    }

    /// Plain decimal without exponent (kucoin.md C.3); trailing zeros say nothing.
    static func plain(_ number: ExactDecimal) -> String { number.normalized.description }
}
