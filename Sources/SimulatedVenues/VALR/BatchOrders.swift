import VenueSimulator

// Up to twenty requests at once (valr.md E.5).
extension VALRFace {
    /// `accepted` is like a v1 202: the items are independent and acted on later.
    mutating func batch(
        _ json: FaceJSON, _ caller: VALR.Caller, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> FaceReply {
        guard let items = json["requests"]?.elements, !items.isEmpty, items.count <= 20 else {
            throw .validation([("requests", "must hold between 1 and 20 requests")])
        }
        let hasPlacement = items.contains { $0["type"]?.string?.hasPrefix("PLACE_") ?? false }
        var outcomes: [FaceJSON] = []
        for item in items {
            do throws(VALR.Refusal) {
                outcomes.append(try outcome(item, hasPlacement: hasPlacement, caller, switches))
            } catch {
                outcomes.append(["accepted": false, "error": error.error])
            }
        }
        counter += 1
        let body: FaceJSON = [
            "outcomes": .list(outcomes), "batchId": .integer(1_395_349_783_381_499_001 + counter),
        ]
        return Self.ok(body.bytes)
    }

    private mutating func outcome(
        _ item: FaceJSON, hasPlacement: Bool, _ caller: VALR.Caller, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> FaceJSON {
        guard let type = item["type"]?.string, let data = item["data"], case .members = data else {
            throw .validation([("type", "must not be null")])
        }
        switch type {
        case "PLACE_LIMIT": return try placed(.limit, type, data, caller, switches)
        case "PLACE_MARKET": return try placed(.market, type, data, caller, switches)
        case "PLACE_STOP_LIMIT": return try placed(.stop, type, data, caller, switches)
        case "CANCEL_ORDER":
            _ = try cancelLater(data, caller, switches)
            let id = data["orderId"]?.string
            return Self.row(type, id: id, clientID: data["customerOrderId"]?.string)
        case "MODIFY_ORDER":
            if hasPlacement { throw .batchModify }
            let modification = try modification(data, caller, switches)
            tasks.add(.modify(modification), due: now + switches.v1Delay)
            return Self.row(type, id: modification.orderID, clientID: nil)
        default: throw .validation([("type", "is unknown")])
        }
    }

    private mutating func placed(
        _ kind: VALR.Placement, _ type: String, _ data: FaceJSON, _ caller: VALR.Caller, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> FaceJSON {
        let form = try VALR.OrderForm.read(kind, data, isV2: false, switches)
        let number = register.add(form, account: caller.account, now: now)
        tasks.add(.place(number), due: now + switches.v1Delay)
        return Self.row(type, id: orderID(number), clientID: form.clientID)
    }

    private static func row(_ type: String, id: String?, clientID: String?) -> FaceJSON {
        (["accepted": true] as FaceJSON).with("orderId", id.map(FaceJSON.text))
            .with("customerOrderId", clientID.map(FaceJSON.text)).with("requestType", .text(type))
    }
}
