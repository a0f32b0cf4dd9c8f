import AdapterProtocol

// Balances (kraken.md J.3).
extension KrakenAccountSession {
    /// Frames tell totals, and nothing of what orders hold: they say that something changed, and REST says what. The
    /// snapshot tells what REST is read for anyway.
    mutating func takeBalances(isSnapshot: Bool, _ output: inout Output) {
        if !isSnapshot { output.tell(.read(.balances)) }
    }
}
