import AdapterProtocol
import VenueSimulator

// Balance events (kucoin.md J.3): absolute values, the change, and what made it.
extension KuCoinFace {
    /// Tells the balances that changed.
    mutating func tellBalances(_ events: [EngineEvent]) {
        guard streams.followers[KuCoin.StreamTopics.balances] != nil else { return }
        for case .balancesChanged(KuCoin.Setup.account, let balances, let time) in events {
            for balance in balances { tell(balance, KuCoin.BalanceCause(of: balance.asset, in: events), at: time) }
        }
    }

    /// Notes what everybody could have read by now.
    mutating func keepBalances() {
        for balance in exchange.account(KuCoin.Setup.account)?.balances ?? [] {
            streams.balances[balance.asset] = shown(balance)
        }
    }

    private func shown(_ balance: EngineBalance) -> (available: ExactDecimal, hold: ExactDecimal) {
        let more = held(balance.asset, balance.locked)
        return (KuCoin.difference(balance.free, more), KuCoin.sum(balance.locked, more))
    }

    private mutating func tell(_ balance: EngineBalance, _ cause: KuCoin.BalanceCause, at time: Int64) {
        let before = streams.balances[balance.asset] ?? (.zero, .zero)
        let after = shown(balance)
        streams.balances[balance.asset] = after
        streams.balanceSerial += 1_000
        let serial = FaceJSON.text(String(streams.balanceSerial))
        let account = 548_674_591_753 + Int64(exchange.assets.firstIndex(of: balance.asset) ?? 0)
        func change(_ new: ExactDecimal, _ old: ExactDecimal) -> FaceJSON {
            .text(((try? new - old) ?? .zero).text(trimmingZeros: true))
        }
        let wallet = switches.has(.tradeHF, "yes") ? "trade_hf." : "trade."
        let data: FaceJSON = [
            "accountId": .text(String(account)), "currency": .text(balance.asset),
            "total": .amount(KuCoin.sum(after.available, after.hold)), "available": .amount(after.available),
            "hold": .amount(after.hold), "availableChange": change(after.available, before.available),
            "holdChange": change(after.hold, before.hold), "relationContext": cause.context,
            "relationEvent": .text(wallet + cause.word), "relationEventId": serial, "time": .text(String(time)),
        ]
        let topic = KuCoin.StreamTopics.balances
        streams.publish(topic, "stream.balance") { Self.privateMessage(topic, "account.balance", id: serial, data) }
    }
}

extension KuCoin {
    /// What changed a balance: a trade settled it, or an order holds or frees it.
    struct BalanceCause {
        private var order: EngineOrder?
        private var trade: EngineFill?

        /// The last thing that happened to an order of the currency.
        init(of currency: String, in events: [EngineEvent]) {
            for event in events {
                switch event {
                case .orderTraded(let order, let fill) where Self.concerns(order, currency):
                    self.order = order
                    trade = fill
                case .orderAccepted(let order), .orderCanceled(let order), .orderExpired(let order),
                    .orderAmended(let order, _), .matchPrevented(let order, _):
                    guard trade == nil, Self.concerns(order, currency) else { continue }
                    self.order = order
                default: continue
                }
            }
        }

        private static func concerns(_ order: EngineOrder, _ currency: String) -> Bool {
            guard order.account == Setup.account, let market = Markets.bySymbol[order.symbol] else { return false }
            return market.base == currency || market.quote == currency
        }

        /// The venue spells it so.
        var word: String { trade == nil ? "hold" : "setted" }

        var context: FaceJSON {
            guard let order else { return [:] }
            return FaceJSON.members([
                .init("symbol", .text(order.symbol)), .init("orderId", .text(OrderID.text(order))),
            ])
            .with("tradeId", trade.map { .text(String($0.tradeID)) })
        }
    }
}
