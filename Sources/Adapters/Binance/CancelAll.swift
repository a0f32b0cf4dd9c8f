import AdapterKit
public import AdapterProtocol

extension BinanceAdapter {
    /// Cancels every order of the account on one market. With nothing open the venue answers -2011: a success.
    public func cancelAll(on instrument: Instrument) -> Flow<[CancelReport]> {
        let call = Self.write(
            "order.cancelAll", .delete, "openOrders", [Parameter("symbol", instrument.nativeName)], priority: .cancel,
            charges: [RateCharge(Self.weight, 1, onSuccess: 0)])
        let symbol = instrument.symbol
        let endpoint = Self.endpoint(call) { reader throws(JSONError) in
            var reports: [CancelReport] = []
            try reader.array { reader throws(JSONError) in try Self.append(to: &reports, of: symbol, &reader) }
            return reports
        }
        return .call(endpoint) { result, _ in
            switch result {
            case .success(let reports): .finished(reports)
            case .failure(let error):
                // A server that fails says it of nothing, whatever code it carries along.
                error.evidence?.code == "-2011" && error.effect != .unknown ? .finished([]) : .failed(error)
            }
        }
    }

    /// A cancel report, or an order list whose reports stand inside.
    private static func append(
        to reports: inout [CancelReport], of symbol: Symbol, _ reader: inout JSONReader
    ) throws(JSONError) {
        let element = try CancelElement(reading: &reader)
        for row in element.rows {
            let order = try row.order(of: symbol, reader)
            reports.append(CancelReport(venueOrderID: order.venueOrderID, order: order))
        }
    }
}
