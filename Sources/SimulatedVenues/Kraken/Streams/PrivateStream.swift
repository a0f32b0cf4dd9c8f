import AdapterProtocol
import VenueSimulator

// Subscriptions to the account's channels (kraken.md J.1, J.2, J.3).
extension KrakenFace {
    /// Every private subscription carries the token.
    mutating func subscribePrivate(_ call: Kraken.StreamCall, _ index: Int) {
        guard let token = call.text("token"), streams.tokens.use(token, by: streams.connections[index].id, at: now)
        else { return control(call.refusal("ESession:Invalid session"), to: index) }
        let connection = streams.connections[index]
        let isExecutions = call.text("channel") == "executions"
        guard (isExecutions ? connection.executions : connection.balances) == nil else {
            // No text is on record for this.
            return control(call.refusal("Already subscribed"), to: index)
        }
        if isExecutions { subscribeExecutions(call, index) } else { subscribeBalances(call, index) }
    }

    private mutating func subscribeExecutions(_ call: Kraken.StreamCall, _ index: Int) {
        var feed = Kraken.PrivateFeed()
        feed.tellsAll = call.flag("order_status", else: true)
        streams.connections[index].executions = feed
        let threshold = switches.tier.engineLimit / Kraken.Limits.point
        let hasOrders = call.flag("snap_orders", else: true)
        control(
            call.acknowledgement([
                "channel": "executions", "maxratecount": .integer(threshold), "snapshot": .flag(hasOrders),
            ]), to: index)
        var rows = call.flag("snap_trades", else: false) ? archive.fills.suffix(50).compactMap(oldTradeRow) : []
        if hasOrders {
            rows += exchange.openOrders(account: Kraken.Setup.account).compactMap { snapshotRow($0) }
        }
        // An empty account: a frame without rows, or none (J.2).
        guard !rows.isEmpty || switches.has("emptyExecutions", "frame") else { return }
        sendExecutions("snapshot", rows, Kraken.Operation.order, to: index)
    }

    private mutating func subscribeBalances(_ call: Kraken.StreamCall, _ index: Int) {
        streams.connections[index].balances = Kraken.PrivateFeed()
        let wantsSnapshot = call.flag("snapshot", else: true)
        control(
            call.acknowledgement(["channel": "balances", "snapshot": .flag(wantsSnapshot)]), to: index)
        if wantsSnapshot { sendBalances("snapshot", balanceRows(), to: index) }
    }

    mutating func unsubscribePrivate(_ call: Kraken.StreamCall, _ index: Int) {
        let isExecutions = call.text("channel") == "executions"
        let feed = isExecutions ? streams.connections[index].executions : streams.connections[index].balances
        guard feed != nil else { return control(call.refusal("Subscription Not Found"), to: index) }
        if isExecutions {
            streams.connections[index].executions = nil
        } else {
            streams.connections[index].balances = nil
        }
        control(
            call.acknowledgement(["channel": isExecutions ? "executions" : "balances"]), to: index)
    }

    /// Sends rows of `executions` under the connection's next number.
    mutating func sendExecutions(_ type: String, _ rows: [FaceJSON], _ operation: String, to index: Int) {
        guard let number = streams.connections[index].executions?.next() else { return }
        let frame: FaceJSON = [
            "channel": "executions", "type": .text(type), "data": .list(rows), "sequence": .integer(number),
        ]
        streams.send(frame, operation, to: index, at: now)
    }

    /// Sends rows of `balances` under the connection's next number.
    mutating func sendBalances(_ type: String, _ rows: [FaceJSON], to index: Int) {
        guard let number = streams.connections[index].balances?.next() else { return }
        let frame: FaceJSON = [
            "channel": "balances", "type": .text(type), "data": .list(rows), "sequence": .integer(number),
        ]
        streams.send(frame, Kraken.Operation.balance, to: index, at: now)
    }
}
