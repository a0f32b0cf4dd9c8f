import AdapterProtocol

/// What a ticker made from the book shows: the best levels and the last trade (luno.md I.4).
struct TickerView: Sendable, Hashable {
    let bid: BookLevel?
    let ask: BookLevel?
    let last: ExactDecimal?

    /// Nil while there is no live book.
    init?(_ book: LiveBook?, last: ExactDecimal?) {
        guard let book, book.state.isLive else { return nil }
        bid = book.bestBid
        ask = book.bestAsk
        self.last = last
    }
}

// No ticker is streamed (luno.md I): it follows from the other two.
extension LunoMarketSession {
    /// The ticker as it stands. Without statistics, and without a last price until something trades: both are only told
    /// over REST.
    var currentTicker: Ticker? {
        guard let content, let view = TickerView(content.book, last: lastTrade) else { return nil }
        return Ticker(
            symbol: content.book.symbol, bid: view.bid, ask: view.ask, last: view.last, time: content.book.time)
    }

    /// Tells the ticker where it changed.
    mutating func tellTicker(_ output: inout StreamOutput<MarketStreamEvent>) {
        guard subscriptions.contains(where: { $0.channel == .ticker }),
            let view = TickerView(content?.book, last: lastTrade), view != toldTicker, let ticker = currentTicker
        else { return }
        toldTicker = view
        for subscription in subscriptions where subscription.channel == .ticker {
            output.tell(.ticker(slot: subscription.slot, ticker))
        }
    }
}
