import AdapterKit
public import AdapterProtocol

extension KuCoinAdapter {
    /// Cancels every order of the account on one market, other bots' and manual ones included (K20; weight 2, and 3
    /// for the stop orders).
    ///
    /// The venue only answers "success", and only takes the request: the reports name what was open just before, when
    /// that list can be read. When the second of the two cancels fails, the error says that the first had an effect.
    public func cancelAll(on instrument: Instrument) -> Flow<[CancelReport]> {
        Self.active(instrument, priority: .cancel).recover { _ in .finished([]) }.then { open in
            Self.cancelPlain(instrument).then { _ in
                let plain = open.map { CancelReport(venueOrderID: $0.venueOrderID, order: nil) }
                return Self.cancelStops(instrument).map { stops in
                    plain + stops.map { CancelReport(venueOrderID: $0, order: nil) }
                }.recover { error in .failed(Self.partly(error)) }
            }
        }
    }

    private static func cancelPlain(_ instrument: Instrument) -> Flow<Void> {
        let call = write(
            "order.cancelAll", .delete, "v1/hf/orders", [Parameter("symbol", instrument.nativeName)],
            priority: .cancel, weight: 2)
        return endpoint(call) { reader throws(JSONError) in
            guard try reader.string() == "success" else { throw reader.unexpected("success") }
        }.flow
    }

    /// Without ids the batch call takes every stop order of the market; with none armed there is nothing to report.
    private static func cancelStops(_ instrument: Instrument) -> Flow<[VenueOrderID]> {
        let call = write(
            "order.cancelAllStops", .delete, "v1/stop-order/cancel",
            [Parameter("symbol", instrument.nativeName), Parameter("tradeType", "TRADE")], priority: .cancel,
            weight: 3)
        return .call(endpoint(call, CancelledIDs.init(reading:))) { result, _ in
            switch result {
            case .success(let answer): .finished(answer.ids)
            case .failure(let error): error.kind == .orderNotFound ? .finished([]) : .failed(error)
            }
        }
    }

    private static func partly(_ error: VenueError) -> VenueError {
        VenueError(
            kind: .partlyExecuted, effect: .executed, advice: .afterResync,
            message: "the orders were cancelled, the stop orders not: \(error.message)", evidence: error.evidence)
    }
}
