import VenueSimulator

// POST hf/orders/dead-cancel-all and its query (kucoin.md E.2); times of answers in seconds.
extension KuCoinFace {
    mutating func setDeadCancel(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        guard let timeout = try call.fields.integer("timeout"), timeout == -1 || (5...86_400).contains(timeout)
        else { throw call.fields.invalid("timeout") }
        let symbols = try call.fields.text("symbols").map { $0.split(separator: ",").map(String.init) } ?? []
        guard symbols.count <= 50 else { throw call.fields.invalid("symbols") }
        for symbol in symbols { _ = try tradedMarket(symbol, call.switches) }
        guard timeout > 0 else {
            state.deadCancel = nil
            return ["currentTime": .integer(now / 1_000), "triggerTime": 0]
        }
        let dead = KuCoin.DeadCancel(timeout: timeout, symbols: symbols, trigger: now + timeout * 1_000)
        state.deadCancel = dead
        return ["currentTime": .integer(now / 1_000), "triggerTime": .integer(dead.trigger / 1_000)]
    }

    func deadCancelQuery() -> FaceJSON {
        guard let dead = state.deadCancel else { return .null }
        return [
            "timeout": .integer(dead.timeout), "symbols": .text(dead.symbols.joined(separator: ",")),
            "currentTime": .integer(now / 1_000), "triggerTime": .integer(dead.trigger / 1_000),
        ]
    }
}
