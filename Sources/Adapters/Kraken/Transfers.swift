import AdapterKit
public import AdapterProtocol

extension KrakenAdapter {
    /// Deposits, newest first.
    public func deposits(_ query: HistoryQuery) -> Flow<[Transfer]> {
        Self.transfers("transfers.deposits", "DepositStatus", "deposit", .deposit, query)
    }

    /// Withdrawals, newest first.
    public func withdrawals(_ query: HistoryQuery) -> Flow<[Transfer]> {
        Self.transfers("transfers.withdrawals", "WithdrawStatus", "withdrawals", .withdrawal, query)
    }

    private static func transfers(
        _ operation: OperationName, _ name: String, _ member: StaticString, _ direction: Transfer.Direction,
        _ query: HistoryQuery
    ) -> Flow<[Transfer]> {
        TransferWalk(query: query) { parameters in
            endpoint(privateRead(operation, name, parameters)) { reader throws(JSONError) in
                try TransferPage(member, direction, &reader)
            }
        }.flow()
    }
}

/// A page: `{deposit: […], next_cursor}`, or the bare list that comes without cursors.
private struct TransferPage: Sendable {
    let transfers: [Transfer]
    let cursor: String?

    init(_ member: StaticString, _ direction: Transfer.Direction, _ reader: inout JSONReader) throws(JSONError) {
        if try reader.next() == .array {
            transfers = try Self.list(direction, &reader)
            cursor = nil
            return
        }
        var found: [Transfer]?
        var cursor: String?
        try reader.object { key, reader throws(JSONError) in
            if member ~= key {
                found = try Self.list(direction, &reader)
            } else if case "next_cursor" = key {
                cursor = try reader.textOrNothing()
            } else {
                try reader.skip()
            }
        }
        transfers = try reader.require(found, "a list of transfers")
        self.cursor = cursor
    }

    private static func list(
        _ direction: Transfer.Direction, _ reader: inout JSONReader
    ) throws(JSONError) -> [Transfer] {
        try reader.list { reader throws(JSONError) in try TransferRow(reading: &reader).transfer(direction, reader) }
    }
}

/// Follows cursors to the end. Without a start or a number of rows the newest page is all that was asked for.
private struct TransferWalk: Sendable {
    private static var size: Int { 25 }

    let query: HistoryQuery
    let endpoint: @Sendable ([VenueCall.Parameter]) -> Endpoint<TransferPage>

    func flow() -> Flow<[Transfer]> { page(cursor: "true", before: [], seen: []) }

    private func page(cursor: String, before: [Transfer], seen: Set<String>) -> Flow<[Transfer]> {
        .call(endpoint(parameters(cursor: cursor))) { result, now in
            switch result {
            case .failure(let error): return .failed(error)
            case .success(let page):
                var all = before
                var ids = seen
                // A row without an id cannot be told from its twin, and is kept.
                for row in page.transfers
                where query.wants(row.time) && (row.id.map { ids.insert($0).inserted } ?? true) {
                    all.append(row)
                }
                // A cursor that does not move would lead in a circle.
                guard let next = page.cursor, next != cursor, !page.transfers.isEmpty, goesOn(gathered: all.count)
                else {
                    return .finished(finished(all))
                }
                return self.page(cursor: next, before: all, seen: ids).start(now)
            }
        }
    }

    private func parameters(cursor: String) -> [VenueCall.Parameter] {
        var list: [VenueCall.Parameter] = []
        if let from = query.from { list.append(.init("start", from.advanced(by: .seconds(-1)).krakenSeconds)) }
        list.append(.init("cursor", cursor))
        list.append(.init("limit", String(Self.size)))
        return list
    }

    private func goesOn(gathered: Int) -> Bool {
        if let limit = query.limit { return gathered < limit }
        return query.from != nil
    }

    private func finished(_ all: [Transfer]) -> [Transfer] {
        let sorted = all.enumerated().sorted {
            let (left, right) = ($0.element.time?.nanoseconds ?? 0, $1.element.time?.nanoseconds ?? 0)
            return left == right ? $0.offset < $1.offset : left > right
        }.map(\.element)
        return query.limit.map { Array(sorted.prefix(max($0, 0))) } ?? sorted
    }
}
