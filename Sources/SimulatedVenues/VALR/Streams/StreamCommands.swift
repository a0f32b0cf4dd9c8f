import VenueSimulator

// Order entry on the account socket (valr.md J.4): an acknowledgement means received, like a v1 202.
extension VALRFace {
    mutating func command(_ type: String, _ json: FaceJSON, _ id: StreamID, _ connection: VALR.Connection) {
        guard let caller = connection.caller else { return }
        let payload = json["payload"] ?? [:]
        switch type {
        case "PLACE_LIMIT_ORDER":
            answer(type, json, id, "PLACE_LIMIT_WS_RESPONSE", .placeV1) { face throws(VALR.Refusal) in
                try face.placed(.limit, payload, caller)
            }
        case "PLACE_MARKET_ORDER":
            answer(type, json, id, "PLACE_MARKET_WS_RESPONSE", .placeV1) { face throws(VALR.Refusal) in
                try face.placed(.market, payload, caller)
            }
        case "MODIFY_ORDER":
            answer(type, json, id, "MODIFY_ORDER_WS_RESPONSE", .modify) { face throws(VALR.Refusal) in
                let modification = try face.modification(payload, caller, face.switches)
                face.tasks.add(.modify(modification), due: face.now + face.switches.v1Delay)
                return [
                    "modifyRequestId": .text(modification.id), "requested": true,
                    "orderId": .text(modification.orderID),
                ]
            }
        case "CANCEL_LIMIT_ORDER":
            answer(type, json, id, "CANCEL_ORDER_WS_RESPONSE", .cancelV1) { face throws(VALR.Refusal) in
                _ = try face.cancelLater(payload, caller, face.switches)
                return (["requested": true] as FaceJSON).with("orderId", payload["orderId"])
                    .with("customerOrderId", payload["customerOrderId"])
            }
        case "CANCEL_ON_DISCONNECT":
            let isOn = payload["cancelOnDisconnect"]?.bool ?? false
            streams[id]?.cancelsOnDisconnect = isOn
            streams.send(
                [
                    "type": "CANCEL_ON_DISCONNECT_UPDATE",
                    "data": ["cancelOnDisconnect": .text(isOn ? "true" : "false")],
                ],
                "stream.control", to: id)
        default: return
        }
    }

    /// The words of one secondary source; none is told of a modification.
    private static let refusals = [
        "PLACE_LIMIT_ORDER": "INVALID_PLACE_LIMIT_REQUEST", "PLACE_MARKET_ORDER": "INVALID_PLACE_MARKET_REQUEST",
        "CANCEL_LIMIT_ORDER": "INVALID_CANCEL_ORDER_REQUEST",
    ]

    private mutating func placed(
        _ kind: VALR.Placement, _ payload: FaceJSON, _ caller: VALR.Caller
    ) throws(VALR.Refusal) -> FaceJSON {
        let form = try VALR.OrderForm.read(kind, payload, isV2: false, switches)
        let number = register.add(form, account: caller.account, now: now)
        tasks.add(.place(number), due: now + switches.v1Delay)
        let data: FaceJSON = ["orderId": .text(orderID(number))]
        return data.with("customerOrderId", form.clientID.map(FaceJSON.text))
    }

    /// Counts the command, carries it out and answers with the client's own number of it.
    private mutating func answer(
        _ type: String, _ json: FaceJSON, _ id: StreamID, _ word: String, _ meter: VALR.Route.Meter,
        _ work: (inout VALRFace) throws(VALR.Refusal) -> FaceJSON
    ) {
        guard let caller = streams[id]?.caller else { return }
        var reply: FaceJSON
        if switches.hasLimits, !budgets.charge(meter, key: caller.key.id, address: "", now: now, switches) {
            reply = ["type": "RATE_LIMIT_EXCEEDED", "data": ["requestType": .text(type)]]
        } else {
            do throws(VALR.Refusal) {
                guard caller.key.mayTrade else { throw .permission(switches) }
                reply = ["type": .text(word), "data": try work(&self)]
            } catch {
                reply = ["type": .text(Self.refusals[type] ?? "ORDER_REJECTED"), "data": error.error]
            }
        }
        streams.send(reply.with("clientMsgId", json["clientMsgId"]), "stream.control", to: id)
    }
}
