import AdapterKit
public import AdapterProtocol

extension BinanceAdapter {
    /// Deposits, newest first (`/sapi`, weight 1, production only).
    public func deposits(_ query: HistoryQuery) -> Flow<[Transfer]> {
        transfers(
            "transfers.deposits", "capital/deposit/hisrec", .deposit, query,
            charges: [RateCharge(Self.walletAddress, 1)])
    }

    /// Withdrawals, newest first (`/sapi`, weight 18,000 of 180,000: at most ten calls a minute, production only).
    public func withdrawals(_ query: HistoryQuery) -> Flow<[Transfer]> {
        transfers(
            "transfers.withdrawals", "capital/withdraw/history", .withdrawal, query,
            charges: [RateCharge(Self.walletAccount, 18_000)])
    }

    /// Longest span of one call: under 90 days (binance.md E.9).
    private static var span: Duration { .seconds(89 * 86_400) }

    private func transfers(
        _ operation: OperationName, _ path: String, _ direction: Transfer.Direction, _ query: HistoryQuery,
        charges: [RateCharge]
    ) -> Flow<[Transfer]> {
        let walk = TransferWalk(from: query.from, limit: query.limit) { parameters in
            Self.endpoint(Self.walletRead(operation, path, parameters, charges: charges)) { reader throws(JSONError) in
                try reader.list { reader throws(JSONError) in
                    try TransferRow(reading: &reader).transfer(direction, reader)
                }
            }
        }
        return Flow { now in
            // The venue's windows include their ends, ours do not.
            let until = min(query.until?.advanced(by: .milliseconds(-1)) ?? now, now)
            return walk.window(endingAt: until, span: Self.span, offset: 0, before: []).start(now)
        }
    }
}

/// Walks back through windows of time, and through pages by offset inside each.
private struct TransferWalk: Sendable {
    static var page: Int { 1000 }

    /// Nil asks for the newest window only, as the venue does by default.
    let from: Timestamp?
    let limit: Int?
    let endpoint: @Sendable ([VenueCall.Parameter]) -> Endpoint<[Transfer]>

    func window(endingAt end: Timestamp, span: Duration, offset: Int, before: [Transfer]) -> Flow<[Transfer]> {
        let earliest = end.advanced(by: .zero - span)
        let start = max(earliest, from ?? earliest)
        let parameters: [VenueCall.Parameter] = [
            .init("startTime", String(start.milliseconds)), .init("endTime", String(end.milliseconds)),
            .init("offset", String(offset)), .init("limit", String(Self.page)),
        ]
        return .call(endpoint(parameters)) { result, now in
            switch result {
            case .failure(let error): return .failed(error)
            case .success(let rows):
                let all = before + rows
                if let limit, all.count >= limit { return .finished(Array(all.prefix(max(limit, 0)))) }
                if rows.count >= Self.page {
                    return window(endingAt: end, span: span, offset: offset + Self.page, before: all).start(now)
                }
                guard let from, from < start else { return .finished(all) }
                // Both ends of a window are inclusive: the next one ends a millisecond earlier, so no row comes twice.
                let next = start.advanced(by: .milliseconds(-1))
                return window(endingAt: next, span: span, offset: 0, before: all).start(now)
            }
        }
    }
}
