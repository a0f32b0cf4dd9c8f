import AdapterProtocol
import VenueSimulator

// What happens by itself: fills are booked, orders end, timers fire.
extension KrakenFace {
    /// Takes note of what the engine reports about the account.
    mutating func absorb(_ events: [EngineEvent]) {
        tell(events)
        var finished: [EngineOrder] = []
        for event in events {
            switch event {
            case .orderTraded(let order, let fill) where order.account == Kraken.Setup.account:
                archive.add(fill)
                book(fill)
                if !order.status.isOpen { finished.append(order) }
            case .orderCanceled(let order), .orderExpired(let order), .matchPrevented(let order, _),
                .orderAmended(let order, _):
                if order.account == Kraken.Setup.account, !order.status.isOpen { finished.append(order) }
            default: continue
            }
        }
        for order in finished where archive.close(order) {
            books.forgetExpiry(Kraken.Ref(order))
            if order.status == .filled { placeClosing(of: order) }
        }
    }

    /// One trade makes two rows with one reference (kraken.md E.11).
    private mutating func book(_ fill: EngineFill) {
        guard let market = Kraken.Markets.of(fill.symbol) else { return }
        let reference = ids.trade(fill)
        let time = Kraken.Times.traded(fill)
        let isBuy = fill.side == .buy
        let rows: [(asset: String, amount: ExactDecimal)] = [
            (market.quote.id, isBuy ? fill.quoteAmount.negated : fill.quoteAmount),
            (market.base.id, isBuy ? fill.quantity : fill.quantity.negated),
        ]
        for (asset, amount) in rows {
            let fee = fill.feeAsset == asset ? fill.fee : .zero
            books.book(amount, fee: fee, of: asset, type: "trade", reference: reference, time: time)
        }
        if !streams.isEmpty { tellLedger(Array(books.rows.suffix(rows.count))) }
    }

    /// The rows that explain the opening balances.
    mutating func bookOpeningBalances() {
        for (index, entry) in Kraken.Setup.balances.sorted(by: { $0.key < $1.key }).enumerated() {
            books.book(
                entry.value, of: entry.key, type: "deposit", reference: ids.reference(Int64(index)),
                time: Kraken.Times.micro(openedAt - 86_400_000, 417))
        }
    }

    /// Ends orders whose time is over, and fires the dead man's switch, each at its own moment.
    mutating func runTimers(until time: Int64) {
        for expiry in books.takeExpiries(until: time) {
            books.edit(expiry.ref) { $0.isExpired = true }
            _ = withdraw(expiry.ref, at: expiry.time)
        }
        if let moment = books.cancelAllAt, moment <= time {
            books.cancelAllAt = nil
            for order in exchange.openOrders(account: Kraken.Setup.account) {
                books.edit(Kraken.Ref(order)) { $0.reason = "Cancel all orders after timeout" }
                _ = withdraw(Kraken.Ref(order), at: moment)
            }
        }
    }

    /// Takes an open order off the book; nil when it is not open.
    mutating func withdraw(_ ref: Kraken.Ref, at time: Int64) -> EngineChange? {
        do {
            let change = try exchange.cancel(
                .id(ref.id), symbol: ref.symbol, account: Kraken.Setup.account, now: time)
            absorb(change.events)
            return change
        } catch {
            return nil
        }
    }

    /// Places the conditional close of a filled order (kraken.md E.3 `close`).
    private mutating func placeClosing(of order: EngineOrder) {
        guard let type = order.labels[Kraken.Label.closeType].flatMap(Kraken.OrderType.init(rawValue:)),
            let market = Kraken.Markets.of(order.symbol), order.executedQuantity.isPositive
        else { return }
        var form = Kraken.OrderForm(
            market: market, side: order.side.opposite, type: type, volume: order.executedQuantity)
        form.price = order.labels[Kraken.Label.closePrice].flatMap { ExactDecimal($0) }
        form.secondPrice = order.labels[Kraken.Label.closePrice2].flatMap { ExactDecimal($0) }
        form.flags = [.feeInQuote]
        form.parent = ids.order(Kraken.Ref(order))
        form.userref = order.labels[Kraken.Label.userref].flatMap { Int32($0) }
        do throws(EngineRejection) {
            absorb(try exchange.place(form.engineOrder, now: order.updatedAt).events)
        } catch {
            // Funds gone or the trigger on the wrong side: the venue drops the close, nothing else is documented.
            return
        }
    }
}
