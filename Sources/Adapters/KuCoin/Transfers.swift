import AdapterKit
public import AdapterProtocol

extension KuCoinAdapter {
    /// Deposits, newest first (weight 5 a page).
    public func deposits(_ query: HistoryQuery) -> Flow<[Transfer]> {
        Self.transfers("transfers.deposits", "v1/deposits", .deposit, query, weight: 5)
    }

    /// Withdrawals, newest first (weight 20 a page).
    public func withdrawals(_ query: HistoryQuery) -> Flow<[Transfer]> {
        Self.transfers("transfers.withdrawals", "v1/withdrawals", .withdrawal, query, weight: 20)
    }

    private static var pageSize: Int { 500 }

    private static func transfers(
        _ operation: OperationName, _ path: String, _ direction: Transfer.Direction, _ query: HistoryQuery,
        weight: Int
    ) -> Flow<[Transfer]> {
        Flow { now in
            // A fixed end keeps the pages from shifting while new transfers come in.
            let until = query.until.map { $0.advanced(by: .milliseconds(-1)) } ?? now
            var bounds = [Parameter("endAt", String(until.milliseconds))]
            if let from = query.from { bounds.append(Parameter("startAt", String(from.milliseconds))) }
            let walk = TransferWalk(query: query, bounds: bounds) { parameters in
                let call = privateRead(operation, path, parameters, weight: weight, pool: managementPool)
                return endpoint(call) { reader throws(JSONError) in
                    try NumberedPage(reading: &reader) { reader throws(JSONError) in
                        try transfer(direction, &reader)
                    }
                }
            }
            return walk.page(1, before: []).start(now)
        }
    }

    /// Follows page numbers to the end; without a start or a limit the newest page is all that was asked for.
    private struct TransferWalk: Sendable {
        let query: HistoryQuery
        let bounds: [Parameter]
        let endpoint: @Sendable ([Parameter]) -> Endpoint<NumberedPage<Transfer>>

        func page(_ number: Int64, before: [Transfer]) -> Flow<[Transfer]> {
            let parameters =
                bounds + [
                    Parameter("currentPage", String(number)), Parameter("pageSize", String(pageSize)),
                ]
            return .call(endpoint(parameters)) { result, now in
                switch result {
                case .failure(let error): return .failed(error)
                case .success(let page):
                    let all = before + page.rows.filter(isWanted)
                    let isEnough = query.limit.map { all.count >= $0 } ?? (query.from == nil)
                    guard number < page.count, !page.rows.isEmpty, !isEnough else { return .finished(newestFirst(all)) }
                    return self.page(number + 1, before: all).start(now)
                }
            }
        }

        private func isWanted(_ row: Transfer) -> Bool {
            guard let time = row.time else { return true }
            return query.from.map { time >= $0 } ?? true && query.until.map { time < $0 } ?? true
        }

        private func newestFirst(_ rows: [Transfer]) -> [Transfer] {
            let sorted = rows.sorted { ($0.time?.nanoseconds ?? 0) > ($1.time?.nanoseconds ?? 0) }
            return query.limit.map { Array(sorted.prefix(max($0, 0))) } ?? sorted
        }
    }
}
