import AdapterKit
import AdapterProtocol

/// One element of cancel-all's answer: an order, or an order list with `orderReports` (binance.md E.4).
struct CancelElement {
    let rows: [OrderRow]

    init(reading reader: inout JSONReader) throws(JSONError) {
        var whole = reader
        var reports: [OrderRow]?
        try reader.object { key, reader throws(JSONError) in
            switch key {
            case "orderReports": reports = try reader.list(OrderRow.init(reading:))
            default: try reader.skip()
            }
        }
        rows = if let reports { reports } else { [try OrderRow(reading: &whole)] }
    }
}
