import AdapterProtocol

/// A live book as lines of text: asks above, bids below, as traders read them.
struct BookDrawing {
    let book: LiveBook
    /// What was said of the stream last, shown until the next.
    let note: String

    /// Lines for a terminal of so many rows.
    func lines(rows: Int) -> [String] {
        let depth = max(1, (rows - 5) / 2)
        var lines = [heading, ""]
        let asks = book.levels(.sell, depth: depth)
        let bids = book.levels(.buy, depth: depth)
        let width = (asks + bids).map { $0.price.description.count }.max() ?? 0
        lines += asks.reversed().map { row("ask", $0, width) }
        lines.append("    spread \(book.spread?.description ?? "-")   mid \(book.mid?.description ?? "-")")
        lines += bids.map { row("bid", $0, width) }
        if !note.isEmpty { lines += ["", note] }
        return lines
    }

    private var heading: String {
        let verified = book.isVerified ? "" : "  UNVERIFIED"
        let sequence = book.sequence.map { "  #\($0)" } ?? ""
        return "\(book.symbol)  \(book.state)\(verified)\(sequence)  \(book.time?.description ?? "")"
    }

    private func row(_ side: String, _ level: BookLevel, _ width: Int) -> String {
        let price = level.price.description
        return "\(side) \(String(repeating: " ", count: width - price.count))\(price)  \(level.quantity)"
    }
}
