import AdapterProtocol
import Crypto
import VenueSimulator

// Balances, fee rates, key information (kraken.md E.1, E.2, F.1).
extension KrakenFace {
    mutating func readAccount(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        switch call.endpoint {
        case .balance: return balance(call)
        case .balanceEx: return extendedBalance(call)
        case .tradeBalance: return try tradeBalance(call)
        case .tradeVolume: return try tradeVolume(call)
        case .openPositions: return [:]
        case .ledgers: return try ledgers(call)
        case .queryLedgers: return try queryLedgers(call)
        case .depositMethods, .withdrawMethods: return try fundingMethods(call)
        case .depositStatus, .withdrawStatus: return try fundingStatus(call)
        case .getApiKeyInfo: return keyInfo(call)
        case .getWebSocketsToken: return token()
        default: throw .unknownMethod
        }
    }

    /// The account as reads see it, with the lines beside the spot wallet.
    private func lines(
        _ switches: Kraken.Switches
    ) -> [(asset: Kraken.Asset, total: ExactDecimal, held: ExactDecimal)] {
        guard let current = exchange.account(Kraken.Setup.account) else { return [] }
        var lines: [(asset: Kraken.Asset, total: ExactDecimal, held: ExactDecimal)] = []
        for entry in visibility.seen(current).balances {
            guard let asset = Kraken.Markets.asset(entry.asset) else { continue }
            // reason: balances are bounded far below 34 digits by the engine.
            let total = (try? entry.free + entry.locked) ?? entry.free
            if total.isZero, switches.has("zeroBalances", "missing") { continue }
            lines.append((asset, total, entry.locked))
        }
        for (id, amount) in Kraken.Setup.otherLines {
            if id.hasSuffix(".F"), switches.has("autoEarn", "merged") { continue }
            if let asset = Kraken.Markets.asset(id) { lines.append((asset, amount, .zero)) }
        }
        return lines
    }

    private func balance(_ call: Kraken.Call) -> FaceJSON {
        .members(
            lines(call.switches).map { line in
                .init(line.asset.id, Kraken.money(line.total, places: line.asset.decimals))
            })
    }

    private func extendedBalance(_ call: Kraken.Call) -> FaceJSON {
        let fees = call.switches.has("holdIncludesFee", "yes") ? feeHolds() : [:]
        return .members(
            lines(call.switches).map { line in
                let places = line.asset.decimals
                let held = fees[line.asset.id].flatMap { try? line.held + $0 } ?? line.held
                let row: FaceJSON = [
                    "balance": Kraken.money(line.total, places: places),
                    "hold_trade": Kraken.money(held, places: places),
                ]
                // Only some lines show credit (rest-balance-ex.json).
                guard line.asset.id == "USDT" else { return .init(line.asset.id, row) }
                let zero = Kraken.money(.zero, places: places)
                return .init(line.asset.id, row.with("credit", zero).with("credit_used", zero))
            })
    }

    /// What open buys would hold for their fees, by quote asset (E.1 `[?]`).
    func feeHolds() -> [String: ExactDecimal] {
        var holds: [String: ExactDecimal] = [:]
        let rate = Kraken.Setup.fees(switches).taker
        for order in exchange.openOrders(account: Kraken.Setup.account) where order.side == .buy {
            guard let market = Kraken.Markets.of(order.symbol), let fee = try? order.lockedAmount * rate else {
                continue
            }
            let sum = try? (holds[market.quote.id] ?? .zero) + fee
            holds[market.quote.id] = sum ?? fee
        }
        return holds
    }

    /// Refuses an order whose cost and fee do not fit beside the fees that open orders hold.
    func checkFeeHolds(_ form: Kraken.OrderForm) throws(Kraken.Refusal) {
        guard form.side == .buy, let price = form.limitPrice ?? form.triggerPrice else { return }
        let asset = form.market.quote.id
        let free = exchange.account(Kraken.Setup.account)?.balances.first { $0.asset == asset }?.free ?? .zero
        let held = feeHolds()[asset] ?? .zero
        let rate = Kraken.Setup.fees(switches).taker
        guard let cost = try? price * form.volume, let fee = try? cost * rate,
            let needed = try? ExactDecimal.sum([cost, fee, held]), needed <= free
        else { throw .funds }
    }

    /// Margin totals; a spot account has none of them (not needed by the sheet's clients).
    private func tradeBalance(_ call: Kraken.Call) throws(Kraken.Refusal) -> FaceJSON {
        let name = call.parameters.text("asset") ?? "ZUSD"
        guard let asset = Kraken.Markets.asset(name) else { throw .unknownAsset }
        let line = lines(call.switches).first { $0.asset.id == asset.id }
        let total = Kraken.money(line?.total ?? .zero, places: 4)
        return [
            "eb": total, "tb": total, "m": "0.0000", "uv": "0.0000", "n": "0.0000", "c": "0.0000", "v": "0.0000",
            "e": total, "mf": total,
        ]
    }

    private func keyInfo(_ call: Kraken.Call) -> FaceJSON {
        guard let key = call.key else { return [:] }
        let memory = nonces[key.apiKey]
        let isCamel = call.switches.has("keyInfoSpelling", "camel")
        func name(_ snake: String, _ camel: String) -> String { isCamel ? camel : snake }
        let created = String(openedAt / 1_000 - 2_592_000)
        let window = call.switches.number("nonceWindow")
        return .members([
            .init(name("api_key_name", "apiKeyName"), .text(key.name)),
            .init(name("api_key", "apiKey"), .text(key.apiKey)),
            .init("nonce", .text(String(memory?.highest ?? 0))),
            .init(name("nonce_window", "nonceWindow"), isCamel ? .integer(window) : .text(String(window))),
            .init("permissions", .list(key.permissions.map { .text($0.rawValue) })),
            .init("iban", "AA88 N84G WOAK NMOI"),
            .init(name("valid_until", "validUntil"), .text(key.isExpired ? created : "0")),
            .init(name("query_from", "queryFrom"), "0"),
            .init(name("query_to", "queryTo"), "0"),
            .init(name("created_time", "createdTime"), .text(created)),
            .init(name("modified_time", "modifiedTime"), .text(created)),
            // Both forms mean "not restricted" (F.1).
            .init(
                name("ip_allowlist", "ipAllowlist"),
                key.boundAddress.map { [.text($0)] } ?? (isCamel ? [] : [""])),
            .init(name("last_used", "lastUsed"), .text(String((memory?.lastUsed ?? 0) / 1_000))),
        ])
    }

    private mutating func token() -> FaceJSON {
        let digest = Array(SHA256.hash(data: Array("kraken token \(configuration.seed) \(books.takeToken())".utf8)))
        let text = String(FaceBase64.text(digest).prefix { $0 != "=" })
        streams.tokens.issue(text, at: now)
        return ["token": .text(text), "expires": 900]
    }
}
