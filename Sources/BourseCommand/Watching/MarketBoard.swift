import AdapterProtocol

/// Several markets at once: a line each for best prices and last trade, and the newest trades below.
struct MarketBoard {
    private struct Row {
        var bid = "-"
        var ask = "-"
        var last = "-"
        var state = "waiting"
    }

    /// Trades that are kept to be shown: more than any terminal has lines.
    private static let mostTrades = 200

    /// The markets to show; none for all that come.
    private let symbols: [Symbol]
    private var rows: [Symbol: Row] = [:]
    private var trades: [PublicTrade] = []
    private var note = ""

    init(_ symbols: [Symbol]) {
        self.symbols = symbols
    }

    mutating func show(_ book: LiveBook) {
        rows[book.symbol, default: Row()].bid = book.bestBid.map { "\($0.price) x \($0.quantity)" } ?? "-"
        rows[book.symbol, default: Row()].ask = book.bestAsk.map { "\($0.price) x \($0.quantity)" } ?? "-"
        rows[book.symbol, default: Row()].state = book.state.description + (book.isVerified ? "" : " UNVERIFIED")
    }

    mutating func show(_ ticker: Ticker) {
        if let last = ticker.last { rows[ticker.symbol, default: Row()].last = last.description }
    }

    mutating func show(_ trade: PublicTrade) {
        rows[trade.symbol, default: Row()].last = trade.price.description
        trades.append(trade)
        if trades.count > Self.mostTrades { trades.removeFirst(trades.count - Self.mostTrades) }
    }

    mutating func show(_ marker: StreamMarker) {
        note = marker.description
    }

    /// Lines for a terminal of so many rows.
    func lines(rows height: Int) -> [String] {
        var lines = [columns(["market", "bid", "ask", "last", "book"])]
        for symbol in symbols.isEmpty ? rows.keys.sorted() : symbols {
            let row = rows[symbol] ?? Row()
            lines.append(columns([symbol.description, row.bid, row.ask, row.last, row.state]))
        }
        lines.append("")
        if !note.isEmpty { lines.append(note) }
        let room = max(0, height - lines.count - 1)
        lines += trades.suffix(room).reversed().map { trade in
            columns([
                trade.symbol.description, trade.aggressor?.rawValue ?? "", trade.price.description,
                trade.quantity.description, trade.time.description,
            ])
        }
        return lines
    }

    private func columns(_ texts: [String]) -> String {
        texts.enumerated().map { index, text in
            index == 0 ? Self.padded(text, 14) : Self.padded(text, 26)
        }.joined(separator: " ")
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
