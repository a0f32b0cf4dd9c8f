import AdapterKit
import AdapterProtocol

// Orders and fills (kraken.md J.2).
extension KrakenAccountSession {
    /// Takes the rows of one frame in their order. Orders change what is held, of which no channel tells (kraken.md J.3).
    mutating func takeExecutions(
        _ rows: [ExecutionRow], isSnapshot: Bool, at now: StreamInstant, _ output: inout Output
    ) {
        var changesHolds = false
        for row in rows {
            do throws(ExecutionProblem) {
                try take(row, isSnapshot: isSnapshot, &output)
            } catch {
                return output.end(.reconnect(.undecodable, "an execution cannot be read: \(error.what)"))
            }
            changesHolds = changesHolds || row.kind?.changesHolds == true
        }
        if changesHolds, !isSnapshot { output.tell(.read(.balances)) }
    }

    private mutating func take(
        _ row: ExecutionRow, isSnapshot: Bool, _ output: inout Output
    ) throws(ExecutionProblem) {
        // Wrapped shares have names that are none of ours.
        guard !row.isForeign else { return }
        let known = orders[row.orderID]
        let market = row.market ?? known?.order.symbol
        if row.kind == .trade {
            output.tell(try row.fill(of: known?.order).map { .fill($0) } ?? .read(.fills(market)))
            // A trade of before says nothing of the order as it is.
            if isSnapshot { return }
        }
        guard row.kind != nil, let order = try row.order(merging: known) else {
            // An event that the sheet does not know, or an order that was never told whole.
            if row.kind == nil { output.tell(.read(.fills(market))) }
            return output.tell(.read(.order(.venue(VenueOrderID(rawValue: row.orderID)), market)))
        }
        // A trade may already say "filled", and the row that ends the order follows.
        let isOver = order.phase.isEnded && row.kind != .trade
        let isStreamed = known?.isStreamed ?? true || row.tellsSums
        orders[row.orderID] = isOver ? nil : KnownOrder(order: order, isStreamed: isStreamed)
        output.tell(.order(order))
    }
}
