import AdapterProtocol

/// Turns a saved order back into integers and refuses what cannot be true.
struct SavedOrderReader {
    private let saved: SavedOrder
    private let units: MarketUnits
    private let place: String

    init(_ saved: SavedOrder, units: MarketUnits) {
        self.saved = saved
        self.units = units
        place = "\(saved.symbol) order \(saved.id)"
    }

    func record(_ account: Int, _ accountID: String) throws(EngineSetupError) -> OrderRecord {
        var record = OrderRecord(
            id: saved.id, account: account, accountID: accountID, side: saved.side, kind: saved.kind,
            timeInForce: saved.timeInForce, selfTradeMode: saved.selfTradeMode, limitTicks: try ticks(saved.price),
            triggerTicks: try ticks(saved.triggerPrice), lots: try lots(saved.quantity),
            quoteAmount: try saved.quoteAmount.map { value throws(EngineSetupError) in
                try amount(value, of: units.quote)
            },
            clientOrderID: saved.clientOrderID, labels: saved.labels, status: saved.status,
            createdAt: EngineTime.clamped(saved.createdAt), updatedAt: EngineTime.clamped(saved.updatedAt),
            workingSince: saved.workingSince.map(EngineTime.clamped),
            locked: try amount(saved.locked, of: saved.side == .buy ? units.quote : units.base))
        record.expiryReason = saved.expiryReason
        record.executedLots = try lots(saved.executedQuantity)
        record.executedQuote = try amount(saved.executedQuote, of: units.quote)
        record.preventedLots = try lots(saved.preventedQuantity)
        record.preventedMatchID = saved.preventedMatchID
        record.amendCount = saved.amendCount
        try check(record)
        return record
    }

    private func check(_ record: OrderRecord) throws(EngineSetupError) {
        guard record.id > 0, (0...1_000_000).contains(record.amendCount) else {
            throw .invalidState("\(place): id or amend count")
        }
        guard (record.limitTicks != nil) == record.kind.hasLimitPrice,
            (record.triggerTicks != nil) == record.kind.isTriggered
        else { throw .invalidState("\(place): prices do not suit its kind") }
        guard record.status.isOpen else {
            guard record.locked == 0 else { throw .invalidState("\(place): over, but holds funds") }
            return
        }
        guard record.openLots > 0, record.limitTicks != nil || record.status == .armed,
            (record.status == .armed) == (record.workingSince == nil),
            record.status != .armed || record.kind.isTriggered
        else { throw .invalidState("\(place): open, but nothing is left of it or it cannot wait") }
        let worst = record.limitTicks ?? record.triggerTicks ?? 0
        guard units.isWithinLimits(ticks: worst, lots: record.lots) else { throw .invalidState("\(place): too large") }
        let needed =
            record.side == .buy ? units.notional(worst, record.openLots) : units.baseUnits(record.openLots)
        guard record.locked == needed else { throw .invalidState("\(place): does not hold what it needs") }
    }

    private func ticks(_ price: ExactDecimal?) throws(EngineSetupError) -> Int64? {
        guard let price else { return nil }
        return try valid("\(place): price") { () throws(EngineRejection) in try units.ticks(price) }
    }

    private func lots(_ quantity: ExactDecimal) throws(EngineSetupError) -> Int64 {
        if quantity.isZero { return 0 }
        return try valid("\(place): quantity") { () throws(EngineRejection) in try units.lots(quantity) }
    }

    private func amount(_ value: ExactDecimal, of asset: Int) throws(EngineSetupError) -> Int128 {
        guard let amount = units.assets.amount(value, of: asset), amount >= 0 else {
            throw .invalidState("\(place): amount")
        }
        return amount
    }
}

/// Turns a saved fill back into integers.
struct SavedFillReader {
    private let saved: SavedFill
    private let units: MarketUnits

    init(_ saved: SavedFill, units: MarketUnits) {
        self.saved = saved
        self.units = units
    }

    func record() throws(EngineSetupError) -> FillRecord {
        let place = "\(saved.symbol) trade \(saved.tradeID)"
        guard let feeAsset = units.assets.index(of: saved.feeAsset),
            let fee = units.assets.amount(saved.fee, of: feeAsset)
        else { throw .invalidState("\(place): fee") }
        let ticks = try valid("\(place): price") { () throws(EngineRejection) in try units.ticks(saved.price) }
        let lots = try valid("\(place): quantity") { () throws(EngineRejection) in try units.lots(saved.quantity) }
        guard units.isWithinLimits(ticks: ticks, lots: lots) else { throw .invalidState("\(place): too large") }
        return FillRecord(
            tradeID: saved.tradeID, orderID: saved.orderID, side: saved.side, isMaker: saved.isMaker, ticks: ticks,
            lots: lots, feeAmount: fee, feeAsset: feeAsset, time: EngineTime.clamped(saved.time))
    }
}
