import AdapterKit
import AdapterProtocol

/// What a message of `/account/balance` says (kucoin.md J.3): absolute values, and which event of which wallet made them.
struct KuCoinBalanceEvent: Sendable {
    /// One currency in one wallet.
    struct Account: Sendable, Hashable {
        let currency: String
        let wallet: String
    }

    let account: Account
    let total: ExactDecimal
    let available: ExactDecimal
    let held: ExactDecimal
    let time: Int64

    init(reading reader: inout JSONReader) throws(JSONError) {
        var currency: String?
        var total: ExactDecimal?
        var available: ExactDecimal?
        var held: ExactDecimal?
        var event: String?
        var time: Int64?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "currency": currency = try reader.string()
            case "total": total = try reader.amount()
            case "available": available = try reader.amount()
            case "hold": held = try reader.amount()
            case "relationEvent": event = try reader.optional { reader throws(JSONError) in try reader.string() }
            // A text of milliseconds.
            case "time": time = try reader.integer()
            default: try reader.skip()
            }
        }
        let word = event ?? ""
        // The part before the dot names the wallet; `other` alone names none.
        let wallet = word.utf8.contains(0x2E) ? String(word.prefix { $0 != "." }) : ""
        account = Account(currency: try reader.require(currency, "currency"), wallet: wallet)
        self.total = try reader.require(total, "total")
        self.available = try reader.require(available, "available")
        self.held = try reader.require(held, "hold")
        self.time = try reader.require(time, "time")
        guard KuCoinWords.asset(account.currency) != nil else { throw reader.unexpected("an asset code") }
    }
}

extension KuCoinAccountSession {
    /// Wallets whose balances are told as they are; those of margin and what else there is are read.
    private static let wallets: Set = ["main", "trade", "trade_hf"]

    /// Tells a balance, unless a later one was told.
    mutating func take(_ event: KuCoinBalanceEvent, _ output: inout StreamOutput<AccountStreamEvent>) {
        guard Self.wallets.contains(event.account.wallet), let asset = KuCoinWords.asset(event.account.currency),
            let sum = try? event.available + event.held, sum == event.total
        else {
            output.tell(.read(.balances))
            return
        }
        if let last = balanceTimes[event.account], last > event.time { return }
        balanceTimes[event.account] = event.time
        output.tell(
            .balance(
                Balance(
                    asset: asset, wallet: event.account.wallet, total: event.total, available: event.available,
                    held: event.held)))
    }
}
