import AdapterProtocol
import VenueSimulator

// What the account holds, pays and may do (valr.md E.1, E.2, F).
extension VALRFace {
    func readAccount(
        _ endpoint: VALR.Endpoint, _ query: VALR.Query, _ caller: VALR.Caller, _ switches: VALR.Switches
    ) throws(VALR.Refusal) -> FaceJSON {
        switch endpoint {
        case .balances:
            return .list(balances(of: caller.account, excludesZero: try query.flag("excludeZeroBalances")))
        case .allBalances: return allBalances()
        case .subaccounts: return [["label": "bot", "id": .text(VALR.subaccount)]]
        case .fees: return fees(switches)
        case .keyInfo: return keyInfo(caller)
        case .fills: return try fillList(nil, query, caller, switches)
        case .pairFills(let pair): return try fillList(try market(pair), query, caller, switches)
        case .ledger: return try ledger(query, caller, switches)
        case .deposits(let currency): return try deposits(currency, query, caller, switches)
        case .withdrawals(let currency): return try withdrawals(currency, query, caller, switches)
        case .orderStatus(let pair, let name): return try orderStatus(pair, name, caller, switches)
        case .orderSummary(let name): return try orderSummary(name, caller, switches)
        case .orderDetail(let name): return orderDetail(name, caller, switches)
        case .openOrders: return openOrders(caller, switches)
        case .history: return try orderHistory(query, caller, switches)
        default: throw .notFound
        }
    }

    private func balances(of account: String, excludesZero: Bool) -> [FaceJSON] {
        guard let current = exchange.account(account) else { return [] }
        let seen = visibility[account]?.seen(current) ?? current
        return seen.balances.compactMap { balance in
            let total = VALR.sum(balance.free, balance.locked)
            if excludesZero, total.isZero { return nil }
            let value = VALR.product(total, reference(balance.asset))
            let rounded = (try? value.rounded(scale: 8, .down)) ?? value
            return [
                "currency": .text(balance.asset),
                "available": VALR.text(balance.free),
                "reserved": VALR.text(balance.locked),
                "total": VALR.text(total),
                "updatedAt": .text(VALR.Times.text(seen.updatedAt)),
                "lendReserved": "0",
                "borrowReserved": "0",
                "borrowedAmount": "0",
                "totalInReference": VALR.text(rounded),
                "totalInReferenceWeighted": VALR.text(rounded),
                "referenceCurrency": "USDC",
            ]
        }
    }

    /// What one unit is worth in USDC: by its own market, or by way of the dollar, bitcoin or the rand.
    func reference(_ asset: String) -> ExactDecimal {
        if asset == "USDC" || asset == "USDT" { return .one }
        if let price = exchange.lastPrice(asset + "USDC") { return price }
        let bitcoin = exchange.lastPrice("BTCUSDC") ?? .zero
        if let price = exchange.lastPrice(asset + "BTC") { return VALR.product(price, bitcoin) }
        let rand = exchange.lastPrice("USDTZAR") ?? .one
        if asset == "ZAR" { return VALR.quotient(.one, rand, scale: 8) }
        return VALR.quotient(exchange.lastPrice(asset + "ZAR") ?? .zero, rand, scale: 8)
    }

    private func allBalances() -> FaceJSON {
        .list(
            [(VALR.account, "0", "Primary"), (VALR.subaccount, VALR.subaccount, "bot")].map { account, id, label in
                [
                    "account": ["label": .text(label), "id": .text(id)],
                    "balances": .list(balances(of: account, excludesZero: true)),
                ]
            })
    }

    /// Percent points per pair; no maker and taker where there is no book (valr.md E.2).
    private func fees(_ switches: VALR.Switches) -> FaceJSON {
        let rates = VALR.Setup.percentages(switches)
        return .list(
            VALR.Markets.all.filter { $0.isActive && !$0.isFuture }.map { market in
                let head: FaceJSON = ["currencyPair": .text(market.symbol)]
                let hasBook = market.orderTypes.allow("LIMIT")
                return head.with("makerPercentage", hasBook ? .text(rates.maker) : nil)
                    .with("takerPercentage", hasBook ? .text(rates.taker) : nil).with("simplePercentage", "1.6")
            })
    }

    private func keyInfo(_ caller: VALR.Caller) -> FaceJSON {
        let info: FaceJSON = [
            "label": .text(caller.key.label),
            "permissions": .list(caller.key.permissions.map(FaceJSON.text)),
            "addedAt": .text(VALR.Times.text(openedAt - 86_400_000)),
            "isSubAccount": .flag(caller.key.isSubaccountKey),
        ]
        return info.with("allowedIpAddressCidr", caller.key.allowedAddress.map(FaceJSON.text))
            .with(
                "allowedWithdrawAddressList",
                caller.key.allowedWithdrawal.map { entry in
                    [["currency": .text(entry.currency), "address": .text(entry.address)]]
                })
    }
}
