import AdapterKit
public import AdapterProtocol

extension VALRAdapter {
    /// Deposits, newest first: crypto from its own history, fiat from the ledger.
    public func deposits(_ query: HistoryQuery) -> Flow<[Transfer]> {
        Self.transfers(.deposit, "transfers.deposits", "wallet/crypto/deposit/history", query) {
            reader throws(JSONError) in try TransferRow(depositIn: &reader)
        }
    }

    /// Withdrawals, newest first: crypto from its own history, fiat from the ledger. A reversed fiat withdrawal is not
    /// told apart: which one a reversal belongs to, the ledger does not say.
    public func withdrawals(_ query: HistoryQuery) -> Flow<[Transfer]> {
        Self.transfers(.withdrawal, "transfers.withdrawals", "wallet/crypto/withdraw/history", query) {
            reader throws(JSONError) in try TransferRow(withdrawalIn: &reader)
        }
    }

    private static func transfers(
        _ direction: Transfer.Direction, _ operation: OperationName, _ path: String, _ query: HistoryQuery,
        _ row: @escaping @Sendable (inout JSONReader) throws(JSONError) -> TransferRow
    ) -> Flow<[Transfer]> {
        let walk = TransferWalk(query: query) { parameters in
            endpoint(privateRead(operation, path, parameters)) { reader throws(JSONError) in try reader.list(row) }
        }
        return walk.page(skip: 0, TransferWalk.Place()).then { crypto in
            ledger(direction, query).map { fiat in
                let all = (crypto + fiat).sorted { left, right in
                    switch (left.time, right.time) {
                    case (let left?, let right?): left > right
                    default: false
                    }
                }
                return query.limit.map { Array(all.prefix(max($0, 0))) } ?? all
            }
        }
    }

    static func ledger(_ direction: Transfer.Direction, _ query: HistoryQuery) -> Flow<[Transfer]> {
        let word = LedgerRow.word(of: direction)
        let pages = Pages<LedgerRow>(
            query: query, cursor: .beforeID, identity: { $0.id }, cursorTime: { $0.time }
        ) { parameters in
            let filter = [Parameter("transactionTypes", word)]
            return endpoint(privateRead("transfers.ledger", "account/transactionhistory", filter + parameters)) {
                reader throws(JSONError) in try reader.list(LedgerRow.init(reading:))
            }
        }
        return pages.flow { row in query.contains(row.time) ? row.transfer(direction) : nil }
            .map { $0.reversed() }
    }
}

/// Walks the pages of a transfer history by position, which is all the venue has here; a row that a newer one pushed
/// onto the next page is taken once.
private struct TransferWalk: Sendable {
    struct Place: Sendable {
        var found: [Transfer] = []
        var seen: Set<String> = []
    }

    static var size: Int { 100 }

    let query: HistoryQuery
    let endpoint: @Sendable ([VenueCall.Parameter]) -> Endpoint<[TransferRow]>

    func page(skip: Int, _ place: Place) -> Flow<[Transfer]> {
        var parameters: [VenueCall.Parameter] = [.init("skip", String(skip)), .init("limit", String(Self.size))]
        if let from = query.from { parameters.append(.init("startTime", from.description)) }
        return .call(endpoint(parameters)) { result, now in
            switch result {
            case .failure(let error): return .failed(error)
            case .success(let rows):
                var place = place
                let fresh = rows.filter { place.seen.insert($0.identity).inserted }
                place.found += fresh.map(\.transfer).filter { $0.time.map(query.contains) ?? true }
                if isOver(rows, fresh, place) { return .finished(place.found) }
                return page(skip: skip + rows.count, place).start(now)
            }
        }
    }

    private func isOver(_ rows: [TransferRow], _ fresh: [TransferRow], _ place: Place) -> Bool {
        if rows.count < Self.size || fresh.isEmpty { return true }
        if let limit = query.limit { return place.found.count >= limit }
        return query.from == nil
    }
}
