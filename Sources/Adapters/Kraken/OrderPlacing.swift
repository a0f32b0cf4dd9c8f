import AdapterKit
public import AdapterProtocol

extension KrakenAdapter {
    /// Before this much time has passed since signing, "not found" proves nothing: the deadline that every placement
    /// carries (10 s) and five seconds more (kraken.md E.13).
    static let visibilityBound: Duration = .seconds(15)

    /// Places an order. The answer comes once the engine has it, and names it without a word on its state; a post-only
    /// order may be over a millisecond later (kraken.md E.3, E.13).
    public func place(_ request: OrderRequest, on instrument: Instrument) -> Flow<PlaceOutcome> {
        let parameters: [Parameter]
        do throws(VenueError) {
            parameters = try Self.parameters(of: request, on: instrument)
        } catch {
            return .finished(.notSent(error))
        }
        let call = Self.write(
            Self.placing, "/0/private/AddOrder", parameters, priority: .place, charges: Self.oneOrder,
            notAfter: request.placeBefore)
        return .call(Self.endpoint(call, Self.receipt)) { result, _ in
            switch result {
            case .success(let id): .finished(.accepted(.init(depth: .engine, venueOrderID: id, order: nil)))
            case .failure(let error): .finished(Self.outcome(of: error, request.clientOrderID))
            }
        }
    }

    /// Lets the venue check an order: arguments, pair and minimums, not the outcome (kraken.md E.5).
    public func placeDryRun(_ request: OrderRequest, on instrument: Instrument) -> Flow<Void> {
        do throws(VenueError) {
            return Self.dryRun(try Self.parameters(of: request, on: instrument)).flow
        } catch {
            return .failed(error)
        }
    }

    /// A POST that changes nothing: a read in intent. The flag is sent only here, and only as true: some servers took
    /// any value of it for true (K.17).
    static func dryRun(_ parameters: [Parameter]) -> Endpoint<Void> {
        let call = privateRead(
            "order.test", "AddOrder", parameters + [Parameter("validate", "true")], charges: oneOrder)
        return endpoint(call) { reader throws(JSONError) in
            try reader.object { key, reader throws(JSONError) in
                if case "txid" = key { throw reader.unexpected("no order id in a dry run") }
                try reader.skip()
            }
        }
    }

    static func parameters(of request: OrderRequest, on instrument: Instrument) throws(VenueError) -> [Parameter] {
        guard let type = KrakenWords.word(request.type) else {
            throw .refused(.type, "this adapter places no \(request.type) orders")
        }
        var list: [Parameter] = []
        list.reserveCapacity(12)
        list.append(Parameter("pair", instrument.nativeName))
        list.append(Parameter("type", request.side == .buy ? "buy" : "sell"))
        list.append(Parameter("ordertype", type))
        list.append(Parameter("volume", plain(request.amount.value)))
        appendPrices(of: request, to: &list)
        list.append(Parameter("oflags", try flags(of: request)))
        try appendLifetime(of: request, to: &list)
        list.append(Parameter("cl_ord_id", request.clientOrderID.text))
        if let rule = request.selfTradePrevention {
            guard let word = KrakenWords.selfTrade[rule] else {
                throw .refused(.selfTradePrevention, "Kraken cancels the newest, the oldest or both")
            }
            list.append(Parameter("stptype", word))
        }
        return list
    }

    /// A triggered kind's `price` is its trigger, and `price2` its limit (kraken.md E.3).
    private static func appendPrices(of request: OrderRequest, to list: inout [Parameter]) {
        guard let trigger = request.trigger else {
            if let price = request.limitPrice { list.append(Parameter("price", plain(price))) }
            return
        }
        list.append(Parameter("price", plain(trigger.price)))
        if let price = request.limitPrice { list.append(Parameter("price2", plain(price))) }
        if trigger.reference == .index { list.append(Parameter("trigger", "index")) }
    }

    /// The fee is always asked for in quote: without a flag it is not known which asset pays (kraken.md C.6). Flags are
    /// one text with commas (K.21); a quote amount is for market buys only (K.10).
    private static func flags(of request: OrderRequest) throws(VenueError) -> String {
        guard case .quote = request.amount else { return request.isPostOnly ? "post,fciq" : "fciq" }
        guard request.side == .buy, request.type == .market else {
            throw .unsupported(.marketSellQuote, "Kraken takes quote amounts for market buys only")
        }
        return "viqc,fciq"
    }

    private static func appendLifetime(of request: OrderRequest, to list: inout [Parameter]) throws(VenueError) {
        guard let lifetime = request.timeInForce else { return }
        guard TimeInForce.known.contains(lifetime) else {
            throw .refused(.timeInForce, "Kraken has no lifetime '\(lifetime)'")
        }
        if lifetime == .fillOrKill, request.type != .limit {
            throw .refused(.timeInForce, "Kraken takes FOK with limit orders only")
        }
        list.append(Parameter("timeinforce", lifetime.rawValue))
        if let end = request.expiresAt { list.append(Parameter("expiretm", end.krakenSeconds)) }
    }

    /// Plain decimal without exponent (kraken.md C.5); trailing zeros say nothing.
    static func plain(_ number: ExactDecimal) -> String { number.normalized.description }
}
