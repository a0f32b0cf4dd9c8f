import VenueSimulator

// GET stop-order... (kucoin.md E.4).
extension KuCoinFace {
    static let user = "633559791e1cbc0001f319bc"

    func stops(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        let fields = call.fields
        let number = try fields.count("currentPage", in: 1...1_000_000, initial: 1)
        let size = try pageSize(call)
        let symbol = try fields.text("symbol")
        let side: KuCoin.SideWord? = try fields.choice("side")
        let type: KuCoin.OrderType? = try fields.choice("type")
        let ids = try fields.text("orderIds").map { Set($0.split(separator: ",").map(String.init)) }
        let start = try fields.integer("startAt") ?? .min
        let end = try fields.integer("endAt") ?? .max
        let rows = state.stops.reversed().filter { stop in
            stop.isWaiting && (symbol == nil || stop.symbol == symbol)
                && (side == nil || stop.side.word == side?.rawValue)
                && (type == nil || stop.isMarket == (type == .market)) && ids?.contains(stop.id) ?? true
                && stop.createdAt >= start && stop.createdAt <= end
        }
        return KuCoin.Page(number: number, size: size).answer(rows) { $0.row(user: Self.user) }
    }

    /// The size of numbered pages of older calls: 10 to 500.
    func pageSize(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> Int {
        let size = try call.fields.integer("pageSize") ?? 50
        guard size <= 500 else {
            throw .parameter("pageSize should not greater than 500", status: call.switches.parameterStatus)
        }
        guard size >= 10 else { throw call.fields.invalid("pageSize") }
        return Int(size)
    }

    /// By id also after the end (E.4: "may still be readable").
    func stop(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        guard let stop = state.stops.first(where: { $0.id == call.variable }) else {
            throw .unknownOrder(code: call.switches.text(.unknownOrderCode))
        }
        return stop.row(user: Self.user)
    }

    /// An array.
    func stopByClient(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        let clientID = try call.fields.required("clientOid")
        let symbol = try call.fields.text("symbol")
        let rows = state.stops.filter { $0.clientID == clientID && (symbol == nil || $0.symbol == symbol) }
        return .list(rows.map { $0.row(user: Self.user) })
    }
}
