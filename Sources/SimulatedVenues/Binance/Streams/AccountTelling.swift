import AdapterProtocol
import VenueSimulator

// The account's events (binance.md J.2, L.17).
extension BinanceFace {
    mutating func tellAccount(_ event: EngineEvent, cancelID: String?, at time: Int64) {
        switch event {
        case .orderAccepted(let order): tell(order, Binance.Execution("NEW", isWorking: order.isWorking), at: time)
        case .orderTriggered(let order):
            if switches.tellsTriggers { tell(order, Binance.Execution("NEW", isWorking: true), at: time) }
        case .orderTraded(let order, let fill):
            var execution = Binance.Execution("TRADE", isWorking: order.status.isOpen && order.kind != .market)
            execution.fill = fill
            tell(order, execution, at: time)
        case .orderCanceled(let order):
            var execution = Binance.Execution("CANCELED", isWorking: false)
            execution.requestID = cancelID
            tell(order, execution, at: time)
        case .orderExpired(let order): tell(order, Binance.Execution("EXPIRED", isWorking: false), at: time)
        case .orderAmended(let order, let previous):
            var execution = Binance.Execution("REPLACED", isWorking: order.status.isOpen && order.isWorking)
            execution.originalID = switches.namesAmendedID ? previous : nil
            tell(order, execution, at: time)
        case .matchPrevented(let order, let match):
            var execution = Binance.Execution("TRADE_PREVENTION", isWorking: order.status.isOpen)
            execution.prevented = match
            tell(order, execution, at: time)
        case .balancesChanged(let account, let balances, let changed):
            if account == Binance.Setup.account { tell(balances, changedAt: changed, at: time) }
        case .trade, .bookChanged, .phaseChanged: break
        }
    }

    private mutating func tell(_ order: EngineOrder, _ execution: Binance.Execution, at time: Int64) {
        guard order.account == Binance.Setup.account else { return }
        // It grows within a symbol and has gaps.
        streams.lastExecutionID += execution.fill == nil ? 1 : 2
        let report = Binance.OrderReport(order: order, clientID: order.clientOrderID ?? "")
        tellUserData(report.event(execution, id: streams.lastExecutionID, at: time), "stream.order")
    }

    private mutating func tell(_ balances: [EngineBalance], changedAt: Int64, at time: Int64) {
        let rows = balances.map { balance -> Binance.JSON in
            ["a": .text(balance.asset), "f": .money(balance.free), "l": .money(balance.locked)]
        }
        tellUserData(
            ["e": "outboundAccountPosition", "E": .time(time), "u": .time(changedAt), "B": .list(rows)],
            "stream.balance")
    }

    private mutating func tellUserData(_ event: Binance.JSON, _ operation: String) {
        for id in streams.ids {
            guard let subscription = streams.connections[id]?.userData else { continue }
            streams.send(["subscriptionId": .integer(subscription.id), "event": event], to: id, as: operation)
        }
    }

    /// Ends a connection's subscription, which is told (binance.md J.2).
    mutating func endUserData(_ id: StreamID) {
        guard let subscription = streams.connections[id]?.userData else { return }
        streams.change(id) { $0.userData = nil }
        let event: Binance.JSON = ["e": "eventStreamTerminated", "E": .time(now)]
        streams.send(["subscriptionId": .integer(subscription.id), "event": event], to: id)
    }
}

extension Binance {
    /// What an execution report is about, beside the order as it is after it.
    struct Execution {
        let type: String
        let isWorking: Bool
        var fill: EngineFill?
        var prevented: PreventedMatch?
        /// The client id of the cancel.
        var requestID: String?
        /// The client id before an amendment.
        var originalID: String?

        init(_ type: String, isWorking: Bool) {
            self.type = type
            self.isWorking = isWorking
        }
    }
}

extension Binance.OrderReport {
    /// An `executionReport`.
    func event(_ execution: Binance.Execution, id: Int64, at time: Int64) -> Binance.JSON {
        let fill = execution.fill
        let isCancel = execution.type == "CANCELED"
        let head: Binance.JSON = [
            "e": "executionReport", "E": .time(time), "s": .text(order.symbol),
            "c": .text(isCancel ? execution.requestID ?? clientID : clientID),
            "S": .text(Binance.Side(order.side).rawValue), "o": .text(type.rawValue), "f": .text(timeInForce),
            "q": .money(order.quantity), "p": .money(price), "P": .money(order.triggerPrice ?? .zero),
            "F": .money(iceberg ?? .zero), "g": -1,
            "C": .text(isCancel ? clientID : execution.originalID ?? ""),
            "x": .text(execution.type), "X": .text(order.status.binanceText), "r": "NONE", "i": .id(order.id),
            "l": .money(fill?.quantity ?? .zero), "z": .money(order.executedQuantity),
            "L": .money(fill?.price ?? .zero), "n": fill.map { .money($0.fee) } ?? "0",
            "N": fill.map { .text($0.feeAsset) } ?? .null, "T": .time(fill?.time ?? order.updatedAt),
            "t": .id(fill?.tradeID ?? -1), "I": .id(id), "w": .flag(execution.isWorking),
            "m": .flag(fill?.isMaker ?? false), "M": .flag(fill != nil), "O": .time(order.createdAt),
            "Z": .money(order.executedQuote), "Y": .money(fill?.quoteAmount ?? .zero), "Q": .money(quoteAmount),
        ]
        let whole = head.with("W", order.workingSince.map { .time($0) })
            .with("V", .text(Binance.PreventionMode(order.selfTradeMode).rawValue))
        if let match = execution.prevented { return prevention(match, in: whole) }
        return whole.with("eR", execution.type == "EXPIRED" ? expiryReason.map(Binance.JSON.text) : nil)
    }

    private func prevention(_ match: PreventedMatch, in event: Binance.JSON) -> Binance.JSON {
        let isTaker = order.id == match.takerOrderID
        let quantity = isTaker ? match.takerPreventedQuantity : match.makerPreventedQuantity
        return event.with("v", .id(match.id)).with("A", .money(order.preventedQuantity)).with("B", .money(quantity))
            .with("u", -1).with("U", .id(isTaker ? match.makerOrderID : match.takerOrderID))
            .with("Cs", .text(match.symbol)).with("pl", .money(quantity)).with("pL", .money(match.price))
            .with("pY", .money((try? quantity * match.price) ?? .zero))
    }
}
