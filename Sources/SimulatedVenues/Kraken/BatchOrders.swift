import AdapterProtocol
import VenueSimulator

// AddOrderBatch (kraken.md E.6).
extension KrakenFace {
    mutating func addBatch(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        guard let groups = call.parameters.groups("orders"), (2...15).contains(groups.count) else {
            throw .argument("orders")
        }
        let tier = call.switches.tier
        var market: Kraken.Market?
        var forms: [Kraken.OrderForm] = []
        var ids: Set<String> = []
        // A structural error of one order refuses all.
        for group in groups {
            let found = try tradableMarket(group, call.switches, pairFrom: call.parameters)
            if market == nil {
                let points = Int64(groups.count) * Kraken.Limits.point / 2
                let hasRoom = limits.allowsEngine(points, pair: found.key, tier: tier, now: now)
                limits.chargeEngine(points, pair: found.key, tier: tier, now: now)
                guard hasRoom else { throw .engineLimit }
            }
            market = found
            var form = try readForm(group, found, call.switches)
            if form.deadline == nil, let text = call.parameters.text("deadline") {
                guard let deadline = Kraken.Times.parse(text) else { throw .argument("deadline") }
                form.deadline = deadline
            }
            if let id = form.clientID, !ids.insert(id).inserted { throw .clientIDTaken }
            forms.append(form)
        }
        let isDry = isValidation(call.parameters, call.switches)
        var rows: [FaceJSON] = []
        for form in forms { rows.append(place(form, isDry: isDry, call.switches)) }
        return ["orders": .list(rows)]
    }

    private mutating func place(_ form: Kraken.OrderForm, isDry: Bool, _ switches: Kraken.Switches) -> FaceJSON {
        do throws(Kraken.Refusal) {
            try checkTerms(form, switches)
            if isDry { return ["descr": form.description] }
            let order = try enter(form, switches)
            return ["txid": .text(ids.order(Kraken.Ref(order))), "descr": form.description]
        } catch {
            let isList = switches.has("batchError", "list")
            return ["error": isList ? [.text(error.text)] : .text(error.text), "descr": form.description]
        }
    }
}
