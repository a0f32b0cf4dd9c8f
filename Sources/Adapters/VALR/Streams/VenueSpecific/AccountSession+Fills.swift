import AdapterProtocol

// Fills: one event each, by far the surest news of what traded (valr.md J.2).
extension VALRAccountSession {
    mutating func take(_ row: FillRow, _ output: inout StreamOutput<AccountStreamEvent>) {
        guard let symbol = catalog[native: row.pair]?.symbol else { return }
        // Old messages tell no fee; one that is told later would come too late, since a fill is told once.
        guard row.fees != nil else { return output.tell(.read(.fills(symbol))) }
        output.tell(.fill(row.fill(of: symbol)))
    }
}
