import AdapterProtocol

extension LunoAccountSession {
    /// A new row of an account's ledger. It names no currency, so only configured accounts can be told; and rows before
    /// the first, rows that are missing and rows that are told again leave the balance to be read (luno.md J.1, J.2).
    mutating func take(_ news: BalanceNews, _ time: Timestamp?, _ output: inout StreamOutput<AccountStreamEvent>) {
        let last = rows[news.account]
        if let last, news.row <= last { return }
        rows[news.account] = news.row
        guard let last, last == news.row - 1, let asset = assets[news.account], !isReplay(time),
            let held = try? news.total - news.available
        else { return output.tell(.read(.balances)) }
        // The wallet is the one that ``LunoAdapter/balances()`` gives a configured account.
        output.tell(.balance(Balance(asset: asset, total: news.total, available: news.available, held: held)))
    }

    /// Whether a message is one of the five minutes before the connection: what was read over REST may be newer.
    private func isReplay(_ time: Timestamp?) -> Bool {
        guard let time, let openedAt else { return true }
        return time < openedAt
    }
}
