import AdapterKit
public import AdapterProtocol

extension LunoAdapter {
    /// Deposits, newest first: one call for the accounts and one or more for each of them.
    public func deposits(_ query: HistoryQuery) -> Flow<[Transfer]> {
        Self.transfers(query).map { all in Self.newest(all.filter { $0.direction == .deposit }, query) }
    }

    /// Withdrawals, newest first: those that moved a balance, and the requests for state currency with their states.
    ///
    /// A request that is done stands in both lists and is told once.
    public func withdrawals(_ query: HistoryQuery) -> Flow<[Transfer]> {
        Self.requests(query).then { requests in
            Self.transfers(query).map { all in
                let told = Set(requests.compactMap(\.transferID))
                let moved = all.filter { transfer in
                    transfer.direction == .withdrawal && !(transfer.id.map { told.contains($0) } ?? false)
                }
                return Self.newest(moved + requests.map(\.transfer).filter { Self.isWanted($0, query) }, query)
            }
        }
    }

    private static func transfers(_ query: HistoryQuery) -> Flow<[Transfer]> {
        account().flow.then { accounts in transfers(accounts[...], query, before: []) }
    }

    private static func transfers(
        _ accounts: ArraySlice<AccountRow>, _ query: HistoryQuery, before: [Transfer]
    ) -> Flow<[Transfer]> {
        guard let account = accounts.first else { return .finished(before) }
        // The limit counts one direction only, so it cannot be left to the pages.
        let whole = HistoryQuery(from: query.from, until: query.until)
        return Pages<TransferRow>(
            query: whole, readsToEnd: false, cursor: "before", identity: { $0.id }, time: { $0.time }
        ) { parameters in
            transferPage(of: account.id, parameters)
        }.flow().then { rows in
            transfers(accounts.dropFirst(), query, before: before + rows.map { $0.transfer(of: account.asset) })
        }
    }

    static func transferPage(
        of account: String, _ parameters: [Parameter], _ operation: OperationName = "transfers.list"
    ) -> Endpoint<[TransferRow]> {
        listEndpoint(
            privateRead(operation, "exchange/1/transfers", [Parameter("account_id", account)] + parameters),
            "transfers", TransferRow.init(reading:))
    }

    static func withdrawalPage(
        _ parameters: [Parameter], _ operation: OperationName = "transfers.withdrawals"
    ) -> Endpoint<[WithdrawalRow]> {
        listEndpoint(
            privateRead(operation, "1/withdrawals", parameters), "withdrawals", WithdrawalRow.init(reading:))
    }

    /// Requests by falling id, page after page while a start is named; they are few.
    private static func requests(
        _ query: HistoryQuery, beforeID: String? = nil, before: [WithdrawalRow] = []
    ) -> Flow<[WithdrawalRow]> {
        let size = 1000
        let cursor = beforeID.map { [Parameter("before_id", $0)] } ?? []
        return Flow.call(withdrawalPage([Parameter("limit", String(size))] + cursor)) { result, now in
            switch result {
            case .failure(let error): return .failed(error)
            case .success(let rows):
                let known = Set(before.map(\.id))
                let fresh = rows.filter { !known.contains($0.id) }
                let all = before + fresh
                guard rows.count >= size, let from = query.from, let last = rows.last else { return .finished(all) }
                guard !fresh.isEmpty else { return .failed(unreadable("a full page of withdrawals shows nothing new")) }
                if let time = last.transfer.time, time < from { return .finished(all) }
                return requests(query, beforeID: last.id, before: all).start(now)
            }
        }
    }

    private static func isWanted(_ transfer: Transfer, _ query: HistoryQuery) -> Bool {
        guard let time = transfer.time else { return true }
        if let from = query.from, time < from { return false }
        return query.until.map { time < $0 } ?? true
    }

    private static func newest(_ transfers: [Transfer], _ query: HistoryQuery) -> [Transfer] {
        let sorted = transfers.sorted { left, right in
            let times = (left.time ?? .init(nanoseconds: 0), right.time ?? .init(nanoseconds: 0))
            return times.0 == times.1 ? (left.id ?? "") > (right.id ?? "") : times.0 > times.1
        }
        return query.limit.map { Array(sorted.prefix(max($0, 0))) } ?? sorted
    }
}
