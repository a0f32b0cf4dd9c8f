import AdapterProtocol
import VenueSimulator

// Balances, fees, the key (kucoin.md E.1, F).
extension KuCoinFace {
    /// One row per wallet and currency; what was never used is missing.
    func accounts(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        let currency = try call.fields.text("currency")
        let type = try call.fields.text("type")
        if let type, !["main", "trade", "trade_hf", "margin", "isolated"].contains(type) {
            throw call.fields.invalid("type")
        }
        let rows = wallets(call.switches)
            .filter { (currency ?? $0.currency) == $0.currency && (type ?? $0.type) == $0.type }
        return .list(
            rows.map { row in
                [
                    "id": .text(row.id), "currency": .text(row.currency), "type": .text(row.type),
                    "balance": .amount(KuCoin.sum(row.available, row.holds)), "available": .amount(row.available),
                    "holds": .amount(row.holds),
                ]
            })
    }

    /// One account, without id and type.
    func account(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        guard let row = wallets(call.switches).first(where: { $0.id == call.variable }) else {
            throw .parameter("account not exist", status: call.switches.parameterStatus)
        }
        return [
            "currency": .text(row.currency), "balance": .amount(KuCoin.sum(row.available, row.holds)),
            "available": .amount(row.available), "holds": .amount(row.holds),
        ]
    }

    private struct Wallet {
        let id: String
        let currency: String
        let type: String
        let available: ExactDecimal
        let holds: ExactDecimal
    }

    private func wallets(_ switches: KuCoin.Switches) -> [Wallet] {
        guard let account = exchange.account(KuCoin.Setup.account).map(visibility.seen) else { return [] }
        let order = exchange.assets
        let type = switches.has(.tradeHF, "yes") ? "trade_hf" : "trade"
        var rows: [Wallet] = []
        for balance in account.balances where KuCoin.Setup.trading[balance.asset] != nil || !balance.isEmpty {
            let more = held(balance.asset, balance.locked)
            let serial = 548_674_591_753 + Int64(order.firstIndex(of: balance.asset) ?? 0)
            rows.append(
                Wallet(
                    id: String(serial), currency: balance.asset, type: type,
                    available: KuCoin.difference(balance.free, more), holds: KuCoin.sum(balance.locked, more)))
        }
        for (index, balance) in KuCoin.Setup.funding.enumerated() {
            let id = "63355cd156298d0001b66e6" + String(index, radix: 16)
            rows.append(
                Wallet(id: id, currency: balance.currency, type: "main", available: balance.amount, holds: .zero))
        }
        return rows
    }

    func userInfo(_ call: KuCoin.Call) -> FaceJSON {
        [
            "level": .integer(min(12, call.switches.number(.vipLevel))), "subQuantity": 0, "spotSubQuantity": 0,
            "marginSubQuantity": 0, "futuresSubQuantity": 0, "optionSubQuantity": 0, "maxSubQuantity": 5,
            "maxDefaultSubQuantity": 5, "maxSpotSubQuantity": 0, "maxMarginSubQuantity": 0,
            "maxFuturesSubQuantity": 0, "maxOptionSubQuantity": 0,
        ]
    }

    func baseFee(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        if let type = try call.fields.integer("currencyType"), type != 0, type != 1 {
            throw call.fields.invalid("currencyType")
        }
        return ["takerFeeRate": .amount(KuCoin.Setup.feeRate), "makerFeeRate": .amount(KuCoin.Setup.feeRate)]
    }

    /// Up to ten pairs.
    func tradeFees(_ call: KuCoin.Call) throws(KuCoin.Refusal) -> FaceJSON {
        let symbols = try call.fields.required("symbols").split(separator: ",").map(String.init)
        guard (1...10).contains(symbols.count) else { throw call.fields.invalid("symbols") }
        var rows: [FaceJSON] = []
        for symbol in symbols {
            _ = try tradedMarket(symbol, call.switches)
            rows.append([
                "symbol": .text(symbol), "takerFeeRate": .amount(KuCoin.Setup.feeRate),
                "makerFeeRate": .amount(KuCoin.Setup.feeRate),
            ])
        }
        return .list(rows)
    }

    /// `ipWhitelist` only where there is one; the keys without are of the newer kind that tells region and site (F).
    func apiKey(_ call: KuCoin.Call) -> FaceJSON {
        guard let key = call.key else { return .null }
        let isNew = key.addresses.isEmpty
        let version = call.switches.has(.keyVersion, "2") ? 2 : 3
        return FaceJSON.members([
            .init("remark", .text(key.role.rawValue)), .init("apiKey", .text(key.apiKey)),
            .init("apiVersion", .integer(version)), .init("permission", .text(key.permission)),
        ])
        .with("ipWhitelist", isNew ? nil : .text(key.addresses.joined(separator: ",")))
        .with("createdAt", .integer(key.createdAt)).with("uid", .integer(KuCoin.Setup.userID))
        .with("isMaster", true).with("region", isNew ? "ZA" : nil).with("kycStatus", isNew ? 1 : nil)
        .with("siteType", isNew ? "global" : nil)
    }

    func accountMode(_ call: KuCoin.Call) -> FaceJSON {
        [
            "selfAccountMode": .text(call.switches.text(.accountMode)), "unifiedSubAccount": [],
            "classicSubAccount": [],
        ]
    }
}

extension EngineBalance {
    fileprivate var isEmpty: Bool { free.isZero && locked.isZero }
}
